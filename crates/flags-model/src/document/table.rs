//! Tables in file order, and what is left of them once every known key was taken.

use toml::de::{DeTable, DeValue};

use super::Name;
use super::place::Place;
use super::reader::Reader;
use super::unknown::report_unknown_key;
use crate::source::{Span, Spanned};

/// A value as TOML has it.
pub(super) type Value<'d> = toml::Spanned<DeValue<'d>>;

/// A value under its key; an item of a list goes under the key of the list.
#[derive(Clone, Copy)]
pub(super) struct Field<'d> {
    /// The key.
    pub key: Name<'d>,
    /// What stands behind it.
    pub value: &'d Value<'d>,
}

/// A table whose keys are taken one by one; what nobody took is unknown.
pub(super) struct Table<'d> {
    /// What kind of table it is.
    pub place: Place,
    /// The table, or the header or key that opens it.
    pub span: Span,
    fields: Vec<Field<'d>>,
    /// All keys, also those taken.
    keys: Vec<&'d str>,
}

impl<'d> Field<'d> {
    /// The place of the value.
    pub fn span(&self) -> Span {
        self.value.span().into()
    }

    /// The value itself.
    pub fn get(&self) -> &'d DeValue<'d> {
        self.value.get_ref()
    }

    /// The same key with another value: an item of this list.
    pub fn item(&self, value: &'d Value<'d>) -> Self {
        Self { key: self.key, value }
    }
}

impl<'d> Table<'d> {
    /// Opens the table of a field; anything else is reported.
    pub fn open(reader: &mut Reader<'d>, place: Place, field: Field<'d>, example: &str) -> Option<Self> {
        if let DeValue::Table(table) = field.get() {
            return Some(Self::of(place, table, field.span()));
        }
        reader.report_wrong_type(field, "a table", example);
        None
    }

    /// Opens a table that is known to be one.
    pub fn of(place: Place, table: &'d DeTable<'d>, span: Span) -> Self {
        let fields = list_fields(table);
        let keys = fields.iter().map(|field| field.key.value).collect();
        Self { place, span, fields, keys }
    }

    /// Takes the value of a key out of the table; a key that such a table may not have stays.
    pub fn take(&mut self, key: &str) -> Option<Field<'d>> {
        if !self.place.keys().contains(&key) {
            return None;
        }
        let at = self.fields.iter().position(|field| field.key.value == key)?;
        Some(self.fields.remove(at))
    }

    /// Whether the file states this key here.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// The keys that nobody has taken.
    pub fn rest(&self) -> &[Field<'d>] {
        &self.fields
    }

    /// Reports every key that nobody has taken.
    pub fn close(self, reader: &mut Reader<'d>) {
        for field in &self.fields {
            report_unknown_key(reader, &self, *field);
        }
    }
}

/// The entries of a table in file order; TOML's own order is that of the alphabet.
pub(super) fn list_fields<'d>(table: &'d DeTable<'d>) -> Vec<Field<'d>> {
    let mut fields: Vec<_> = table
        .iter()
        .map(|(key, value)| Field { key: Spanned::new(key.get_ref().as_ref(), key.span().into()), value })
        .collect();
    fields.sort_by_key(|field| field.key.span);
    fields
}
