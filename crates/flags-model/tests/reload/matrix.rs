//! An old program and a newer text: what becomes of each flag. `-- --nocapture` prints the matrix.

use std::fmt::Write;

use flags_model::reload::{Options, Outcome, Rejection, merge, seal};
use flags_model::{Model, load};

/// What the program was compiled with.
const COMPILED: &str = include_str!("matrix/compiled.toml");
/// What was edited, the outcome of each flag that is not unchanged. Edits are `from => to`, one on a line;
/// an edit with nothing before its arrow adds to the end.
const CASES: &str = include_str!("matrix/cases.txt");

struct Case<'c> {
    what: &'c str,
    edits: Vec<(&'c str, &'c str)>,
    expected: &'c str,
}

/// A case is a line `## what`, edits, and then the outcomes as they are printed, each after `| `.
fn cases() -> impl Iterator<Item = Case<'static>> {
    CASES.split("## ").skip(1).map(|block| {
        let (what, rest) = block.split_once('\n').expect("each case has lines");
        let (edits, expected) = rest.split_at(rest.find("| ").unwrap_or(rest.len()));
        let edits = edits.lines().filter_map(|line| line.split_once("=> ")).collect();
        Case { what, edits, expected: expected.trim_end() }
    })
}

fn model() -> Model {
    load(COMPILED).model.expect("the compiled file is valid")
}

fn edited(case: &Case<'_>) -> String {
    case.edits.iter().fold(COMPILED.to_owned(), |text, (from, to)| {
        let (from, to) = (from.trim_end().replace("\\n", "\n"), to.replace("\\n", "\n"));
        assert!(text.contains(&from), "{}: nothing to edit: {from}", case.what);
        if from.is_empty() { text + &to + "\n" } else { text.replace(&from, &to) }
    })
}

/// The outcomes of a sealed text, and that of the same text without its seal if it is another.
fn outcomes(text: &str) -> String {
    let model = model();
    let options = Options { compare: None, ..Options::default() };
    let mut lines = String::new();
    match merge(&model, &model, &seal(text, 1, None), &options) {
        Ok(merged) => {
            for flag in merged.reload.flags.iter().filter(|flag| flag.outcome != Outcome::Unchanged) {
                writeln!(lines, "| {flag}").expect("a string takes everything");
            }
        }
        Err(rejection) => writeln!(lines, "| refused: {rejection}").expect("a string takes everything"),
    }
    if let Err(rejection @ Rejection::Missing(_)) = merge(&model, &model, text, &options) {
        writeln!(lines, "| without a seal: {rejection}").expect("a string takes everything");
    }
    if lines.is_empty() { "| all unchanged".to_owned() } else { lines.trim_end().to_owned() }
}

#[test]
fn the_matrix_of_an_old_program_and_a_newer_text() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found = outcomes(&edited(&case));
        println!("{}\n{found}\n", case.what);
        if found != case.expected {
            wrong.push(format!("{}\nexpected\n{}\nfound\n{found}", case.what, case.expected));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// A text with the names of the program is taken as it is, and any other is translated: that is not seen.
#[test]
fn a_flag_more_changes_no_other_outcome() {
    for case in cases() {
        let found = outcomes(&(edited(&case) + "\n[flags.only_newer]\nenabled = true\n"));
        let others: Vec<&str> = found.lines().filter(|line| !line.starts_with("| only_newer: ")).collect();
        let others = if others.is_empty() { "| all unchanged".to_owned() } else { others.join("\n") };
        assert_eq!(others, case.expected, "{}", case.what);
    }
}
