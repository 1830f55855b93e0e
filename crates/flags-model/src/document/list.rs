//! Lists of names.

use std::collections::HashMap;

use toml::de::DeValue;

use super::Name;
use super::reader::Reader;
use super::table::Field;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

impl<'d> Reader<'d> {
    /// Reads a list of distinct strings with at least one item.
    pub fn read_names(&mut self, field: Field<'d>, example: &str) -> Option<Spanned<Vec<Name<'d>>>> {
        if matches!(field.get(), DeValue::Array(items) if items.is_empty()) {
            self.report_empty_list(field, example);
            return None;
        }
        self.read_strings(field, example, false)
    }

    /// Reads a list of distinct strings of any kind, which may be empty.
    pub fn read_texts(&mut self, field: Field<'d>, example: &str) -> Option<Spanned<Vec<Name<'d>>>> {
        self.read_strings(field, example, true)
    }

    /// Something else in quotes is a text, but no name.
    fn read_strings(
        &mut self,
        field: Field<'d>,
        example: &str,
        are_texts: bool,
    ) -> Option<Spanned<Vec<Name<'d>>>> {
        let DeValue::Array(items) = field.get() else {
            if let DeValue::String(_) = field.get() {
                let replacement = format!("[{}]", self.source(field.span()));
                self.report_repairable(field, "a list of strings", replacement);
            } else {
                self.report_wrong_type(field, "a list of strings", example);
            }
            return None;
        };
        let mut names = Vec::with_capacity(items.len());
        for item in items {
            let item = field.item(item);
            match item.get() {
                DeValue::String(name) => names.push(Spanned::new(name.as_ref(), item.span())),
                value if !are_texts || matches!(value, DeValue::Array(_) | DeValue::Table(_)) => {
                    self.report_wrong_type(item, "strings in its list", example);
                }
                _ => {
                    let quoted = format!("\"{}\"", self.source(item.span()));
                    self.report_repairable(item, "strings in its list", quoted);
                }
            }
        }
        self.reject_repeated(field.key.value, &mut names);
        Some(Spanned::new(names, field.span()))
    }

    /// Reads a list whose items are read by `read_item`; a single table is not a list of one.
    pub fn read_tables<T>(
        &mut self,
        field: Field<'d>,
        example: &str,
        mut read_item: impl FnMut(&mut Self, Field<'d>) -> Option<T>,
    ) -> Vec<T> {
        let DeValue::Array(items) = field.get() else {
            let source = self.source(field.span());
            // A table written here, or under a header of one bracket too few.
            if matches!(field.get(), DeValue::Table(_)) && source.starts_with(['{', '[']) {
                self.report_repairable(field, "a list of tables", format!("[{source}]"));
            } else {
                self.report_wrong_type(field, "a list of tables", example);
            }
            return Vec::new();
        };
        items.iter().filter_map(|item| read_item(self, field.item(item))).collect()
    }

    /// Reports items that a list repeats, and keeps only the first of each.
    fn reject_repeated(&mut self, key: &str, names: &mut Vec<Name<'d>>) {
        let mut seen = HashMap::new();
        names.retain(|name| {
            let Some(first) = seen.insert(name.value, name.span) else { return true };
            seen.insert(name.value, first);
            let message = format!("`{}` is listed twice in `{key}`", name.value);
            self.diagnostics.push(
                Diagnostic::error(Code::DuplicateItem, name.span, message)
                    .label("listed again")
                    .related(first, "first listed here")
                    .help("remove one of the two"),
            );
            false
        });
    }
}
