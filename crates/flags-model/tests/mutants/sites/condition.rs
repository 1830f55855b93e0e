//! Conditions, and what else names flags, attributes and variants.

use flags_model::document::OperatorKind;
use toml::de::DeValue;

use super::wrong::wrong_operand;
use super::{Value, Walk};
use crate::names::Attribute;

impl Walk<'_> {
    pub(super) fn requirements(&mut self, value: &Value<'_>) {
        let flags: Vec<String> = self.names.flags.keys().cloned().collect();
        self.items(value);
        self.names(value, &flags);
        self.keyed(value, &flags, |walk, flag, state| {
            let variants = walk.names.flags.get(flag).cloned().unwrap_or_default();
            walk.names(state, &variants);
        });
    }

    /// A variant, a split, or values of which only the fields of a table have names.
    pub(super) fn served(&mut self, value: &Value<'_>) {
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

    pub(super) fn condition(&mut self, value: &Value<'_>) {
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

    pub(super) fn test(&mut self, attribute: &Attribute, value: &Value<'_>) {
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
    pub(super) fn context(&mut self, value: &Value<'_>) {
        let valid: Vec<String> = self.names.attributes.keys().cloned().chain(["now".to_owned()]).collect();
        self.keyed(value, &valid, |walk, name, value| {
            let attribute = walk.names.attribute(name);
            walk.sites.values.push((value.span(), wrong_operand(&attribute)));
            walk.names(value, &attribute.of);
        });
    }
}
