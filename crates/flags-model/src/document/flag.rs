//! `[flags.x]`

use toml::de::DeValue;

use super::about::read_about;
use super::condition::read_flag_states;
use super::expect::read_expectations;
use super::file::read_ladder;
use super::lints::read_lints;
use super::place::Place;
use super::reader::Reader;
use super::serve::{read_serve, read_variants};
use super::settings::{read_overrides, read_settings};
use super::table::{Field, Table};
use super::{About, Flag, FlagState, Name, Percent, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// Reads a flag; one that is no table is kept by name, so that its uses are not reported too.
pub(super) fn read_flag<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Flag<'d> {
    let mut flag = name_flag(field.key);
    let DeValue::Table(table) = field.get() else {
        report_no_table(reader, field);
        flag.settings.enabled = Some(Spanned::new(true, field.span()));
        return flag;
    };
    let mut table = Table::of(Place::Flag, table, field.span());
    flag.about = read_about(reader, &mut table);
    flag.settings = read_settings(reader, &mut table);
    flag.environments = table.take("environments").map(|field| read_environments(reader, field));
    flag.requires = table.take("requires").map(|field| read_requirements(reader, field));
    flag.by = table.take("by").and_then(|field| reader.read_reference(field, "by = \"company\""));
    flag.salt = table.take("salt").and_then(|field| reader.read_string(field, "salt = \"spring\""));
    flag.ladder = table.take("ladder").and_then(|field| read_ladder(reader, field));
    flag.variants = table.take("variants").map(|field| read_variants(reader, field));
    flag.default = table.take("default").map(|field| read_serve(reader, field));
    flag.renamed_from = table
        .take("renamed_from")
        .and_then(|field| reader.read_reference(field, "renamed_from = \"old_name\""));
    flag.expires = table.take("expires").and_then(|field| reader.read_date(field));
    flag.client = table.take("client").map(|field| reader.read_bool(field, true));
    flag.overrides = table.take("env").map_or_else(Vec::new, |field| read_overrides(reader, field));
    flag.lints = table.take("lints").map_or_else(Vec::new, |field| read_lints(reader, field));
    flag.expect = table.take("expect").map_or_else(Vec::new, |field| read_expectations(reader, field));
    if !table.rest().is_empty() {
        assume_settings(&mut flag);
    }
    table.close(reader);
    flag
}

/// A key that was misspelt may be what is missing; its absence is no second mistake.
fn assume_settings(flag: &mut Flag<'_>) {
    let span = flag.name.span;
    flag.settings.enabled.get_or_insert(Spanned::new(true, span));
    flag.settings.rollout.get_or_insert(Spanned::new(Percent(0), span));
}

fn name_flag(name: Name<'_>) -> Flag<'_> {
    Flag {
        name,
        about: About::default(),
        environments: None,
        requires: None,
        settings: Settings::default(),
        overrides: Vec::new(),
        by: None,
        salt: None,
        ladder: None,
        variants: None,
        default: None,
        renamed_from: None,
        expires: None,
        client: None,
        lints: Vec::new(),
        expect: Vec::new(),
    }
}

/// `new_sidebar = true` has one obvious meaning.
fn report_no_table<'d>(reader: &mut Reader<'d>, field: Field<'d>) {
    match field.get() {
        DeValue::Boolean(value) => {
            reader.report_repairable(field, "a table", format!("{{ enabled = {value} }}"));
        }
        DeValue::Integer(_) => {
            let replacement = format!("{{ rollout = {} }}", reader.source(field.span()));
            reader.report_repairable(field, "a table", replacement);
        }
        _ => reader.report_wrong_type(field, "a table", &format!("[flags.{}]", field.key.value)),
    }
}

fn read_environments<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Spanned<Vec<Name<'d>>> {
    let names = reader.read_names(field, "environments = [\"staging\"]");
    names.unwrap_or_else(|| Spanned::new(Vec::new(), field.span()))
}

fn read_requirements<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Vec<(Name<'d>, FlagState<'d>)> {
    let example = "requires = [\"core_redesign\"]";
    let DeValue::Table(table) = field.get() else {
        let names = reader.read_names(field, example).map_or_else(Vec::new, |names| names.value);
        return names.into_iter().map(|name| (name, FlagState::On(Spanned::new(true, name.span)))).collect();
    };
    if table.is_empty() {
        reader.report(
            Diagnostic::error(Code::EmptyTable, field.span(), "`requires` is an empty table")
                .label("requires nothing")
                .help(format!("name a flag, for example `{example}`, or leave `requires` out")),
        );
    }
    // That a requirement cannot be `false` is judged where conditions on flags are resolved.
    read_flag_states(reader, field, table)
}
