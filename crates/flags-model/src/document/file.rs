//! The file as a whole.

use toml::de::{DeTable, DeValue};

use super::context::read_attribute;
use super::flag::read_flag;
use super::lints::read_lints;
use super::place::Place;
use super::reader::Reader;
use super::retired::read_retired;
use super::segment::read_segment;
use super::stage::read_stages;
use super::stray::{is_stray, report_stray};
use super::table::{Field, Table, list_fields};
use super::{Document, Percent};
use crate::source::{Span, Spanned};

/// Reads everything that a file may hold.
pub(super) fn read_file<'d>(reader: &mut Reader<'d>, table: &'d DeTable<'d>) -> Document<'d> {
    let mut table = Table::of(Place::File, table, Span::default());
    let environments = read_environments(reader, table.take("environments"));
    let stages = read_stages(reader, &table.take_all("stages"));
    let mut document = Document {
        environments,
        unread: reader.unread,
        ladder: table.take("ladder").and_then(|field| read_ladder(reader, field)),
        attributes: read_named(reader, &table.take_all("context"), "[context]", read_attribute),
        segments: read_named(reader, &table.take_all("segments"), "[segments.beta_testers]", read_segment),
        stages,
        flags: read_named(reader, &table.take_all("flags"), "[flags.new_sidebar]", read_flag),
        retired: read_named(
            reader,
            &table.take_all("retired"),
            "old_checkout = { keep = true }",
            read_retired,
        ),
        lints: table.take("lints").map_or_else(Vec::new, |field| read_lints(reader, field)),
    };
    table.close(reader);
    if document.environments.is_empty() {
        document.environments = std::mem::take(&mut reader.strays);
    }
    document.unread = reader.unread;
    document
}

/// Reads the steps of `advance`.
pub(super) fn read_ladder<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Vec<Spanned<Percent>>> {
    let example = "ladder = [1, 10, 50, 100]";
    let DeValue::Array(items) = field.get() else {
        reader.report_wrong_type(field, "a list of percentages", example);
        return None;
    };
    if items.is_empty() {
        reader.report_empty_list(field, example);
        return None;
    }
    Some(items.iter().map(|item| reader.read_percent_as(field.item(item), "a step of `ladder`")).collect())
}

fn read_environments<'d>(reader: &mut Reader<'d>, field: Option<Field<'d>>) -> Vec<Spanned<&'d str>> {
    let Some(field) = field else { return Vec::new() };
    let names = reader.read_names(field, "environments = [\"staging\", \"production\"]");
    reader.unread.environments = names.is_none();
    names.map_or_else(Vec::new, |names| names.value)
}

/// Reads a table of tables, such as `[flags.*]`; some of them may stand under a misspelt key.
fn read_named<'d, T>(
    reader: &mut Reader<'d>,
    fields: &[Field<'d>],
    example: &str,
    read_one: impl Fn(&mut Reader<'d>, Field<'d>) -> T,
) -> Vec<T> {
    let mut named: Vec<Field<'d>> = Vec::new();
    for field in fields {
        if let DeValue::Table(table) = field.get() {
            for inner in list_fields(table) {
                if is_stray(inner) {
                    report_stray(reader, inner);
                    continue;
                }
                // `[flgas.x.env.live]` beside `[flags.x]` declares no second flag.
                if fields.len() == 1 || named.iter().all(|known| known.key.value != inner.key.value) {
                    named.push(inner);
                }
            }
        } else {
            reader.report_wrong_type(*field, "a table of tables", example);
        }
    }
    named.sort_by_key(|field| field.key.span);
    named.into_iter().map(|field| read_one(reader, field)).collect()
}
