//! A text with regular expressions, and a program that has none.

use flags_model::load;
use flags_model::reload::{Limits, Merged, Options, Outcome, Reason, Rejection, load_within, merge, seal};

const COMPILED: &str = r#"[context]
user = { type = "string", key = true }
email = "string"

[segments.staff]
when = { email = { ends_with = "@example.com" } }

[flags.direct]
rollout = 10

[flags.negated]
rollout = 10

[flags.through_segment]
when = { segment = "staff" }

[flags.free]
rollout = 10
"#;

fn merge_without_regex(text: &str) -> Result<Merged, Rejection> {
    let compiled = load(COMPILED).model.expect("the file is valid");
    let options = Options { regex: false, compare: None, ..Options::default() };
    merge(&compiled, &compiled, &seal(text, 1, None), &options)
}

fn outcomes(text: &str) -> Vec<String> {
    let merged = merge_without_regex(text).expect("the text is valid");
    let lines: Vec<String> = merged.reload.flags.iter().map(ToString::to_string).collect();
    let kept = merged.reload.flags.iter().filter(|flag| match &flag.outcome {
        Outcome::Kept(kept) => kept.reason == Reason::Feature("regex"),
        _ => false,
    });
    assert_eq!(kept.count(), lines.iter().filter(|line| line.contains("keeps its rules")).count());
    assert!(flags_model::lower(&merged.model).patterns.is_empty());
    lines
}

#[test]
fn each_flag_that_asks_one_keeps_its_rules() {
    let text = COMPILED
        .replace("{ ends_with = \"@example.com\" }", "{ matches = 'example' }")
        .replace("[flags.direct]\n", "[flags.direct]\nwhen = { email = { matches = '^a' } }\n")
        .replace(
            "[flags.negated]\n",
            "[flags.negated]\ndeny = { any = [{ email = { not = { matches = 'b' } } }] }\n",
        )
        .replace("[flags.free]\nrollout = 10", "[flags.free]\nrollout = 20");
    let keeps =
        "keeps its rules, because the program is built without the feature `regex`, which a condition needs";
    let expected = [
        format!("direct: {keeps}"),
        format!("negated: {keeps}"),
        format!("through_segment: {keeps}"),
        "free: changed".to_owned(),
    ];
    assert_eq!(outcomes(&text), expected);
    // Where the program knows all names, and where it does not.
    let newcomer = "\n[flags.newcomer]\nwhen = { email = { matches = '^c' } }\n";
    let mut with_newcomer = expected.to_vec();
    with_newcomer.push("newcomer: ignored; the program does not know it".to_owned());
    assert_eq!(outcomes(&(text + newcomer)), with_newcomer);
}

/// It may be written for a later syntax, and what is expected of the flag nobody here can decide.
#[test]
fn they_are_left_unread_and_undecided() {
    let newcomer = "\n[flags.newcomer]\nwhen = { email = { matches = '(' } }\n\
                    expect = [{ context = { user = \"u\", email = \"(\" }, is = true }]\n";
    let text = COMPILED.to_owned() + newcomer;
    let lines = outcomes(&text);
    assert_eq!(lines[4], "newcomer: ignored; the program does not know it");
    assert!(lines[..4].iter().all(|line| line.ends_with(": unchanged")), "{lines:?}");
    // Who has them reads them.
    assert!(load_within(&text, &Limits::default()).model.is_none());
}

#[test]
fn other_mistakes_are_still_refused() {
    let text = COMPILED.replace("ends_with = \"@example.com\"", "matches = 3");
    assert!(matches!(merge_without_regex(&text), Err(Rejection::Invalid(_))));
}
