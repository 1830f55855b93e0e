//! The places of a file at which something can be broken, found with the contract in hand and without
//! the code that is tested.

use std::ops::Range;

use flags_model::document::{OperatorKind, Place};
use toml::de::{DeTable, DeValue};

use crate::names::{Attribute, Names};

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

impl<'f> Walk<'f> {
    /// A table whose keys the format names.
    fn table(&mut self, place: Place, table: &DeTable<'_>) {
        for (key, value) in table {
            self.word(key.span(), place.keys().iter().map(|key| (*key).to_owned()).collect());
            self.value(place, key, value);
        }
    }

    fn tables(&mut self, place: Place, value: &Value<'_>) {
        let items = value.get_ref().as_array().into_iter().flat_map(|items| items.iter());
        for table in items.filter_map(|item| item.get_ref().as_table()) {
            self.table(place, table);
        }
    }

    /// What stands behind a key of the format.
    fn value(&mut self, place: Place, key: &toml::Spanned<std::borrow::Cow<'_, str>>, value: &Value<'_>) {
        let is_behind_key = self.text[key.span().end..].trim_start().starts_with('=');
        let wrong = wrong_value(place, key.get_ref());
        if let (true, Some(wrong)) = (is_behind_key, wrong) {
            self.sites.values.push((value.span(), wrong));
        }
        let names = self.names;
        match (place, key.get_ref().as_ref()) {
            (Place::File, "context") => self.named(value, |walk, _, value| walk.attribute(value)),
            (Place::File, "segments") => self.named(value, |walk, _, it| walk.inner(Place::Segment, it)),
            (Place::File, "flags") => self.named(value, Self::flag),
            (Place::File, "retired") => self.named(value, |walk, _, it| walk.inner(Place::Retired, it)),
            (Place::File, "stages") => self.tables(Place::Stage, value),
            (_, "lints") => self.lints(value),
            (Place::File, "environments") | (_, "tags" | "of") => self.items(value),
            (Place::Flag, "environments") => {
                self.items(value);
                self.names(value, &names.environments);
            }
            (_, "ladder") => self.list(value, |walk, item| walk.sites.percentages.push(item.span())),
            (_, "when" | "deny" | "include" | "exclude") => self.condition(value),
            (Place::Flag | Place::FlagEnvironment, "allow") => match value.get_ref() {
                DeValue::Array(_) => self.tables(Place::AllowEntry, value),
                _ => self.condition(value),
            },
            (Place::Flag | Place::FlagEnvironment, "rules") => self.tables(Place::Rule, value),
            (Place::Stage | Place::StageEnvironment, "rules") => self.tables(Place::StageRule, value),
            (Place::Stage, "name") => self.sites.stage_names.push(inside(value)),
            (Place::Flag, "expect") => self.tables(Place::Expect, value),
            (Place::Flag, "env") => self.environments(value, Place::FlagEnvironment),
            (Place::Stage, "env") => self.environments(value, Place::StageEnvironment),
            (Place::Flag, "requires") => self.requirements(value),
            (Place::Flag, "variants") => self.items(value),
            (_, "rollout" | "sample") => self.sites.percentages.push(value.span()),
            (_, "serve" | "default" | "is") => self.served(value),
            (_, "stage") => self.names(value, &names.stages),
            (_, "by") => self.names(value, &names.attributes.keys().cloned().collect::<Vec<_>>()),
            (Place::Expect, "environment") => self.names(value, &names.environments),
            (Place::Expect, "context") => self.context(value),
            (_, "expires" | "created" | "since") => self.sites.dates.push(value.span()),
            (_, "kind") => self.closed(value, &["release", "experiment", "ops", "permission"]),
            (_, "on_miss") => self.closed(value, &["stop", "next"]),
            (_, "type") => self.closed(value, TYPES),
            _ => {}
        }
    }

    fn attribute(&mut self, value: &Value<'_>) {
        match value.get_ref() {
            DeValue::Table(table) => self.table(Place::Attribute, table),
            _ => self.closed(value, TYPES),
        }
    }

    fn flag(&mut self, name: &str, value: &Value<'_>) {
        self.variants = self.names.flags.get(name).cloned().unwrap_or_default();
        self.inner(Place::Flag, value);
    }

    fn inner(&mut self, place: Place, value: &Value<'_>) {
        if let Some(table) = value.get_ref().as_table() {
            self.table(place, table);
        }
    }

    fn environments(&mut self, value: &Value<'_>, place: Place) {
        let valid = self.names.environments.clone();
        self.keyed(value, &valid, |walk, _, value| walk.inner(place, value));
    }

    fn lints(&mut self, value: &Value<'_>) {
        let mut valid: Vec<String> = flags_model::Code::ALL.iter().map(|it| it.name().to_owned()).collect();
        valid.push("all".to_owned());
        self.keyed(value, &valid, |walk, _, level| {
            walk.sites.values.push((level.span(), "12"));
            walk.closed(level, &["allow", "warn", "deny"]);
        });
    }

    fn requirements(&mut self, value: &Value<'_>) {
        let flags: Vec<String> = self.names.flags.keys().cloned().collect();
        self.items(value);
        self.names(value, &flags);
        self.keyed(value, &flags, |walk, flag, state| {
            let variants = walk.names.flags.get(flag).cloned().unwrap_or_default();
            walk.names(state, &variants);
        });
    }

    /// A variant, a split, or values of which only the fields of a table have names.
    fn served(&mut self, value: &Value<'_>) {
        let variants = self.variants.clone();
        if variants.is_empty() {
            return;
        }
        self.names(value, &variants);
        self.keyed(value, &variants, |walk, _, weight| {
            walk.sites.percentages.push(weight.span());
            walk.sites.weights.push(weight.span());
        });
    }

    fn condition(&mut self, value: &Value<'_>) {
        let groups = ["segment", "flag", "any", "all", "none", "now"].map(str::to_owned);
        let valid: Vec<String> = self.names.attributes.keys().cloned().chain(groups).collect();
        self.keyed(value, &valid, |walk, key, value| match key {
            "any" | "all" | "none" => walk.list(value, Self::condition),
            "flag" => walk.requirements(value),
            "segment" => {
                let segments = walk.names.segments.clone();
                walk.items(value);
                walk.names(value, &segments);
            }
            _ => walk.test(&walk.names.attribute(key), value),
        });
    }

    fn test(&mut self, attribute: &Attribute, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else {
            self.sites.values.push((value.span(), wrong_operand(attribute)));
            self.names(value, &attribute.of);
            return;
        };
        let operators = OperatorKind::ALL.iter().map(|kind| kind.word()).chain(["ignore_case"]);
        let valid: Vec<String> = operators.map(str::to_owned).collect();
        for (key, operand) in table {
            self.word(key.span(), valid.clone());
            self.sites.operators.push(key.span());
            let wrong = match key.get_ref().as_ref() {
                "present" | "ignore_case" => "\"perhaps\"",
                "within_days" | "older_than_days" => "\"soon\"",
                "in" => "true",
                "not" => {
                    self.test(attribute, operand);
                    continue;
                }
                _ => wrong_operand(attribute),
            };
            self.sites.values.push((operand.span(), wrong));
            self.names(operand, &attribute.of);
            if let DeValue::Datetime(_) = operand.get_ref() {
                self.sites.dates.push(operand.span());
            }
        }
    }

    /// The context of an expectation.
    fn context(&mut self, value: &Value<'_>) {
        let valid: Vec<String> = self.names.attributes.keys().cloned().chain(["now".to_owned()]).collect();
        self.keyed(value, &valid, |walk, name, value| {
            let attribute = walk.names.attribute(name);
            walk.sites.values.push((value.span(), wrong_operand(&attribute)));
            walk.names(value, &attribute.of);
        });
    }

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

const TYPES: &[&str] = &["string", "bool", "integer", "float", "version", "timestamp", "enum", "set"];

/// The text of a string, without its quotes.
fn inside(value: &Value<'_>) -> Range<usize> {
    value.span().start + 1..value.span().end - 1
}

/// A value that this key takes in no file.
fn wrong_value(place: Place, key: &str) -> Option<&'static str> {
    Some(match key {
        "description" | "owner" | "link" | "salt" | "by" | "stage" | "note" | "renamed_from" | "name"
        | "type" | "kind" | "on_miss" => "17",
        "enabled" | "client" | "ordered" | "key" | "required" | "keep" => "\"perhaps\"",
        "expires" | "created" | "since" => "true",
        "rollout" | "sample" => "\"many\"",
        "rules" | "expect" | "stages" | "ladder" => "\"some\"",
        "of" | "tags" | "requires" => "3",
        "variants" | "default" | "serve" => "false",
        "is" => "2030-01-01",
        "when" | "deny" | "allow" | "include" | "exclude" => "7",
        "environment" | "environments" if place != Place::Stage => "4",
        _ => return None,
    })
}

/// A literal that fits no attribute of this type.
fn wrong_operand(attribute: &Attribute) -> &'static str {
    match attribute.kind.as_str() {
        "bool" | "integer" | "float" => "\"perhaps\"",
        "timestamp" => "true",
        _ => "17",
    }
}
