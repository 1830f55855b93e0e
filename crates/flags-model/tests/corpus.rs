//! Every mistake has a file of ten lines in `tests/corpus/<topic>/<mistake>.toml`, and what is said about it
//! beside it. `BLESS=1 cargo test -p flags-model --test corpus` writes what is said now.

use std::fs;
use std::path::{Path, PathBuf};

use flags_model::diagnostic::{Style, render};

#[test]
fn mistakes_are_described_as_blessed() {
    let is_blessing = std::env::var_os("BLESS").is_some();
    let mut failures = Vec::new();
    let cases = list_files(&root().join("corpus"), "toml");
    assert!(cases.len() >= 60, "only {} cases were found", cases.len());
    for case in &cases {
        let text = read(case);
        let diagnostics = flags_model::load(&text).diagnostics;
        let name = case.file_name().expect("BUG: a file has a name").to_string_lossy();
        let described = render(&diagnostics, &text, &name, Style::Plain);
        let blessed = case.with_extension("stderr");
        if is_blessing {
            fs::write(&blessed, &described).expect("BUG: the corpus can be written");
        } else if described != fs::read_to_string(&blessed).unwrap_or_default() {
            failures.push(format!("{}\n{described}", case.display()));
        }
        assert!(!diagnostics.is_empty(), "{} is no mistake", case.display());
    }
    assert!(failures.is_empty(), "{} cases differ:\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn blessed_files_belong_to_cases() {
    for blessed in list_files(&root().join("corpus"), "stderr") {
        assert!(blessed.with_extension("toml").exists(), "{} has no case", blessed.display());
    }
}

#[test]
fn every_message_says_where_why_and_what_to_write() {
    for case in list_files(&root().join("corpus"), "toml") {
        let text = read(&case);
        for diagnostic in flags_model::load(&text).diagnostics {
            let case = case.display();
            let first = diagnostic.message.chars().next().expect("BUG: an empty message");
            assert!(!first.is_uppercase(), "{case}: {}", diagnostic.message);
            assert!(!diagnostic.message.ends_with('.'), "{case}: {}", diagnostic.message);
            assert!(diagnostic.span.end <= text.len(), "{case}: {}", diagnostic.message);
            let remedies = diagnostic.help.is_some() || !diagnostic.notes.is_empty();
            assert!(remedies, "{case}: no remedy for: {}", diagnostic.message);
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("BUG: the corpus can be read")
}

fn list_files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("BUG: the corpus is a folder") {
        let path = entry.expect("BUG: the corpus can be listed").path();
        if path.is_dir() {
            files.extend(list_files(&path, extension));
        } else if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    files
}
