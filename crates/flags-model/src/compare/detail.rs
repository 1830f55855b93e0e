//! What differs in what a flag is, key by key.

use flags_runtime::words::Timestamp;

use super::pair::{Pair, Side};
use super::{Class, Detail};
use crate::model::{FieldType, Flag, FlagKind, Payload, ValueType};

pub(super) fn list_details(pair: &Pair<'_>, old: &Flag, new: &Flag) -> Vec<Detail> {
    let mut details = Vec::new();
    let mut compare = |what, old: Option<String>, new: Option<String>, class| {
        if old != new {
            details.push(Detail { what, old, new, class });
        }
    };
    let type_class = type_class(&old.value, &new.value);
    compare("type", Some(type_words(&old.value)), Some(type_words(&new.value)), type_class);
    let is_gone = old.variants.iter().any(|variant| !new.variants.contains(variant));
    let variants_class = if is_gone { Class::Breaking } else { Class::Safe };
    compare("variants", variants_words(old), variants_words(new), variants_class);
    // Where the type has changed there is nothing to be moved.
    let off_class = if type_class == Class::Breaking { Class::Safe } else { Class::Reshuffles };
    compare("default", off_words(old), off_words(new), off_class);
    compare("environments", listed_words(&pair.old, old), listed_words(&pair.new, new), Class::Safe);
    compare("requires", requires_words(&pair.old, old), requires_words(&pair.new, new), Class::Safe);
    compare("by", by_words(&pair.old, old), by_words(&pair.new, new), Class::Safe);
    compare("salt", Some(old.salt.clone()), Some(new.salt.clone()), Class::Safe);
    let client_class = if old.client && !new.client { Class::Narrows } else { Class::Safe };
    compare("client", Some(old.client.to_string()), Some(new.client.to_string()), client_class);
    compare("kind", Some(kind_words(old.about.kind)), Some(kind_words(new.about.kind)), Class::Safe);
    compare("description", old.about.description.clone(), new.about.description.clone(), Class::Safe);
    compare("owner", old.about.owner.clone(), new.about.owner.clone(), Class::Safe);
    let tags = |flag: &Flag| (!flag.about.tags.is_empty()).then(|| flag.about.tags.join(", "));
    compare("tags", tags(old), tags(new), Class::Safe);
    compare("link", old.about.link.clone(), new.about.link.clone(), Class::Safe);
    let day = |seconds: Option<i64>| seconds.map(|seconds| Timestamp(seconds).to_string());
    compare("created", day(old.about.created), day(new.about.created), Class::Safe);
    compare("expires", day(old.expires), day(new.expires), Class::Safe);
    let ladder = |flag: &Flag| {
        let steps = flag.ladder.as_ref()?.iter().map(ToString::to_string);
        Some(steps.collect::<Vec<_>>().join(", "))
    };
    compare("ladder", ladder(old), ladder(new), Class::Safe);
    details
}

/// A field more breaks nobody who reads the others.
fn type_class(old: &ValueType, new: &ValueType) -> Class {
    match (old, new) {
        (ValueType::Table(old), ValueType::Table(new)) if old.iter().all(|field| new.contains(field)) => {
            Class::Safe
        }
        _ => Class::Breaking,
    }
}

fn type_words(value: &ValueType) -> String {
    match value {
        ValueType::Bool => "bool".into(),
        ValueType::Variants => "variants".into(),
        ValueType::Integer => "integer".into(),
        ValueType::Float => "float".into(),
        ValueType::Text => "string".into(),
        ValueType::Table(fields) => {
            let fields = fields.iter().map(|(name, field)| {
                let field = match field {
                    FieldType::Integer => "integer",
                    FieldType::Float => "float",
                    FieldType::Text => "string",
                };
                format!("{name}: {field}")
            });
            format!("table {{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

fn variants_words(flag: &Flag) -> Option<String> {
    if flag.variants.is_empty() {
        return None;
    }
    let variants = flag.variants.iter().enumerate().map(|(at, name)| match flag.payloads.get(at) {
        Some(payload) => format!("{name} = {}", payload_words(flag, payload)),
        None => name.clone(),
    });
    Some(variants.collect::<Vec<_>>().join(", "))
}

fn off_words(flag: &Flag) -> Option<String> {
    let off = usize::from(flag.off);
    let payload = || flag.payloads.get(off).map(|payload| payload_words(flag, payload));
    flag.variants.get(off).cloned().or_else(payload)
}

fn payload_words(flag: &Flag, payload: &Payload) -> String {
    match payload {
        Payload::Integer(value) => value.to_string(),
        Payload::Float(value) => format!("{value:?}"),
        Payload::Text(value) => format!("{value:?}"),
        Payload::Table(values) => {
            let names = match &flag.value {
                ValueType::Table(fields) => fields.iter().map(|field| field.0.as_str()).collect(),
                _ => Vec::new(),
            };
            let fields = names.iter().zip(values);
            let fields = fields.map(|(name, value)| format!("{name} = {}", payload_words(flag, value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
    }
}

fn listed_words(side: &Side<'_>, flag: &Flag) -> Option<String> {
    let listed = flag.environments.as_ref()?.iter();
    let names = listed.filter_map(|id| side.model.environments.get(*id)).map(String::as_str);
    Some(names.collect::<Vec<_>>().join(", "))
}

/// By the names of the new file: a requirement that was renamed is the same.
fn requires_words(side: &Side<'_>, flag: &Flag) -> Option<String> {
    let required = flag.requires.iter().map(|required| {
        let id = required.flag as usize;
        let variant = required.variant.and_then(|it| side.model.flags[id].variants.get(usize::from(it)));
        variant.map_or(side.names[id].to_owned(), |variant| format!("{} = {variant}", side.names[id]))
    });
    let required: Vec<String> = required.collect();
    (!required.is_empty()).then(|| required.join(", "))
}

fn by_words(side: &Side<'_>, flag: &Flag) -> Option<String> {
    flag.by.map(|by| side.rules.attribute_name(by).to_owned())
}

fn kind_words(kind: FlagKind) -> String {
    match kind {
        FlagKind::Release => "release",
        FlagKind::Experiment => "experiment",
        FlagKind::Ops => "ops",
        FlagKind::Permission => "permission",
    }
    .to_owned()
}
