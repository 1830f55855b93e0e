//! Conditions on the attributes of one schema that has every type.

use super::{Choices, Wishes};

/// The attributes of every generated file.
pub const SCHEMA: &str = r#"
[context]
user = { type = "string", key = true }
account = "integer"
country = "string"
seats = "integer"
score = "float"
app = "version"
signed_up = "timestamp"
trial = "bool"
plan = { type = "enum", of = ["free", "pro", "enterprise"], ordered = true }
device = { type = "enum", of = ["ios", "android", "web"] }
region = { type = "enum", of = REGIONS, ordered = true }
roles = { type = "set", of = ["member", "admin", "beta-tester"] }
tags = "set"
"#;

const STRINGS: &[&str] =
    &["\"DK\"", "\"dk\"", "\"Åland\"", "\"İstanbul\"", "\"ΑΣ\"", "\"straße\"", "\"\"", "\"a\""];
const INTEGERS: &[&str] = &["0", "1", "10", "-3", "9223372036854775807", "-9223372036854775808"];
const FLOATS: &[&str] = &["0", "0.5", "-1.5", "1e300", "10", "-0.0"];
const VERSIONS: &[&str] =
    &["\"1.0.0\"", "\"2\"", "\"2.3\"", "\"2.3.0-rc.1\"", "\"2.3.0+build.7\"", "\"10.0.0\""];
const TIMES: &[&str] =
    &["2026-01-01", "2026-03-01T09:00:00Z", "\"2026-02-01T00:00:00+02:00\"", "1969-12-31", "9999-12-31"];
const PLANS: &[&str] = &["\"free\"", "\"pro\"", "\"enterprise\""];
const DEVICES: &[&str] = &["\"ios\"", "\"android\"", "\"web\""];
const REGIONS: &[&str] = &["\"r0\"", "\"r1\"", "\"r63\"", "\"r64\"", "\"r69\""];
const ROLES: &[&str] = &["\"member\"", "\"admin\"", "\"beta-tester\""];
const TAGS: &[&str] = &["\"vip\"", "\"\"", "\"Å\"", "\"new\""];

const NAMES: &[&str] = &[
    "trial",
    "plan",
    "country",
    "seats",
    "roles",
    "device",
    "score",
    "app",
    "signed_up",
    "region",
    "tags",
    "account",
    "now",
    "user",
];

/// A condition that may ask about the first `flags` flags and the first `segments` segments.
pub fn condition(choices: &mut Choices, wishes: Wishes, flags: usize, segments: usize) -> String {
    let maker = Maker { wishes, flags, segments };
    maker.condition(choices, 3)
}

#[derive(Clone, Copy)]
struct Maker {
    wishes: Wishes,
    flags: usize,
    segments: usize,
}

impl Maker {
    fn condition(self, choices: &mut Choices, depth: usize) -> String {
        if choices.one_in(12) {
            return choices.pick(&["true", "false"]).to_owned();
        }
        let mut entries: Vec<String> = Vec::new();
        for _ in 0..=choices.below(3) {
            let (key, test) = self.entry(choices, depth);
            if !entries.iter().any(|entry| entry.starts_with(&format!("{key} ="))) {
                entries.push(format!("{key} = {test}"));
            }
        }
        format!("{{ {} }}", entries.join(", "))
    }

    fn entry(self, choices: &mut Choices, depth: usize) -> (&'static str, String) {
        let kind = choices.below(12);
        match kind {
            9 | 10 if depth > 0 => {
                let group = choices.pick(&["any", "all", "none"]);
                let inner: Vec<String> =
                    (0..=choices.below(3)).map(|_| self.condition(choices, depth - 1)).collect();
                (group, format!("[{}]", inner.join(", ")))
            }
            11 if self.wishes.flag_conditions && self.flags > 0 => {
                let flag = choices.below(self.flags);
                let state = choices.pick(&["true", "false"]);
                ("flag", format!("{{ flag_{flag} = {state} }}"))
            }
            7 | 8 if self.wishes.segments && self.segments > 0 => {
                let first = choices.below(self.segments);
                let second = choices.below(self.segments);
                if first == second {
                    ("segment", format!("\"segment_{first}\""))
                } else {
                    ("segment", format!("[\"segment_{first}\", \"segment_{second}\"]"))
                }
            }
            _ => {
                let name = choices.pick(NAMES);
                (name, self.test(choices, name, 2))
            }
        }
    }

    /// A value, a list, or operators.
    fn test(self, choices: &mut Choices, name: &str, depth: usize) -> String {
        let operands = operands_of(name);
        let is_time = operands == TIMES;
        match choices.below(4) {
            0 if !is_time => choices.pick(operands).to_owned(),
            1 if !is_time && name != "trial" => list(choices, operands),
            _ => {
                let mut operators: Vec<String> = Vec::new();
                for _ in 0..=choices.below(2) {
                    let (key, operand) = self.operator(choices, name, operands, depth);
                    if !operators.iter().any(|other| other.starts_with(&format!("{key} ="))) {
                        operators.push(format!("{key} = {operand}"));
                    }
                }
                let compares = operators.iter().any(|operator| !operator.starts_with("present"));
                if operands == STRINGS && compares && choices.one_in(3) {
                    operators.push("ignore_case = true".to_owned());
                }
                format!("{{ {} }}", operators.join(", "))
            }
        }
    }

    fn operator(
        self,
        choices: &mut Choices,
        name: &str,
        operands: &[&'static str],
        depth: usize,
    ) -> (&'static str, String) {
        match choices.below(6) {
            4 if self.wishes.present => return ("present", choices.pick(&["true", "false"]).to_owned()),
            5 if depth > 0 => return ("not", self.test(choices, name, depth - 1)),
            _ => {}
        }
        let operator = choices.pick(operators_of(name));
        let operand = match operator {
            "within_days" | "older_than_days" => choices.pick(&["0", "30", "10000000"]).to_owned(),
            "matches" => choices.pick(&["'^D'", "'a$'", "'[[:alpha:]]+'"]).to_owned(),
            "in" | "any_of" | "all_of" | "none_of" => list(choices, operands),
            "starts_with" | "ends_with" | "contains" if choices.one_in(2) => list(choices, operands),
            _ => choices.pick(operands).to_owned(),
        };
        (operator, operand)
    }
}

fn list(choices: &mut Choices, operands: &[&'static str]) -> String {
    let mut items = choices.some(operands);
    // Long lists of strings are looked up in another way than short ones.
    if operands == STRINGS && choices.one_in(4) {
        items.extend(["\"b\"", "\"c\"", "\"d\"", "\"e\"", "\"f\"", "\"g\"", "\"h\"", "\"i\"", "\"user-1\""]);
    }
    format!("[{}]", items.join(", "))
}

fn operands_of(name: &str) -> &'static [&'static str] {
    match name {
        "trial" => &["true", "false"],
        "plan" => PLANS,
        "device" => DEVICES,
        "region" => REGIONS,
        "seats" | "account" => INTEGERS,
        "score" => FLOATS,
        "app" => VERSIONS,
        "signed_up" | "now" => TIMES,
        "roles" => ROLES,
        "tags" => TAGS,
        _ => STRINGS,
    }
}

fn operators_of(name: &str) -> &'static [&'static str] {
    match name {
        "trial" => &["eq"],
        "device" => &["eq", "in"],
        "plan" | "region" | "seats" | "account" | "score" | "app" => {
            &["at_least", "eq", "in", "above", "below", "at_most"]
        }
        "signed_up" | "now" => &["after", "before", "within_days", "older_than_days"],
        "roles" | "tags" => &["any_of", "all_of", "none_of"],
        _ => &["eq", "in", "starts_with", "ends_with", "contains", "matches"],
    }
}
