//! The reference file at the root of the repository: it is valid, and nothing of the format is missing.

use flags_model::document::{OperatorKind, Place};
use toml::de::{DeTable, DeValue};

const REFERENCE: &str = include_str!("../../../flags.toml");

#[test]
fn reference_checks_clean() {
    let loaded = flags_model::load(REFERENCE);
    assert_eq!(loaded.diagnostics, [], "the reference file is wrong");
    assert!(loaded.model.is_some());
}

#[test]
fn reference_has_every_key() {
    let file = DeTable::parse(REFERENCE).expect("the reference file is TOML");
    let file = DeValue::Table(file.into_inner());
    for place in Place::ALL {
        let tables = tables_of(place, &file);
        assert!(!tables.is_empty(), "no table at {}", place.address());
        for key in place.keys() {
            let is_there = tables.iter().any(|table| table.get(*key).is_some());
            assert!(is_there, "`{key}` is missing at {}", place.address());
        }
    }
}

#[test]
fn reference_has_every_operator_and_type() {
    for operator in OperatorKind::ALL {
        let word = operator.word();
        assert!(REFERENCE.contains(&format!("{word} = ")), "operator `{word}` is missing");
    }
    for group in ["segment", "flag", "any", "all", "none", "now", "ignore_case"] {
        assert!(REFERENCE.contains(&format!("{group} = ")), "`{group}` is missing");
    }
    for word in ["string", "bool", "integer", "float", "version", "timestamp", "enum", "set"] {
        assert!(REFERENCE.contains(&format!("\"{word}\"")), "type `{word}` is missing");
    }
    for kind in ["release", "experiment", "ops", "permission"] {
        assert!(REFERENCE.contains(&format!("kind = \"{kind}\"")), "kind `{kind}` is missing");
    }
}

/// All tables of one kind.
fn tables_of<'f>(place: Place, file: &'f DeValue<'f>) -> Vec<&'f DeTable<'f>> {
    let path: &[&str] = match place {
        Place::File => &[],
        Place::Attribute => &["context", "*"],
        Place::Segment => &["segments", "*"],
        Place::Stage => &["stages"],
        Place::StageEnvironment => &["stages", "env", "*"],
        Place::StageRule => &["stages", "rules"],
        Place::Flag => &["flags", "*"],
        Place::FlagEnvironment => &["flags", "*", "env", "*"],
        Place::Rule => &["flags", "*", "rules"],
        Place::AllowEntry => &["flags", "*", "allow"],
        Place::Expect => &["flags", "*", "expect"],
        Place::Retired => &["retired", "*"],
    };
    let mut values = vec![file];
    for step in path {
        values = values.into_iter().flat_map(|value| children(value, step)).collect();
    }
    values.into_iter().filter_map(|value| value.as_table()).collect()
}

/// What stands under a key, or under all keys; the items of a list stand for the list.
fn children<'f>(value: &'f DeValue<'f>, step: &str) -> Vec<&'f DeValue<'f>> {
    let Some(table) = value.as_table() else { return Vec::new() };
    let found = table.iter().filter(|(key, _)| step == "*" || key.get_ref() == step);
    let values = found.map(|(_, value)| value.get_ref());
    values
        .flat_map(|value| match value {
            DeValue::Array(items) => items.iter().map(toml::Spanned::get_ref).collect(),
            value => vec![value],
        })
        .collect()
}
