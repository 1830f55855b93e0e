//! The file as a whole.

use toml::de::{DeTable, DeValue};

use super::context::read_context;
use super::flag::read_flag;
use super::lints::read_lints;
use super::place::Place;
use super::reader::Reader;
use super::retired::read_retired;
use super::segment::read_segment;
use super::stage::read_stages;
use super::table::{Field, Table, list_fields};
use super::{Document, Percent};
use crate::source::{Span, Spanned};

/// Reads everything that a file may hold.
pub(super) fn read_file<'d>(reader: &mut Reader<'d>, table: &'d DeTable<'d>) -> Document<'d> {
    let mut table = Table::of(Place::File, table, Span::default());
    let document = Document {
        environments: read_environments(reader, table.take("environments")),
        ladder: table.take("ladder").and_then(|field| read_ladder(reader, field)),
        attributes: table.take("context").map_or_else(Vec::new, |field| read_context(reader, field)),
        segments: read_named(reader, table.take("segments"), "[segments.beta_testers]", read_segment),
        stages: table.take("stages").map(|field| read_stages(reader, field)),
        flags: read_named(reader, table.take("flags"), "[flags.new_sidebar]", read_flag),
        retired: read_named(reader, table.take("retired"), "old_checkout = { keep = true }", read_retired),
        lints: table.take("lints").map_or_else(Vec::new, |field| read_lints(reader, field)),
    };
    table.close(reader);
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
    let names =
        field.and_then(|field| reader.read_names(field, "environments = [\"staging\", \"production\"]"));
    names.map_or_else(Vec::new, |names| names.value)
}

/// Reads a table of tables, such as `[flags.*]`.
fn read_named<'d, T>(
    reader: &mut Reader<'d>,
    field: Option<Field<'d>>,
    example: &str,
    read_one: impl Fn(&mut Reader<'d>, Field<'d>) -> T,
) -> Vec<T> {
    let Some(field) = field else { return Vec::new() };
    let DeValue::Table(table) = field.get() else {
        reader.report_wrong_type(field, "a table of tables", example);
        return Vec::new();
    };
    list_fields(table).into_iter().map(|field| read_one(reader, field)).collect()
}
