//! Every flag of real files, edited: what is outside of the value stays, and the file says the new one.

use std::fs;
use std::path::{Path, PathBuf};

use flags_model::model::{Model, Percent};

use super::aim::{Aim, Scope};
use super::rewrite::{Rewritten, rewrite};
use super::value::Value;

/// The files, with ends of lines and beginnings that an editor may have given them.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut paths = vec![root.join("flags.toml"), root.join("examples/storefront/flags.toml")];
    collect(&root.join("crates/flags-model/tests/golden"), &mut paths);
    assert!(paths.len() > 5, "the golden files are found");
    let read = |path: &PathBuf| fs::read_to_string(path).expect("the file can be read");
    let mut texts: Vec<_> = paths.iter().map(|path| (path.display().to_string(), read(path))).collect();
    let (name, text) = &texts[1];
    let windows = text.trim_end().replace('\n', "\r\n");
    texts.push((format!("{name}, with a mark, CRLF and no last break"), format!("\u{feff}{windows}")));
    texts
}

/// Some of the golden files, which are numbered.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there").flatten() {
        let path = entry.path();
        let number = path.file_stem().and_then(|stem| stem.to_str()?.parse().ok());
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|it| it == "toml") && number.is_none_or(is_sample) {
            paths.push(path);
        }
    }
}

/// Everything but one range is in both texts; the range of the old one is its length shorter or longer.
fn assert_one_change(name: &str, old: &str, new: &str) {
    let start = old.bytes().zip(new.bytes()).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.bytes().rev().zip(new.bytes().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old.as_bytes()[start..old.len() - end], &new.as_bytes()[start..new.len() - end]);
    assert!(gone.len() <= 100 && come.len() <= 100, "{name}: {gone:?} became {come:?}");
}

fn edit(name: &str, text: &str, scope: &Scope<'_>, aim: &Aim, value: Option<&Value>) -> String {
    let way = aim.way(scope);
    let written = rewrite(text, &way, 2, |old| value.map(|value| value.write(old)));
    let Rewritten { text: new, at } = written.unwrap_or_else(|stuck| panic!("{name} {way:?}: {stuck:?}"));
    assert_one_change(name, text, &new);
    if let Some(value) = value {
        let plain = value.write(None);
        let found = new[at..].trim_start_matches('"');
        assert!(found.starts_with(plain.trim_matches(['"', '%'])), "{name} {way:?}");
    }
    new
}

/// Loading takes long enough that not every edit can be loaded.
fn is_sample(number: usize) -> bool {
    number.is_multiple_of(13)
}

fn model_of(text: &str) -> Option<Model> {
    flags_model::load(text).model
}

fn scope<'m>(model: &'m Model, name: &str, environment: Option<usize>) -> Scope<'m> {
    let (id, flag) = model.flag_named(name).expect("the flag is still there");
    Scope { model, flag, id, environment }
}

/// The base, and the last environment.
fn places(model: &Model) -> Vec<Option<usize>> {
    let last = model.environments.len().checked_sub(1);
    std::iter::once(None).chain(last.map(Some)).collect()
}

#[test]
fn every_rollout_can_be_set() {
    let mut edits = 0;
    for (name, text) in texts() {
        let Some(model) = model_of(&text) else { continue };
        for flag in &model.flags {
            for place in places(&model) {
                let scope = scope(&model, &flag.name, place);
                let rules = 0..scope.settings().rules.len();
                for rule in std::iter::once(None).chain(rules.map(Some)) {
                    let Ok(aim) = scope.aim("rollout", rule) else { continue };
                    edits += 1;
                    let wanted = Percent([37_000, 12_500, 125, 0][edits % 4]);
                    let new = edit(&name, &text, &scope, &aim, Some(&Value::Percent(wanted)));
                    // An expectation may hold no more, or a key be missing: then nothing is written.
                    let Some(new) = is_sample(edits).then(|| model_of(&new)).flatten() else { continue };
                    let scope = self::scope(&new, &flag.name, place);
                    let settings = scope.settings();
                    let found = match rule {
                        Some(rule) => settings.rules[rule].rollout,
                        None => settings.rollout,
                    };
                    assert_eq!(found.map(|found| found.value), Some(wanted), "{name} {aim:?}");
                }
            }
        }
    }
    assert!(edits > 200, "{edits}");
}

#[test]
fn every_flag_can_be_killed_and_revived() {
    let mut edits = 0;
    for (name, text) in texts() {
        let Some(model) = model_of(&text) else { continue };
        for flag in &model.flags {
            for place in places(&model) {
                let scope = scope(&model, &flag.name, place);
                let aim = scope.aim("enabled", None).expect("every flag has the key");
                let killed = edit(&name, &text, &scope, &aim, Some(&Value::Bool(false)));
                let alive = place.is_none().then_some(Value::Bool(true));
                let revived = edit(&name, &killed, &scope, &aim, alive.as_ref());
                // What was added and taken out again leaves no trace.
                let is_new = flag.overrides.iter().all(|(id, _)| Some(*id) != place);
                if place.is_some() && is_new {
                    assert!(revived.trim_end() == text.trim_end(), "{name} {}", flag.name);
                }
                edits += 1;
                if let Some(new) = is_sample(edits).then(|| model_of(&killed)).flatten() {
                    assert!(!self::scope(&new, &flag.name, place).settings().enabled, "{name} {}", flag.name);
                    let new = model_of(&revived).expect("a revived flag is valid");
                    let is_killed = flag.settings.enabled == Some(false) && place.is_some();
                    let enabled = self::scope(&new, &flag.name, place).settings().enabled;
                    assert_eq!(enabled, !is_killed, "{name} {}", flag.name);
                }
            }
        }
    }
    assert!(edits > 200, "{edits}");
}
