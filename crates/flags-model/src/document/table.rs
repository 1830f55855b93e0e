//! Tables in file order, and what is left of them once every known key was taken.

use toml::de::{DeTable, DeValue};

use super::Name;
use super::place::Place;
use super::reader::Reader;
use super::unknown::{guess_key, report_unknown_key};
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
    /// Whether any of them is none of such a table, so that it may be a misspelling.
    has_unknown: bool,
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
        let keys: Vec<_> = fields.iter().map(|field| field.key.value).collect();
        let has_unknown = keys.iter().any(|key| !place.keys().contains(key));
        Self { place, span, fields, keys, has_unknown }
    }

    /// Takes the value of a key out of the table; a key that such a table may not have stays.
    ///
    /// A misspelt key is read like the one that is meant, but stays in the table, so that it is reported
    /// and nothing else is said about what seems to be missing.
    pub fn take(&mut self, key: &str) -> Option<Field<'d>> {
        if !self.place.keys().contains(&key) {
            return None;
        }
        match self.fields.iter().position(|field| field.key.value == key) {
            Some(at) => Some(self.fields.remove(at)),
            None => self.find_misspelt(key),
        }
    }

    /// Takes every table that stands under a key or a misspelling of it.
    pub fn take_all(&mut self, key: &str) -> Vec<Field<'d>> {
        let is_meant = |field: &&Field<'d>| guess_key(self.place, field.key.value) == Some(key);
        let mut fields: Vec<_> = self.fields.iter().filter(is_meant).copied().collect();
        if self.has(key) {
            // First, so that a name under both keys is read from the right one.
            fields.splice(0..0, self.take(key));
        }
        fields
    }

    fn find_misspelt(&self, key: &str) -> Option<Field<'d>> {
        if !self.has_unknown || self.has(key) {
            return None;
        }
        let is_meant = |field: &&Field<'d>| guess_key(self.place, field.key.value) == Some(key);
        self.fields.iter().find(is_meant).copied()
    }

    /// Whether the file states this key here.
    pub fn has(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }

    /// Whether the file states this key here, perhaps misspelt.
    pub fn means(&self, key: &str) -> bool {
        self.has(key) || self.find_misspelt(key).is_some()
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
