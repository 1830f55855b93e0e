//! Values that the text names and the program does not know. They are looked for in the text as written,
//! because a comparison names one value and means others: `at_least = "pro"` does not use the plan that
//! somebody put above, and a program that has no such plan decides it rightly without.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Scalar};
use crate::model::{AttributeKind, Model};
use crate::reload::walk::{Values, walk_flag, walk_segment, walk_stage};
use crate::reload::{Kept, Reason};

/// The first such value of each thing that names one, by the number of the thing.
#[derive(Default)]
pub(super) struct Foreign {
    pub flags: HashMap<usize, Kept>,
    pub segments: HashMap<usize, Kept>,
    pub stages: HashMap<usize, Kept>,
}

impl Foreign {
    pub fn of(document: &Document<'_>, compiled: &Model) -> Self {
        let values = list_foreign(document, compiled);
        let mut foreign = Self::default();
        if values.is_empty() {
            return foreign;
        }
        for (at, flag) in document.flags.iter().enumerate() {
            add(&mut foreign.flags, at, &values, |visit| walk_flag(flag, visit));
        }
        for (at, segment) in document.segments.iter().enumerate() {
            add(&mut foreign.segments, at, &values, |visit| walk_segment(segment, visit));
        }
        for (at, stage) in document.stages.iter().flatten().enumerate() {
            add(&mut foreign.stages, at, &values, |visit| walk_stage(stage, visit));
        }
        foreign
    }
}

/// For each attribute that both sides have, the members that only the text has.
fn list_foreign<'d>(document: &Document<'d>, compiled: &Model) -> HashMap<&'d str, HashSet<&'d str>> {
    let mut foreign = HashMap::new();
    for attribute in &document.attributes {
        let known = compiled.attributes.iter().find(|known| known.name == attribute.name.value);
        let is_closed = |kind| matches!(kind, AttributeKind::Enum | AttributeKind::ClosedSet);
        let Some(known) = known.filter(|known| is_closed(known.kind)) else { continue };
        let known: HashSet<&str> = known.members.iter().map(String::as_str).collect();
        let members = attribute.of.iter().flat_map(|of| &of.value).map(|member| member.value);
        let members: HashSet<&str> = members.filter(|member| !known.contains(member)).collect();
        if !members.is_empty() {
            foreign.insert(attribute.name.value, members);
        }
    }
    foreign
}

/// Takes note of the first foreign value that a walk comes by.
fn add<'d>(
    found: &mut HashMap<usize, Kept>,
    at: usize,
    foreign: &HashMap<&str, HashSet<&str>>,
    walk: impl FnOnce(&mut dyn FnMut(&Values<'_, 'd>)),
) {
    walk(&mut |values| {
        let attribute = values.attribute.value;
        let Some(members) = foreign.get(attribute) else { return };
        let literal = values.literals.iter().find_map(|literal| match literal.value {
            Scalar::String(value) if members.contains(value) => Some((value, literal.span)),
            _ => None,
        });
        if let Some((value, span)) = literal {
            let reason = Reason::Value { attribute: attribute.to_owned(), value: value.to_owned() };
            found.entry(at).or_insert(Kept { reason, span });
        }
    });
}
