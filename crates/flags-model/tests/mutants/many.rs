//! A file of 2,000 flags, every tenth of them wrong in one of twenty ways.

use std::fmt::Write;

/// How many flags the file has.
pub const FLAGS: usize = 2_000;
/// How many of them are wrong.
pub const MISTAKES: usize = 200;

/// One mistake each, as the lines of a flag. `{n}` is the number of the flag.
const WRONG: [&str; 20] = [
    "rolout = 25",
    "rollout = 250",
    "rollout = 0.5",
    "requires = [\"flag_{n}x\"]",
    "when = { contry = \"DK\" }",
    "when = { plan = \"premium\" }",
    "when = { plan = { atleast = \"pro\" } }",
    "when = { seats = \"many\" }",
    "when = { segment = \"nordcis\" }",
    "when = { app = { at_least = \"v1.x\" } }",
    "variants = [\"a\", \"b\"]\nserve = { a = 50, b = 49 }",
    "variants = [\"a\", \"b\"]\nserve = \"c\"",
    "stage = \"betta\"",
    "enabled = \"yes\"",
    "description = \"says nothing\"",
    "default = 10\nserve = \"ten\"",
    "requires = [\"flag_{n}\"]",
    "rules = [{ when = { country = \"DK\" } }]",
    "kind = \"killswitch\"\nenabled = true",
    "when = { country = [] }",
];

/// The file, and the line on which each mistake begins.
pub fn write_file() -> (String, Vec<usize>) {
    let mut text = String::from(
        "[context]\n\
         user = { type = \"string\", key = true }\n\
         plan = { type = \"enum\", of = [\"free\", \"pro\"], ordered = true }\n\
         country = \"string\"\n\
         seats = \"integer\"\n\
         app = \"version\"\n\n\
         [segments.nordics]\n\
         when = { country = [\"DK\", \"SE\"] }\n",
    );
    let mut places = Vec::new();
    for number in 0..FLAGS {
        let _ = write!(text, "\n[flags.flag_{number}]\n");
        if number % (FLAGS / MISTAKES) == 3 {
            places.push(text.len());
            let wrong = WRONG[places.len() % WRONG.len()].replace("{n}", &number.to_string());
            let _ = writeln!(text, "{wrong}");
        } else {
            let _ = writeln!(text, "when = {{ plan = {{ at_least = \"pro\" }}, segment = \"nordics\" }}");
            let _ = writeln!(text, "rollout = {}", number % 101);
        }
    }
    let lines = places.into_iter().map(|at| text[..at].matches('\n').count() + 1).collect();
    (text, lines)
}
