//! The edit that a diagnostic offers makes that diagnostic go away, and breaks nothing: for every case of
//! the corpus and every wrong example of the pages.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use flags_model::diagnostic::Patch;
use flags_model::source::Span;
use flags_model::{Code, Diagnostic, codes};

/// Every code that offers an edit in some of its cases. Whoever adds one adds a case for it.
const OFFERING: &[&str] = &[
    "always-true",
    "bad-name",
    "bad-percentage",
    "bad-serve",
    "bad-timestamp",
    "bad-version",
    "empty-list",
    "misplaced-key",
    "missing-key",
    "not-a-variant-flag",
    "redundant-requirement",
    "says-nothing",
    "syntax",
    "unknown-attribute",
    "unknown-environment",
    "unknown-flag",
    "unknown-key",
    "unknown-lint",
    "unknown-operator",
    "unknown-segment",
    "unknown-stage",
    "unknown-value",
    "unknown-variant",
    "unknown-word",
    "unused-serve",
    "wider-than-parent",
    "wrong-type",
];

#[test]
fn patches_make_their_diagnostics_go_away() {
    let mut applied: BTreeMap<&str, usize> = BTreeMap::new();
    let mut failures = String::new();
    for (name, text) in list_texts() {
        let found = flags_model::load(&text).diagnostics;
        for diagnostic in &found {
            let Some(patch) = &diagnostic.patch else { continue };
            *applied.entry(diagnostic.code.name()).or_default() += 1;
            let patched = apply(&text, patch);
            let left = flags_model::load(&patched).diagnostics;
            if let Some(problem) = find_problem(diagnostic, patch, &found, &left) {
                let _ = writeln!(failures, "{name}: {}: {problem}\n{patched}\n", diagnostic.message);
            }
        }
    }
    for (code, count) in &applied {
        println!("{count:4} edits of {code}");
    }
    assert!(failures.is_empty(), "{failures}");
    assert_eq!(applied.into_keys().collect::<Vec<_>>(), OFFERING);
}

/// What is wrong with the diagnostics that are left.
fn find_problem(
    mended: &Diagnostic,
    patch: &Patch,
    before: &[Diagnostic],
    after: &[Diagnostic],
) -> Option<String> {
    let place = touched(mended, patch);
    let is_back = |it: &&Diagnostic| it.code == mended.code && overlaps(it.span, place);
    if let Some(back) = after.iter().find(is_back) {
        return Some(format!("the edit leaves: {}", back.message));
    }
    if patch.replacement.contains('…') {
        return Some("the edit leaves something to fill in".to_owned());
    }
    let count = |all: &[Diagnostic]| all.iter().filter(|it| it.code == Code::Syntax).count();
    (count(after) > count(before)).then(|| "the edit breaks the syntax".to_owned())
}

/// The place of the mistake in the patched text, the edit included.
fn touched(diagnostic: &Diagnostic, patch: &Patch) -> Span {
    let moved = |at: usize| {
        if at <= patch.span.start {
            at
        } else {
            (at + patch.replacement.len()).saturating_sub(len(patch.span))
        }
    };
    let edited = Span { start: patch.span.start, end: patch.span.start + patch.replacement.len() };
    let own = Span { start: moved(diagnostic.span.start), end: moved(diagnostic.span.end) };
    if own.end + 1 < edited.start || edited.end + 1 < own.start {
        return own;
    }
    Span { start: own.start.min(edited.start), end: own.end.max(edited.end) }
}

fn overlaps(a: Span, b: Span) -> bool {
    a.start < b.end.max(b.start + 1) && b.start < a.end.max(a.start + 1)
}

fn len(span: Span) -> usize {
    span.end - span.start
}

fn apply(text: &str, patch: &Patch) -> String {
    let (head, tail) = (&text[..patch.span.start], &text[patch.span.end..]);
    format!("{head}{}{tail}", patch.replacement)
}

/// The corpus, and the wrong examples.
fn list_texts() -> Vec<(String, String)> {
    let mut texts = Vec::new();
    for path in list_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")) {
        let text = fs::read_to_string(&path).expect("BUG: the corpus can be read");
        texts.push((path.display().to_string(), text));
    }
    for code in Code::ALL {
        let wrong =
            codes::explain(*code).split("```toml wrong\n").nth(1).and_then(|it| it.split("```").next());
        texts.extend(wrong.map(|text| (code.name().to_owned(), text.to_owned())));
    }
    texts
}

fn list_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("BUG: the corpus is a folder") {
        let path = entry.expect("BUG: the corpus can be listed").path();
        if path.is_dir() {
            files.extend(list_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    files
}
