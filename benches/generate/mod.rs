//! Writes files with any number of realistic flags, the same in each run.

use std::fmt::Write;

const WHAT: [&str; 16] = [
    "checkout", "search", "sidebar", "export", "inbox", "billing", "upload", "gallery", "profile", "report",
    "editor", "calendar", "invite", "catalog", "payment", "archive",
];
const HOW: [&str; 12] = [
    "new", "fast", "compact", "shared", "offline", "dark", "bulk", "smart", "guided", "inline", "public",
    "quiet",
];
const OWNERS: [&str; 6] = ["growth", "navigation", "storage", "payments", "search", "platform"];

/// What stands above the flags of each file.
const HEAD: &str = r#"environments = ["staging", "production"]

[context]
user = { type = "string", key = true }
company = "string"
plan = { type = "enum", of = ["free", "pro", "enterprise"], ordered = true }
roles = { type = "set", of = ["member", "admin", "owner", "staff"] }
country = "string"
app = "version"
seats = "integer"
trial = "bool"

[segments.staff]
when = { roles = "staff" }

[segments.nordics]
when = { country = ["DK", "FI", "IS", "NO", "SE"] }
"#;

/// The name of the flag of this number.
pub fn name(number: usize) -> String {
    format!("{}_{}_{number}", HOW[number / WHAT.len() % HOW.len()], WHAT[number % WHAT.len()])
}

/// A file of so many flags.
pub fn file(count: usize) -> String {
    let mut out = String::from(HEAD);
    for number in 0..count {
        let (how, what) = (HOW[number / WHAT.len() % HOW.len()], WHAT[number % WHAT.len()]);
        let owner = OWNERS[number % OWNERS.len()];
        write!(
            out,
            "\n[flags.{}]\ndescription = \"The {how} {what}, variation {number}\"\nowner = \"{owner}\"\n{}",
            name(number),
            rules(number)
        )
        .expect("writing to a string cannot fail");
    }
    out
}

/// What a flag says: ten kinds, as common as in files that people write.
fn rules(number: usize) -> String {
    let percent = percent(number);
    match number % 10 {
        0 => "enabled = false\n".to_owned(),
        1 | 2 => format!("rollout = {percent}\n"),
        3 => format!("when = {{ plan = {{ at_least = \"pro\" }} }}\nrollout = {percent}\n"),
        4 => format!("allow = {{ segment = \"staff\" }}\nrollout = {percent}\n"),
        // Narrower than what it requires, as it should be.
        5 => format!(
            "requires = [\"{}\"]\nrollout = {}\n",
            name(number - 4),
            self::percent(number - 4) / 2 + 1
        ),
        6 => format!(
            "rollout = {percent}\nrules = [{{ when = {{ segment = \"nordics\", seats = {{ above = {percent} }} }}, \
             rollout = 50 }}]\n"
        ),
        7 => format!(
            "variants = [\"control\", \"blue\", \"green\"]\nrollout = {percent}\n\
             when = {{ app = {{ at_least = \"4.{percent}.0\" }} }}\n"
        ),
        8 => format!("by = \"company\"\nrollout = {percent}\nenv.production.rollout = {}\n", percent / 2),
        _ => format!("default = {percent}\nserve = {}\nwhen = {{ trial = false }}\n", percent * 10),
    }
}

fn percent(number: usize) -> usize {
    number * 7 % 98 + 1
}
