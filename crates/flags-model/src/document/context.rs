//! `[context]`: what a context may carry.

use toml::de::DeValue;

use super::place::Place;
use super::reader::{Reader, describe_missing_key};
use super::table::{Field, Table};
use super::{Attribute, AttributeType, Name};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

const TYPES: &[(&str, AttributeType)] = &[
    ("string", AttributeType::String),
    ("bool", AttributeType::Bool),
    ("integer", AttributeType::Integer),
    ("float", AttributeType::Float),
    ("version", AttributeType::Version),
    ("timestamp", AttributeType::Timestamp),
    ("enum", AttributeType::Enum),
    ("set", AttributeType::Set),
];

const TRANSLATIONS: &[(&str, &str)] = &[
    ("str", "string"),
    ("&str", "string"),
    ("text", "string"),
    ("uuid", "string"),
    ("boolean", "bool"),
    ("int", "integer"),
    ("i64", "integer"),
    ("u64", "integer"),
    ("i32", "integer"),
    ("u32", "integer"),
    ("number", "float"),
    ("double", "float"),
    ("decimal", "float"),
    ("f64", "float"),
    ("semver", "version"),
    ("date", "timestamp"),
    ("datetime", "timestamp"),
    ("date-time", "timestamp"),
    ("time", "timestamp"),
    ("choice", "enum"),
    ("list", "set"),
    ("array", "set"),
    ("strings", "set"),
];

impl AttributeType {
    /// The type as a file writes it.
    pub fn word(self) -> &'static str {
        let found = TYPES.iter().find(|(_, kind)| *kind == self);
        found.expect("BUG: a type without a word").0
    }
}

/// Reads an attribute of `[context]`.
pub(super) fn read_attribute<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Attribute<'d> {
    let name = field.key;
    let mut attribute = Attribute { name, kind: None, of: None, ordered: None, key: None, required: None };
    match field.get() {
        DeValue::String(_) => {
            attribute.kind = reader.read_word(field, "type", TYPES, TRANSLATIONS);
            check_members(reader, &attribute, field);
        }
        DeValue::Table(table) => {
            let table = Table::of(Place::Attribute, table, field.span());
            read_details(reader, &mut attribute, table);
            check_members(reader, &attribute, field);
        }
        DeValue::Array(items) if !items.is_empty() => {
            let source = reader.source(field.span());
            let replacement = format!("{{ type = \"enum\", of = {source} }}");
            reader.report_repairable(field, "a type or a table", replacement);
        }
        _ => {
            let example = format!("{} = \"string\"", name.value);
            reader.report_wrong_type(field, "a type or a table", &example);
        }
    }
    attribute
}

fn read_details<'d>(reader: &mut Reader<'d>, attribute: &mut Attribute<'d>, mut table: Table<'d>) {
    let example = "of = [\"free\", \"pro\"]";
    attribute.kind =
        table.take("type").and_then(|field| reader.read_word(field, "type", TYPES, TRANSLATIONS));
    attribute.of = table.take("of").map(|field| read_members(reader, field, example));
    attribute.ordered = table.take("ordered").map(|field| reader.read_bool(field, true));
    attribute.key = table.take("key").map(|field| reader.read_bool(field, true));
    attribute.required = table.take("required").map(|field| reader.read_bool(field, true));
    // Foreign words for `of` and `type` are reported as unknown, which says what to write.
    if attribute.of.is_none() && !table.rest().is_empty() {
        attribute.of = attribute
            .kind
            .filter(|kind| kind.value == AttributeType::Enum)
            .map(|kind| Spanned::new(Vec::new(), kind.span));
    }
    if !table.has("type") && table.rest().is_empty() {
        let whose = format!("the attribute `{}`", attribute.name.value);
        let example = if table.has("of") { "type = \"enum\"" } else { "type = \"string\"" };
        reader.report(describe_missing_key(table.span, &whose, "type", example));
    }
    table.close(reader);
}

/// Members that cannot be read count as none of them known, not as left out.
fn read_members<'d>(reader: &mut Reader<'d>, field: Field<'d>, example: &str) -> Spanned<Vec<Name<'d>>> {
    let members = reader.read_names(field, example);
    members.unwrap_or_else(|| Spanned::new(Vec::new(), field.span()))
}

/// Reports keys that do not go together with the type.
fn check_members(reader: &mut Reader<'_>, attribute: &Attribute<'_>, field: Field<'_>) {
    let Some(kind) = attribute.kind else { return };
    let name = attribute.name.value;
    let is_closed = matches!(kind.value, AttributeType::Enum | AttributeType::Set);
    if kind.value == AttributeType::Enum && attribute.of.is_none() {
        report_enum_without_members(reader, name, kind, field);
    }
    if let (Some(of), false) = (&attribute.of, is_closed) {
        let message = format!("`of` lists values, but `{name}` is of type `{}`", kind.value.word());
        reader.report(
            Diagnostic::error(Code::MisplacedKey, of.span, message)
                .label("only an enum or a set has them")
                .related(kind.span, "the type")
                .patch("if these are its only values, it is an enum", kind.span, "\"enum\""),
        );
    }
    if let (Some(ordered), false) = (attribute.ordered, kind.value == AttributeType::Enum) {
        let message = format!("`ordered` is for enums, but `{name}` is of type `{}`", kind.value.word());
        reader.report(
            Diagnostic::error(Code::MisplacedKey, ordered.span, message)
                .label("nothing to order")
                .related(kind.span, "the type")
                .help(match kind.value {
                    AttributeType::Set => "a set has no order: leave `ordered` out",
                    AttributeType::Bool | AttributeType::String => {
                        "leave `ordered` out, or make it an enum that lists its values from low to high"
                    }
                    _ => "values of this type are ordered already: leave `ordered` out",
                }),
        );
    }
    check_key(reader, attribute, kind);
}

fn report_enum_without_members(
    reader: &mut Reader<'_>,
    name: &str,
    kind: Spanned<AttributeType>,
    field: Field<'_>,
) {
    let message = format!("the enum `{name}` does not list its values");
    let diagnostic = Diagnostic::error(Code::MissingKey, kind.span, message).label("`of` is missing");
    reader.report(diagnostic.help(match field.get() {
        DeValue::String(_) => {
            format!(
                "write `{name} = {{ type = \"enum\", of = [\"…\", \"…\"] }}` with every value it can have"
            )
        }
        _ => "add `of = [\"…\", \"…\"]` with every value it can have".to_owned(),
    }));
}

fn check_key(reader: &mut Reader<'_>, attribute: &Attribute<'_>, kind: Spanned<AttributeType>) {
    let Some(key) = attribute.key.filter(|key| key.value) else { return };
    if matches!(kind.value, AttributeType::String | AttributeType::Integer) {
        return;
    }
    let message =
        format!("`{}` cannot be the key: it is of type `{}`", attribute.name.value, kind.value.word());
    reader.report(
        Diagnostic::error(Code::BadKeyAttribute, key.span, message)
            .label("a key is a string or an integer")
            .related(kind.span, "the type")
            .help("make an attribute that tells one user from another the key"),
    );
}
