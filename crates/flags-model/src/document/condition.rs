//! Conditions: literals and tables of entries.

use toml::de::{DeTable, DeValue};

use super::group::{is_foreign_group, is_misspelt_flag, report_foreign_group, report_misspelt_flag};
use super::reader::Reader;
use super::table::{Field, list_fields};
use super::test::read_test;
use super::{Condition, Entry, EntryTest, FlagState, Name};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

const EXAMPLE: &str = "{ plan = \"pro\" }";

/// Reads a condition; one that cannot be read counts as a table without entries.
pub(super) fn read_condition<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Condition<'d> {
    let span = field.span();
    match field.get() {
        DeValue::Boolean(value) => return Condition::Literal(Spanned::new(*value, span)),
        DeValue::Table(table) => {
            if table.is_empty() {
                report_empty_condition(reader, field);
            }
            return Condition::Entries { entries: read_entries(reader, table), span };
        }
        DeValue::Array(_) => report_list(reader, field),
        DeValue::String(text) if matches!(text.as_ref(), "true" | "false") => {
            reader.report_repairable(field, "a condition", text.to_string());
        }
        _ => reader.report_wrong_type(field, "a condition", &format!("{} = {EXAMPLE}", field.key.value)),
    }
    Condition::Entries { entries: Vec::new(), span }
}

/// Reads `{ a = true, b = "variant", c = false }`.
pub(super) fn read_flag_states<'d>(
    reader: &mut Reader<'d>,
    field: Field<'d>,
    table: &'d DeTable<'d>,
) -> Vec<(Name<'d>, FlagState<'d>)> {
    let mut states = Vec::new();
    for state in list_fields(table) {
        match state.get() {
            DeValue::Boolean(value) => {
                states.push((state.key, FlagState::On(Spanned::new(*value, state.span()))));
            }
            DeValue::String(name) => {
                states.push((state.key, FlagState::Variant(Spanned::new(name.as_ref(), state.span()))));
            }
            _ => {
                let example = format!("{} = {{ {} = true }}", field.key.value, state.key.value);
                reader.report_wrong_type(state, "`true`, `false` or a variant's name", &example);
            }
        }
    }
    states
}

fn read_entries<'d>(reader: &mut Reader<'d>, table: &'d DeTable<'d>) -> Vec<Entry<'d>> {
    list_fields(table)
        .into_iter()
        .filter_map(|field| Some(Entry { key: field.key, test: read_entry(reader, field)? }))
        .collect()
}

fn read_entry<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<EntryTest<'d>> {
    match field.key.value {
        "segment" => read_segments(reader, field).map(EntryTest::Segment),
        "flag" => read_flags(reader, field).map(EntryTest::Flag),
        "any" => read_conditions(reader, field).map(EntryTest::Any),
        "all" => read_conditions(reader, field).map(EntryTest::All),
        "none" => read_conditions(reader, field).map(EntryTest::None),
        _ if is_misspelt_flag(field) => {
            report_misspelt_flag(reader, field);
            read_flags(reader, field).map(EntryTest::Flag)
        }
        _ if is_foreign_group(field) => {
            report_foreign_group(reader, field);
            None
        }
        _ => read_test(reader, field).map(EntryTest::Attribute),
    }
}

fn read_segments<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Vec<Name<'d>>> {
    if let DeValue::Array(_) = field.get() {
        return reader.read_names(field, "segment = [\"beta_testers\"]").map(|names| names.value);
    }
    let name = reader.read_reference(field, "segment = \"beta_testers\"")?;
    Some(vec![name])
}

fn read_flags<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Vec<(Name<'d>, FlagState<'d>)>> {
    match field.get() {
        DeValue::Table(table) if table.is_empty() => report_empty_condition(reader, field),
        DeValue::Table(table) => return Some(read_flag_states(reader, field, table)),
        DeValue::String(name) => {
            reader.report_repairable(field, "a table of flags", format!("{{ {name} = true }}"));
        }
        _ => reader.report_wrong_type(field, "a table of flags", "flag = { new_sidebar = true }"),
    }
    None
}

/// The list of `any`, `all` and `none`.
fn read_conditions<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Vec<Condition<'d>>> {
    let example = format!("{} = [{EXAMPLE}]", field.key.value);
    let DeValue::Array(items) = field.get() else {
        let source = reader.source(field.span());
        match field.get() {
            DeValue::Table(table) if source.starts_with('{') && !table.is_empty() => {
                reader.report_repairable(field, "a list of conditions", format!("[{source}]"));
            }
            _ => reader.report_wrong_type(field, "a list of conditions", &example),
        }
        return None;
    };
    if items.is_empty() {
        reader.report_empty_list(field, &example);
        return None;
    }
    Some(items.iter().map(|item| read_condition(reader, field.item(item))).collect())
}

/// `when = [{ … }, { … }]` does not say whether one suffices.
fn report_list(reader: &mut Reader<'_>, field: Field<'_>) {
    let key = field.key.value;
    let message = format!("`{key}` takes a condition, not a list");
    reader.report(
        Diagnostic::error(Code::WrongType, field.span(), message).label("this is a list").help(format!(
            "write `{key} = {{ any = [ … ] }}` if one of them suffices, `{key} = {{ all = [ … ] }}` if all must hold"
        )),
    );
}

fn report_empty_condition(reader: &mut Reader<'_>, field: Field<'_>) {
    let key = field.key.value;
    let message = match key {
        "any" | "all" | "none" => format!("`{key}` holds an empty condition"),
        _ => format!("`{key}` is an empty condition"),
    };
    reader.report(
        Diagnostic::error(Code::EmptyCondition, field.span(), message)
            .label("says nothing about who matches")
            .help(if key == "flag" {
                "name a flag, for example `flag = { new_sidebar = true }`".to_owned()
            } else {
                format!("write `true` for everyone, or a test, for example `{EXAMPLE}`")
            }),
    );
}
