//! Levels of lints.

use super::reader::Reader;
use super::stray::{is_stray, report_stray};
use super::table::{Field, list_fields};
use super::{Level, Lints};
use toml::de::DeValue;

const LEVELS: &[(&str, Level)] = &[("allow", Level::Allow), ("warn", Level::Warn), ("deny", Level::Deny)];

const TRANSLATIONS: &[(&str, &str)] = &[
    ("warning", "warn"),
    ("error", "deny"),
    ("forbid", "deny"),
    ("ignore", "allow"),
    ("off", "allow"),
    ("none", "allow"),
    ("expect", "allow"),
];

/// Reads a table of `<code> = "allow" | "warn" | "deny"`.
pub(super) fn read_lints<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Lints<'d> {
    let DeValue::Table(table) = field.get() else {
        reader.report_wrong_type(field, "a table of lints", "lints = { expired = \"allow\" }");
        return Vec::new();
    };
    let mut lints = Vec::new();
    for lint in list_fields(table) {
        if is_stray(lint) {
            report_stray(reader, lint);
            continue;
        }
        let level = reader.read_word(lint, "level", LEVELS, TRANSLATIONS);
        lints.extend(level.map(|level| (lint.key, level)));
    }
    lints
}
