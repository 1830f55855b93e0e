//! The tables whose keys the format names.

use flags_model::document::Place;
use toml::de::{DeTable, DeValue};

use super::wrong::wrong_value;
use super::{Value, Walk, inside};

const TYPES: &[&str] = &["string", "bool", "integer", "float", "version", "timestamp", "enum", "set"];

impl Walk<'_> {
    /// A table whose keys the format names.
    pub(super) fn table(&mut self, place: Place, table: &DeTable<'_>) {
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
            (Place::File, "environments") | (_, "tags" | "of" | "variants") => self.items(value),
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
}
