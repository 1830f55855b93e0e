//! What flags serve: values, splits, table values, and variants.

use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use super::table::{Field, list_fields};
use super::{Literal, Name, Serve, Variants};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// Reads what is served; something that cannot be read counts as a table without entries, which no
/// valid file has.
pub(super) fn read_serve<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Serve<'d> {
    let span = field.span();
    match field.get() {
        DeValue::Table(table) => {
            if table.is_empty() {
                report_empty_table(reader, field);
            }
            Serve::Table { entries: read_values(reader, table), span }
        }
        DeValue::Array(_) => {
            reader.report(
                Diagnostic::error(
                    Code::WrongType,
                    span,
                    format!("`{}` takes a single value, not a list", field.key.value),
                )
                .label("this is a list")
                .help("write a string, a number or a table; a list can be a string that the code splits"),
            );
            Serve::Table { entries: Vec::new(), span }
        }
        _ => match reader.read_literal(field, "a value", &format!("{} = 10", field.key.value)) {
            Some(literal) => Serve::One(literal),
            None => Serve::Table { entries: Vec::new(), span },
        },
    }
}

/// Reads `variants`; one that cannot be read counts as an empty list.
pub(super) fn read_variants<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Variants<'d> {
    let span = field.span();
    let example = "variants = [\"control\", \"blue\"]";
    if let DeValue::Table(table) = field.get() {
        if table.is_empty() {
            report_empty_table(reader, field);
        }
        let fields = list_fields(table);
        let values = fields.into_iter().map(|field| (field.key, read_serve(reader, field))).collect();
        return Variants::Values(values, span);
    }
    let names = reader.read_names(field, example);
    Variants::Names(names.unwrap_or_else(|| Spanned::new(Vec::new(), span)))
}

/// The entries of a split or of a table value.
fn read_values<'d>(reader: &mut Reader<'d>, table: &'d DeTable<'d>) -> Vec<(Name<'d>, Literal<'d>)> {
    let mut values = Vec::new();
    for field in list_fields(table) {
        let example = format!("{} = 10", field.key.value);
        let literal = reader.read_literal(field, "a string, a number or a percentage", &example);
        values.extend(literal.map(|literal| (field.key, literal)));
    }
    values
}

fn report_empty_table(reader: &mut Reader<'_>, field: Field<'_>) {
    let key = field.key.value;
    reader.report(
        Diagnostic::error(Code::EmptyTable, field.span(), format!("`{key}` is an empty table"))
            .label("holds nothing")
            .help(match key {
                "variants" => {
                    "name the variants, for example `variants = [\"control\", \"blue\"]`".to_owned()
                }
                _ => format!("write a value, or leave `{key}` out"),
            }),
    );
}
