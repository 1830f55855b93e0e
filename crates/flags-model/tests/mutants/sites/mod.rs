//! The places of a file at which something can be broken, found with the contract in hand and without
//! the code that is tested.

mod condition;
mod format;
mod wrong;

use std::ops::Range;

use flags_model::document::Place;
use toml::de::{DeTable, DeValue};

use crate::names::Names;

/// A key, or a name that is used.
pub struct Word {
    pub span: Range<usize>,
    pub text: String,
    /// Every word that would be right here.
    pub valid: Vec<String>,
}

/// All places.
#[derive(Default)]
pub struct Sites {
    pub words: Vec<Word>,
    /// Values, and one of a wrong type for each.
    pub values: Vec<(Range<usize>, &'static str)>,
    pub percentages: Vec<Range<usize>>,
    /// Weights of splits.
    pub weights: Vec<Range<usize>>,
    pub operators: Vec<Range<usize>>,
    pub dates: Vec<Range<usize>>,
    /// Items of lists of distinct names.
    pub items: Vec<Range<usize>>,
    /// Names of stages, where they are declared.
    pub stage_names: Vec<Range<usize>>,
}

type Value<'f> = toml::Spanned<DeValue<'f>>;

impl Sites {
    pub fn of(text: &str) -> Self {
        let file = DeTable::parse(text).expect("BUG: the originals are TOML").into_inner();
        let names = Names::of(&file);
        let mut walk = Walk { text, names: &names, sites: Self::default(), variants: Vec::new() };
        walk.table(Place::File, &file);
        walk.sites
    }
}

struct Walk<'f> {
    text: &'f str,
    names: &'f Names,
    sites: Sites,
    /// The variants of the flag at hand.
    variants: Vec<String>,
}

impl Walk<'_> {
    /// The entries of a table whose keys are names.
    fn named(&mut self, value: &Value<'_>, mut visit: impl FnMut(&mut Self, &str, &Value<'_>)) {
        for (key, value) in value.get_ref().as_table().into_iter().flat_map(|table| table.iter()) {
            visit(self, key.get_ref(), value);
        }
    }

    /// The same, where the names are declared elsewhere.
    fn keyed(
        &mut self,
        value: &Value<'_>,
        valid: &[String],
        mut visit: impl FnMut(&mut Self, &str, &Value<'_>),
    ) {
        for (key, value) in value.get_ref().as_table().into_iter().flat_map(|table| table.iter()) {
            self.word(key.span(), valid.to_vec());
            visit(self, key.get_ref(), value);
        }
    }

    fn list(&mut self, value: &Value<'_>, mut visit: impl FnMut(&mut Self, &Value<'_>)) {
        let items = value.get_ref().as_array().into_iter().flat_map(|items| items.iter());
        items.for_each(|item| visit(self, item));
    }

    fn items(&mut self, value: &Value<'_>) {
        self.list(value, |walk, item| walk.sites.items.push(item.span()));
    }

    fn closed(&mut self, value: &Value<'_>, words: &[&str]) {
        self.names(value, &words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    }

    /// A string, or each string of a list, that is one of these names.
    fn names(&mut self, value: &Value<'_>, valid: &[String]) {
        match value.get_ref() {
            DeValue::String(_) if !valid.is_empty() => self.word(inside(value), valid.to_vec()),
            DeValue::Array(_) => self.list(value, |walk, item| walk.names(item, valid)),
            _ => {}
        }
    }

    fn word(&mut self, span: Range<usize>, valid: Vec<String>) {
        let text = self.text[span.clone()].to_owned();
        assert!(valid.contains(&text), "BUG: `{text}` is none of {valid:?}");
        self.sites.words.push(Word { span, text, valid });
    }
}

/// The text of a string, without its quotes.
fn inside(value: &Value<'_>) -> Range<usize> {
    value.span().start + 1..value.span().end - 1
}
