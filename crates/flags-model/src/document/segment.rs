//! `[segments.name]`

use super::condition::read_condition;
use super::lints::read_lints;
use super::place::Place;
use super::reader::Reader;
use super::table::{Field, Table};
use super::{Condition, Segment};

const EXAMPLE: &str = "[segments.beta_testers]";

/// Reads a segment; one that is no table is kept by name, so that its uses are not reported too.
pub(super) fn read_segment<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Segment<'d> {
    let mut segment = Segment {
        name: field.key,
        description: None,
        when: None,
        include: None,
        exclude: None,
        sample: None,
        by: None,
        salt: None,
        lints: Vec::new(),
    };
    let Some(mut table) = Table::open(reader, Place::Segment, field, EXAMPLE) else {
        segment.when = Some(stand_in(field));
        return segment;
    };
    segment.description = table
        .take("description")
        .and_then(|field| reader.read_string(field, "description = \"Our testers\""));
    segment.when = table.take("when").map(|field| read_condition(reader, field));
    segment.include = table.take("include").map(|field| read_condition(reader, field));
    segment.exclude = table.take("exclude").map(|field| read_condition(reader, field));
    segment.sample = table.take("sample").map(|field| reader.read_percent(field));
    segment.by = table.take("by").and_then(|field| reader.read_reference(field, "by = \"company\""));
    segment.salt = table.take("salt").and_then(|field| reader.read_string(field, "salt = \"spring\""));
    segment.lints = table.take("lints").map_or_else(Vec::new, |field| read_lints(reader, field));
    // A key that was misspelt may be what is missing; its absence is no second mistake.
    if !table.rest().is_empty() && segment.when.is_none() {
        segment.when = Some(stand_in(field));
    }
    table.close(reader);
    segment
}

fn stand_in(field: Field<'_>) -> Condition<'_> {
    Condition::Entries { entries: Vec::new(), span: field.span() }
}
