//! `[[flags.x.expect]]`

use toml::de::DeValue;

use super::place::Place;
use super::reader::{Reader, describe_missing_key};
use super::serve::read_serve;
use super::table::{Field, Table, list_fields};
use super::{Expect, ExpectValue, Name};
use crate::source::Spanned;

const EXAMPLE: &str = "expect = [{ context = { plan = \"pro\" }, is = true }]";

/// Reads the expectations of a flag.
pub(super) fn read_expectations<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Vec<Expect<'d>> {
    reader.read_tables(field, EXAMPLE, |reader, item| {
        let table = Table::open(reader, Place::Expect, item, EXAMPLE)?;
        Some(read_expectation(reader, table))
    })
}

fn read_expectation<'d>(reader: &mut Reader<'d>, mut table: Table<'d>) -> Expect<'d> {
    let span = table.span;
    let is_complete = |table: &Table<'d>, key: &str| table.has(key) || !table.rest().is_empty();
    let expect = Expect {
        span,
        context: table.take("context").map_or_else(Vec::new, |field| read_context(reader, field)),
        environment: table
            .take("environment")
            .and_then(|field| reader.read_reference(field, "environment = \"production\"")),
        is: table.take("is").map(|field| read_serve(reader, field)),
    };
    // A foreign word for a key is reported as unknown and says what to write.
    for (key, example) in [("context", "context = { plan = \"pro\" }"), ("is", "is = true")] {
        if !is_complete(&table, key) {
            reader.report(describe_missing_key(span, "an expectation", key, example));
        }
    }
    table.close(reader);
    expect
}

fn read_context<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Vec<(Name<'d>, ExpectValue<'d>)> {
    let DeValue::Table(table) = field.get() else {
        reader.report_wrong_type(field, "a table of attributes", "context = { plan = \"pro\" }");
        return Vec::new();
    };
    let mut context = Vec::new();
    for attribute in list_fields(table) {
        context.extend(read_value(reader, attribute).map(|value| (attribute.key, value)));
    }
    context
}

fn read_value<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<ExpectValue<'d>> {
    let example = format!("{} = \"…\"", field.key.value);
    let DeValue::Array(items) = field.get() else {
        return reader.read_literal(field, "the value of an attribute", &example).map(ExpectValue::One);
    };
    let read_item = |item| reader.read_literal(field.item(item), "single values in its list", &example);
    let values = items.iter().filter_map(read_item).collect();
    Some(ExpectValue::Many(Spanned::new(values, field.span())))
}
