//! What changes for whom between two files: exact shares against counted people, laws, words.

mod classes;
mod exact;
#[path = "../laws/generator/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the laws of deciding use the rest")]
mod generator;
mod laws;
mod people;
mod rollouts;
mod same;
mod words;

use flags_model::Model;
use flags_model::compare::{Comparison, Effect, FlagChange, Options, compare};

/// A context as data.
type Object = serde_json::Map<String, serde_json::Value>;

/// 2026-06-15.
const NOW: i64 = 1_781_481_600;

const CONTEXT: &str = "[context]\nuser = { type = \"string\", key = true }\ncompany = \"string\"\n\
                       plan = { type = \"enum\", of = [\"free\", \"pro\", \"enterprise\"], ordered = true }\n\
                       country = \"string\"\nseats = \"integer\"\nsigned_up = \"timestamp\"\n\
                       roles = { type = \"set\", of = [\"admin\", \"beta\", \"staff\"] }\n";

fn options() -> Options {
    Options { now: NOW, ..Options::default() }
}

/// A file with these flags, which must be valid.
fn model(flags: &str) -> Model {
    parse(&format!("[lints]\nall = \"allow\"\n{CONTEXT}{flags}"))
}

fn parse(text: &str) -> Model {
    let loaded = flags_model::load(text);
    loaded.model.unwrap_or_else(|| panic!("{:#?}\n{text}", loaded.diagnostics))
}

fn compare_texts(old: &str, new: &str) -> Comparison {
    compare(&model(old), &model(new), &options())
}

/// What became of the flag `a`.
fn change(old: &str, new: &str) -> FlagChange {
    compare_texts(old, new).flag_named("a").expect("the flag is in one of the files").clone()
}

/// The groups of the only environment, in words.
fn groups(change: &FlagChange) -> Vec<String> {
    change.environments[0].impact.groups.iter().map(ToString::to_string).collect()
}

/// What happens to everyone who has whatever is bucketed.
fn effect(change: &FlagChange) -> Effect {
    let impact = &change.environments[0].impact;
    assert!(impact.exact && impact.exhaustive, "{impact:?}");
    let everyone = impact.groups.iter().find(|group| group.is_everyone());
    everyone.unwrap_or_else(|| panic!("{:#?}", groups(change))).effect
}
