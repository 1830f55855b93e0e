//! `[retired]`

use super::Retired;
use super::place::Place;
use super::reader::Reader;
use super::table::{Field, Table};

const EXAMPLE: &str = "old_checkout = { since = 2026-03-01, keep = true, note = \"…\" }";

/// Reads a retired name; one that is no table stays retired.
pub(super) fn read_retired<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Retired<'d> {
    let mut retired = Retired { name: field.key, since: None, keep: None, note: None };
    let Some(mut table) = Table::open(reader, Place::Retired, field, EXAMPLE) else { return retired };
    retired.since = table.take("since").and_then(|field| reader.read_date(field));
    retired.keep = table.take("keep").map(|field| reader.read_bool(field, true));
    retired.note = table.take("note").and_then(|field| reader.read_string(field, "note = \"…\""));
    table.close(reader);
    retired
}
