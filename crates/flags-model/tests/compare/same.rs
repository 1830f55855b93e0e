//! A file compared with itself, and with itself written otherwise, has not changed.

use std::fs;
use std::path::{Path, PathBuf};

use flags_model::Model;
use flags_model::compare::{Comparison, Options, compare};

use crate::{options, parse};

fn files() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = fs::read_dir(root.join("tests/golden/decisions")).expect("the golden files are there");
    let golden = golden.map(|entry| entry.expect("the folder can be read").path());
    let mut files: Vec<PathBuf> =
        golden.filter(|path| path.extension().is_some_and(|extension| extension == "toml")).collect();
    files.extend(["../../flags.toml", "../../examples/storefront/flags.toml"].map(|path| root.join(path)));
    files
}

fn compare_with(old: &Model, new: &Model) -> Comparison {
    compare(old, new, &Options { most_decisions: 20_000, most_contexts: 500, ..options() })
}

#[test]
fn nothing_changes() {
    let files = files();
    assert_eq!(files.len(), 62);
    for path in files {
        let model = parse(&fs::read_to_string(&path).expect("the file can be read"));
        let comparison = compare_with(&model, &model);
        assert!(comparison.is_unchanged(), "{}: {comparison:#?}", path.display());
        assert_eq!(comparison.flags.len(), model.flags.len());
    }
}

/// Attributes, segments and flags in another order have other numbers, and the evaluator runs.
#[test]
fn nothing_changes_for_other_numbers() {
    for path in files() {
        let text = fs::read_to_string(&path).expect("the file can be read");
        let model = parse(&text);
        let mut other = parse(&text.replacen("[context]\n", "[context]\nzeroth_of_all = \"string\"\n", 1));
        // The same conditions, written so that no text of them is alike.
        for flag in &mut other.flags {
            flag.settings.when.get_or_insert_with(|| always(&model));
        }
        let comparison = compare_with(&model, &other);
        for flag in &comparison.flags {
            assert!(!flag.is_felt(), "{}: {flag:#?}", path.display());
        }
    }
}

fn always(model: &Model) -> flags_model::model::Condition {
    use flags_model::model::{Condition, Entry, Test};
    let span = model.flags[0].span;
    let name = flags_runtime::ruleset::Entry::Literal(true);
    Condition { entries: vec![Entry { name, span, test: Test::Is(true) }], span }
}
