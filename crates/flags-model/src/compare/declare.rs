//! What became of environments, attributes, segments and stages.

use flags_runtime::ruleset::Run;
use flags_runtime::words::{Percentage, all_words};

use super::bare::flag_with;
use super::pair::{Pair, Side};
use super::{Class, Declaration, DeclarationChange};
use crate::model::{Attribute, AttributeKind, Segment, Settings};
use crate::source::{Span, Spanned};
use crate::{describe, lower};

pub(super) fn compare_declarations(pair: &Pair<'_>) -> Vec<DeclarationChange> {
    let mut changes = Vec::new();
    compare_environments(pair, &mut changes);
    compare_attributes(pair, &mut changes);
    compare_words(Declaration::Segment, &list_segments(&pair.old), &list_segments(&pair.new), &mut changes);
    compare_words(Declaration::Stage, &list_stages(&pair.old), &list_stages(&pair.new), &mut changes);
    changes
}

fn compare_environments(pair: &Pair<'_>, changes: &mut Vec<DeclarationChange>) {
    let (old, new) = (&pair.old.model.environments, &pair.new.model.environments);
    let change = |name: &String, class, is_new: bool| DeclarationChange {
        kind: Declaration::Environment,
        name: name.clone(),
        old: (!is_new).then(|| "declared".to_owned()),
        new: is_new.then(|| "declared".to_owned()),
        class,
    };
    changes.extend(old.iter().filter(|it| !new.contains(it)).map(|it| change(it, Class::Breaking, false)));
    // With the first one, `Flags::new` takes an argument.
    let class = if old.is_empty() { Class::Breaking } else { Class::Safe };
    changes.extend(new.iter().filter(|it| !old.contains(it)).map(|it| change(it, class, true)));
}

fn compare_attributes(pair: &Pair<'_>, changes: &mut Vec<DeclarationChange>) {
    let (old, new) = (&pair.old.model.attributes, &pair.new.model.attributes);
    let find = |list: &[Attribute], name: &str| list.iter().find(|it| it.name == name).cloned();
    let names = new.iter().chain(old.iter().filter(|it| find(new, &it.name).is_none()));
    for name in names.map(|attribute| &attribute.name) {
        let (before, after) = (find(old, name), find(new, name));
        let class = match (&before, &after) {
            (Some(before), Some(after)) => attribute_class(before, after),
            // A required attribute, and the key, are arguments of `Context::new`.
            (None, Some(after)) if after.required || after.key => Class::Breaking,
            (None, _) => Class::Safe,
            (_, None) => Class::Breaking,
        };
        let (mut before, mut after) =
            (before.as_ref().map(attribute_words), after.as_ref().map(attribute_words));
        let mut class = class;
        let (was, is) = (argument(old, new, name), argument(new, old, name));
        if was != is {
            let add = |words: &mut Option<String>, at: Option<usize>| {
                if let (Some(words), Some(at)) = (words, at) {
                    *words = format!("{words} as number {at}");
                }
            };
            add(&mut before, was);
            add(&mut after, is);
            class = Class::Breaking;
        }
        if before != after {
            changes.push(DeclarationChange {
                kind: Declaration::Attribute,
                name: name.clone(),
                old: before,
                new: after,
                class,
            });
        }
    }
}

/// The place of an attribute among those that both files require: they are arguments of `Context::new`.
fn argument(own: &[Attribute], other: &[Attribute], name: &str) -> Option<usize> {
    let is_in_other = |it: &&Attribute| other.iter().any(|known| known.name == it.name && known.required);
    let shared = own.iter().filter(|attribute| attribute.required).filter(is_in_other);
    shared.map(|attribute| &attribute.name).position(|known| known == name).map(|at| at + 1)
}

fn attribute_class(old: &Attribute, new: &Attribute) -> Class {
    let is_gone = old.members.iter().any(|member| !new.members.contains(member));
    let same = old.kind == new.kind && old.key == new.key && old.required == new.required;
    if same && !is_gone { Class::Safe } else { Class::Breaking }
}

fn attribute_words(attribute: &Attribute) -> String {
    let kind = match attribute.kind {
        AttributeKind::String => "string",
        AttributeKind::Bool => "bool",
        AttributeKind::Integer => "integer",
        AttributeKind::Float => "float",
        AttributeKind::Version => "version",
        AttributeKind::Timestamp => "timestamp",
        AttributeKind::Enum => "enum",
        AttributeKind::ClosedSet | AttributeKind::OpenSet => "set",
    };
    let marks = [(attribute.ordered, "ordered"), (attribute.key, "key"), (attribute.required, "required")];
    let marks = marks.into_iter().filter(|(is_set, _)| *is_set).map(|(_, mark)| mark.to_owned());
    let of = (!attribute.members.is_empty()).then(|| format!("{kind} of {}", attribute.members.join(", ")));
    std::iter::once(of.unwrap_or(kind.to_owned())).chain(marks).collect::<Vec<_>>().join("; ")
}

/// Things by name, in words that differ where the things do. Who feels it is found at the flags.
fn compare_words(
    kind: Declaration,
    old: &[(String, String)],
    new: &[(String, String)],
    changes: &mut Vec<DeclarationChange>,
) {
    let find = |list: &[(String, String)], name: &str| {
        list.iter().find(|(known, _)| known == name).map(|(_, words)| words.clone())
    };
    let gone = old.iter().filter(|(name, _)| find(new, name).is_none());
    for (name, _) in new.iter().chain(gone) {
        let (old, new) = (find(old, name), find(new, name));
        if old != new {
            changes.push(DeclarationChange { kind, name: name.clone(), old, new, class: Class::Safe });
        }
    }
}

fn list_segments(side: &Side<'_>) -> Vec<(String, String)> {
    let rows = side.model.segments.iter().zip(side.rules.segments.iter());
    let words = |(segment, row): (&Segment, &flags_runtime::ruleset::Segment)| {
        let part = |name: &str, nodes: Option<Run>| {
            nodes.map(|nodes| format!("{name} {}", all_words(&side.rules, nodes)))
        };
        let sample = segment.sample.as_ref().map(|sample| {
            let by = sample.by.map_or(String::new(), |by| format!(" by {}", side.rules.attribute_name(by)));
            let salt =
                if sample.salt == segment.name { String::new() } else { format!(", salt {}", sample.salt) };
            format!("sample {}{by}{salt}", Percentage(sample.percent.0))
        });
        let parts =
            [part("exclude", row.exclude), part("include", row.include), part("when", row.when), sample];
        (segment.name.clone(), parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
    };
    rows.map(words).collect()
}

/// The words of a stage are those of a flag that has nothing but the stage. The built-in ones never differ.
fn list_stages(side: &Side<'_>) -> Vec<(String, String)> {
    let mut model = side.model.clone();
    let first = model.flags.len();
    for stage in 0..model.stages.len() {
        let stage = Some(Spanned::new(stage, Span::default()));
        model.flags.push(flag_with(Settings { stage, ..Settings::default() }));
    }
    let rules = lower(&model);
    let stages = model.stages.iter().enumerate().map(|(at, stage)| {
        let id = u32::try_from(first + at).unwrap_or(u32::MAX);
        (stage.name.clone(), describe(&model, &rules, id).join(" "))
    });
    stages.collect()
}
