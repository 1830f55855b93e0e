//! Values that the text names and the program does not know, and tests that it cannot make. They are looked for in the text as written,
//! because a comparison names one value and means others: `at_least = "pro"` does not use the plan that
//! somebody put above, and a program that has no such plan decides it rightly without.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, OperatorKind, Scalar};
use crate::model::{AttributeKind, Model};
use crate::reload::walk::{Values, walk_flag, walk_segment, walk_stage};
use crate::reload::{Kept, Reason};

/// The first such value or test of each thing that has one, by the number of the thing.
#[derive(Default)]
pub(super) struct Foreign {
    pub flags: HashMap<usize, Kept>,
    pub segments: HashMap<usize, Kept>,
    pub stages: HashMap<usize, Kept>,
}

impl Foreign {
    pub fn of(document: &Document<'_>, compiled: &Model, has_regex: bool) -> Self {
        let values = list_foreign(document, compiled);
        let mut foreign = Self::default();
        if values.is_empty() && has_regex {
            return foreign;
        }
        let unfit = Unfit { values, has_regex };
        for (at, flag) in document.flags.iter().enumerate() {
            add(&mut foreign.flags, at, &unfit, |visit| walk_flag(flag, visit));
        }
        for (at, segment) in document.segments.iter().enumerate() {
            add(&mut foreign.segments, at, &unfit, |visit| walk_segment(segment, visit));
        }
        for (at, stage) in document.stages.iter().flatten().enumerate() {
            add(&mut foreign.stages, at, &unfit, |visit| walk_stage(stage, visit));
        }
        foreign
    }

    /// Whether nothing has any.
    pub fn is_empty(&self) -> bool {
        self.flags.is_empty() && self.segments.is_empty() && self.stages.is_empty()
    }
}

/// What the program cannot follow.
struct Unfit<'d> {
    /// By attribute.
    values: HashMap<&'d str, HashSet<&'d str>>,
    has_regex: bool,
}

impl Unfit<'_> {
    fn find(&self, tested: &Values<'_, '_>) -> Option<Kept> {
        if !self.has_regex && tested.operator == Some(OperatorKind::Matches) {
            let span = tested.literals.first().map_or(tested.attribute.span, |literal| literal.span);
            return Some(Kept { reason: Reason::Feature("regex"), span });
        }
        let attribute = tested.attribute.value;
        let values = self.values.get(attribute)?;
        tested.literals.iter().find_map(|literal| match literal.value {
            Scalar::String(value) if values.contains(value) => {
                let reason = Reason::Value { attribute: attribute.to_owned(), value: value.to_owned() };
                Some(Kept { reason, span: literal.span })
            }
            _ => None,
        })
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

/// Takes note of the first that a walk comes by.
fn add<'d>(
    found: &mut HashMap<usize, Kept>,
    at: usize,
    unfit: &Unfit<'_>,
    walk: impl FnOnce(&mut dyn FnMut(&Values<'_, 'd>)),
) {
    walk(&mut |tested| {
        if let Some(kept) = unfit.find(tested) {
            found.entry(at).or_insert(kept);
        }
    });
}
