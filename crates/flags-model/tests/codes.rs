//! Each code has a page in `src/codes/<code>.md`, whose examples are what they say. `docs/diagnostics.md`
//! is made from them: `BLESS=1 cargo test -p flags-model --test codes` writes it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use flags_model::document::Level;
use flags_model::lint::{Called, LINTS, Lint};
use flags_model::{Code, Diagnostic, Options, Severity, codes};

#[test]
fn folder_and_table_agree() {
    let mut files: Vec<String> = fs::read_dir(root().join("src/codes"))
        .expect("BUG: the pages are there")
        .map(|entry| entry.expect("BUG: the folder can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .filter_map(|path| Some(path.file_stem()?.to_string_lossy().into_owned()))
        .collect();
    let mut names: Vec<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    files.sort();
    names.sort();
    assert_eq!(files, names);
    for code in Code::ALL {
        let path = root().join(format!("src/codes/{code}.md"));
        let page = fs::read_to_string(path).expect("BUG: the page can be read");
        assert_eq!(page, codes::explain(*code), "{code} is tied to another page");
    }
}

#[test]
fn pages_have_a_title_and_say_why() {
    for code in Code::ALL {
        let page = codes::explain(*code);
        let title = codes::title(*code);
        assert!(page.starts_with("# ") && !title.is_empty(), "{code} has no title");
        assert!(!title.ends_with('.'), "{code}: a title is no sentence");
        let words = page.split("```toml wrong").next().unwrap_or_default().lines().skip(1);
        assert!(words.map(str::len).sum::<usize>() > 80, "{code} does not say why");
        assert!(page.lines().all(|line| line.chars().count() <= 110), "{code} has long lines");
    }
}

#[test]
fn wrong_examples_give_exactly_their_code() {
    let mut failures = String::new();
    // Here regular expressions are on, so that the example of this one code is no mistake.
    for code in Code::ALL.iter().filter(|code| **code != Code::RegexFeature) {
        let is_warning = find_lint(*code).is_some_and(|lint| lint.level != Level::Deny);
        let wanted = if is_warning { Severity::Warning } else { Severity::Error };
        let found = check(*code, example(*code, "wrong"));
        let is_this = |it: &Diagnostic| (it.code, it.severity) == (*code, wanted);
        if found.is_empty() || !found.iter().all(is_this) {
            let _ = writeln!(failures, "{code} gives {}", list(&found));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn right_examples_give_nothing() {
    let mut failures = String::new();
    for code in Code::ALL {
        let found = check(*code, example(*code, "right"));
        if !found.is_empty() {
            let _ = writeln!(failures, "{code} gives {}", list(&found));
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn documentation_is_current() {
    let path = root().join("../../docs/diagnostics.md");
    let wanted = write_documentation();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, wanted).expect("BUG: the documentation can be written");
    } else {
        let found = fs::read_to_string(&path).unwrap_or_default();
        assert!(found == wanted, "docs/diagnostics.md is stale: run with BLESS=1");
    }
}

/// All pages in one, behind a table of contents.
fn write_documentation() -> String {
    let mut out = String::from(
        "# Diagnostics\n\n\
         Everything that can be said about a `flags.toml`. The names never change. An error makes the\n\
         file unusable. A lint is about what is valid but most likely not meant; its level can be changed\n\
         under `[lints]`, for the whole file, or under `lints` of a flag, a rule or a segment. The level\n\
         below is the one that holds where the file does not say.\n\n\
         This page is made from the pages in `crates/flags-model/src/codes`.\n",
    );
    let (lints, errors): (Vec<Code>, Vec<Code>) =
        Code::ALL.iter().partition(|code| find_lint(**code).is_some());
    for (heading, codes) in [("Errors", &errors), ("Lints", &lints)] {
        let _ = write!(out, "\n## {heading}\n\n| code | level | about |\n|---|---|---|\n");
        for code in codes {
            let level = find_lint(*code).map_or("error", |lint| level_word(lint.level));
            let _ = writeln!(out, "| [`{code}`](#{code}) | {level} | {} |", codes::title(*code));
        }
    }
    for code in errors.iter().chain(&lints) {
        let body = codes::explain(*code).split_once('\n').map_or("", |(_, body)| body).trim();
        let body =
            body.replace("```toml wrong", "Wrong:\n\n```toml").replace("```toml right", "Right:\n\n```toml");
        let _ = write!(out, "\n### {code}\n\n**{}.**\n\n{body}\n", codes::title(*code));
    }
    out
}

/// Checks an example on the first of June 2026. What code calls matters to one page only.
fn check(code: Code, text: &str) -> Vec<Diagnostic> {
    let called = Called { names: ["new_sidebar".to_owned()].into(), ..Called::default() };
    let called = (code == Code::NeverCalled).then_some(&called);
    flags_model::load_with(text, &Options { today: Some(1_780_272_000), called }).diagnostics
}

/// The text of one of a page's two examples.
fn example(code: Code, which: &str) -> &'static str {
    let page = codes::explain(code);
    let fence = format!("```toml {which}\n");
    let mut parts = page.split(fence.as_str()).skip(1);
    let part = parts.next().unwrap_or_else(|| panic!("{code} has no {which} example"));
    assert!(parts.next().is_none(), "{code} has two {which} examples");
    let end = part.find("```").unwrap_or_else(|| panic!("{code}: the {which} example has no end"));
    &part[..end]
}

fn list(diagnostics: &[Diagnostic]) -> String {
    let lines = diagnostics.iter().map(|it| format!("\n  {:?} {}: {}", it.severity, it.code, it.message));
    if diagnostics.is_empty() { "nothing".to_owned() } else { lines.collect() }
}

fn find_lint(code: Code) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.code == code)
}

fn level_word(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
