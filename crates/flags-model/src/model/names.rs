//! What the Rust face is made of: names and types. They survive a file with errors, so that code that
//! uses the flags has only the file's own mistakes to report.

use super::AttributeKind;
use crate::document::{self, AttributeType, Document, Scalar};
use crate::source::{Span, Spanned};

/// The names and types that a file declares, as far as they can be read.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The environments, in file order.
    pub environments: Vec<String>,
    /// The attributes, in file order.
    pub attributes: Vec<AttributeName>,
    /// The flags, in file order.
    pub flags: Vec<FlagName>,
}

/// An attribute as the generated `Context` needs it.
#[derive(Clone, Debug)]
pub struct AttributeName {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: AttributeKind,
    /// The members of an enum or a closed set, in file order.
    pub members: Vec<String>,
    /// Whether it identifies who asks.
    pub key: bool,
    /// Whether a context cannot be made without it.
    pub required: bool,
}

/// A flag as its generated methods need it.
#[derive(Clone, Debug)]
pub struct FlagName {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What the method returns.
    pub value: ValueType,
    /// Its variants, where it has variants or named values.
    pub variants: Vec<String>,
    /// Its old name, whose method stays.
    pub renamed_from: Option<String>,
}

/// What a flag's method returns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueType {
    /// `bool`
    Bool,
    /// The generated enum.
    Variants,
    /// `i64`
    Integer,
    /// `f64`
    Float,
    /// `Text`
    Text,
    /// The generated struct, with these fields in file order.
    Table(Vec<(String, FieldType)>),
}

/// What a field of a table value holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    /// `i64`
    Integer,
    /// `f64`
    Float,
    /// `Text`
    Text,
}

impl Names {
    /// Reads what can be read; what cannot was reported or will be.
    pub fn of(document: &Document<'_>) -> Self {
        Self {
            environments: document.environments.iter().map(|name| name.value.to_owned()).collect(),
            attributes: document.attributes.iter().map(attribute_name).collect(),
            flags: document.flags.iter().map(flag_name).collect(),
        }
    }
}

fn attribute_name(attribute: &document::Attribute<'_>) -> AttributeName {
    let is_set = |flag: Option<Spanned<bool>>| flag.is_some_and(|flag| flag.value);
    AttributeName {
        name: attribute.name.value.to_owned(),
        kind: attribute_kind(attribute),
        members: attribute.of.iter().flat_map(|of| &of.value).map(|name| name.value.to_owned()).collect(),
        key: is_set(attribute.key),
        required: is_set(attribute.required),
    }
}

/// What an attribute holds; text if its type could not be read.
pub(crate) fn attribute_kind(attribute: &document::Attribute<'_>) -> AttributeKind {
    match attribute.kind.map(|kind| kind.value) {
        None | Some(AttributeType::String) => AttributeKind::String,
        Some(AttributeType::Bool) => AttributeKind::Bool,
        Some(AttributeType::Integer) => AttributeKind::Integer,
        Some(AttributeType::Float) => AttributeKind::Float,
        Some(AttributeType::Version) => AttributeKind::Version,
        Some(AttributeType::Timestamp) => AttributeKind::Timestamp,
        Some(AttributeType::Enum) => AttributeKind::Enum,
        Some(AttributeType::Set) if attribute.of.is_some() => AttributeKind::ClosedSet,
        Some(AttributeType::Set) => AttributeKind::OpenSet,
    }
}

fn flag_name(flag: &document::Flag<'_>) -> FlagName {
    FlagName {
        name: flag.name.value.to_owned(),
        span: flag.name.span,
        value: value_type(flag),
        variants: variant_names(flag),
        renamed_from: flag.renamed_from.map(|name| name.value.to_owned()),
    }
}

fn variant_names(flag: &document::Flag<'_>) -> Vec<String> {
    match &flag.variants {
        None => Vec::new(),
        Some(document::Variants::Names(names)) => {
            names.value.iter().map(|name| name.value.to_owned()).collect()
        }
        Some(document::Variants::Values(values, _)) => {
            values.iter().map(|(name, _)| name.value.to_owned()).collect()
        }
    }
}

fn value_type(flag: &document::Flag<'_>) -> ValueType {
    match (&flag.variants, &flag.default) {
        (None, None) => ValueType::Bool,
        (Some(document::Variants::Names(_)), _) => ValueType::Variants,
        (Some(document::Variants::Values(values, _)), _) => {
            values.first().map_or(ValueType::Integer, |(_, value)| type_of(value))
        }
        (None, Some(default)) => type_of(default),
    }
}

/// The type of a stated value; integer if it is of no type that a flag can have (and reported).
pub(crate) fn type_of(value: &document::Serve<'_>) -> ValueType {
    match value {
        document::Serve::One(literal) => match literal.value {
            Scalar::Float(_) => ValueType::Float,
            Scalar::String(_) => ValueType::Text,
            Scalar::Integer(_) | Scalar::Bool(_) | Scalar::Timestamp(_) => ValueType::Integer,
        },
        document::Serve::Table { entries, .. } => ValueType::Table(
            entries.iter().map(|(name, value)| (name.value.to_owned(), field_type(value.value))).collect(),
        ),
    }
}

pub(crate) fn field_type(value: Scalar<'_>) -> FieldType {
    match value {
        Scalar::Float(_) => FieldType::Float,
        Scalar::String(_) => FieldType::Text,
        Scalar::Integer(_) | Scalar::Bool(_) | Scalar::Timestamp(_) => FieldType::Integer,
    }
}
