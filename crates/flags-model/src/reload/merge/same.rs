//! Whether two things say the same, wherever they stand. What they ask about is the same if its number is:
//! one in the numbers of what runs, the other in those of the merged rules, without making the one anew.

use crate::model::{
    Allow, Condition, Entry, Flag, Operator, Payload, Rule, Sample, Segment, Settings, Stage, Test,
};

/// The merged numbers of the segments and stages that the first of two things asks about; those of flags and
/// attributes are the same everywhere.
pub(super) struct Same {
    pub segments: Vec<Option<u16>>,
    pub stages: Vec<Option<usize>>,
}

/// Both are in merged numbers.
const MERGED: Same = Same { segments: Vec::new(), stages: Vec::new() };

pub(super) fn is_same_segment(a: &Segment, b: &Segment) -> bool {
    let same_sample = |a: &Sample, b: &Sample| (a.percent, a.by, &a.salt) == (b.percent, b.by, &b.salt);
    both(a.exclude.as_ref(), b.exclude.as_ref(), |a, b| MERGED.is_same_condition(a, b))
        && both(a.include.as_ref(), b.include.as_ref(), |a, b| MERGED.is_same_condition(a, b))
        && both(a.when.as_ref(), b.when.as_ref(), |a, b| MERGED.is_same_condition(a, b))
        && both(a.sample.as_ref(), b.sample.as_ref(), same_sample)
}

pub(super) fn is_same_stage(a: &Stage, b: &Stage) -> bool {
    let same_own = |a: &(usize, Vec<Rule>), b: &(usize, Vec<Rule>)| {
        a.0 == b.0 && all(&a.1, &b.1, |a, b| MERGED.is_same_rule(a, b))
    };
    all(&a.rules, &b.rules, |a, b| MERGED.is_same_rule(a, b))
        && all(&a.environments, &b.environments, same_own)
}

impl Same {
    /// Whether two flags decide the same. What a flag says about itself does not count, but for who may see it.
    pub fn is_same_flag(&self, a: &Flag, b: &Flag) -> bool {
        let requirements =
            |flag: &Flag| flag.requires.iter().map(|it| (it.flag, it.variant)).collect::<Vec<_>>();
        let same_own =
            |a: &(usize, Settings), b: &(usize, Settings)| a.0 == b.0 && self.is_same_settings(&a.1, &b.1);
        (a.off, &a.salt, a.by, &a.environments, a.client) == (b.off, &b.salt, b.by, &b.environments, b.client)
            && all(&a.payloads, &b.payloads, is_same_payload)
            && requirements(a) == requirements(b)
            && self.is_same_settings(&a.settings, &b.settings)
            && all(&a.overrides, &b.overrides, same_own)
    }

    fn is_same_settings(&self, a: &Settings, b: &Settings) -> bool {
        let same_allow = |a: &Allow, b: &Allow| {
            self.is_same_condition(&a.when, &b.when)
                && both(a.serve.as_ref(), b.serve.as_ref(), |a, b| a.value == b.value)
        };
        a.enabled == b.enabled
            && both(a.deny.as_ref(), b.deny.as_ref(), |a, b| self.is_same_condition(a, b))
            && both(a.allow.as_ref(), b.allow.as_ref(), |a, b| all(a, b, same_allow))
            && both(a.when.as_ref(), b.when.as_ref(), |a, b| self.is_same_condition(a, b))
            && both(a.rules.as_ref(), b.rules.as_ref(), |a, b| all(a, b, |a, b| self.is_same_rule(a, b)))
            && both(a.stage, b.stage, |a, b| self.stage(a.value) == Some(b.value))
            && both(a.rollout.as_ref(), b.rollout.as_ref(), |a, b| a.value == b.value)
            && both(a.serve.as_ref(), b.serve.as_ref(), |a, b| a.value == b.value)
    }

    fn is_same_rule(&self, a: &Rule, b: &Rule) -> bool {
        (a.next_on_miss, a.by) == (b.next_on_miss, b.by)
            && both(a.when.as_ref(), b.when.as_ref(), |a, b| self.is_same_condition(a, b))
            && both(a.rollout.as_ref(), b.rollout.as_ref(), |a, b| a.value == b.value)
            && both(a.serve.as_ref(), b.serve.as_ref(), |a, b| a.value == b.value)
    }

    fn is_same_condition(&self, a: &Condition, b: &Condition) -> bool {
        all(&a.entries, &b.entries, |a, b| self.is_same_entry(a, b))
    }

    fn is_same_entry(&self, a: &Entry, b: &Entry) -> bool {
        let is_same = match (&a.test, &b.test) {
            (Test::Is(a), Test::Is(b)) => a == b,
            (Test::Any(a), Test::Any(b)) | (Test::All(a), Test::All(b)) | (Test::None(a), Test::None(b)) => {
                all(a, b, |a, b| self.is_same_condition(a, b))
            }
            (Test::Segments(a), Test::Segments(b)) => all(a, b, |a, b| self.segment(a.0) == Some(b.0)),
            (Test::Flags(a), Test::Flags(b)) => all(a, b, |a, b| (a.0, a.1) == (b.0, b.1)),
            (Test::Attribute(a, tests), Test::Attribute(b, others)) => {
                let same_operator = |a: &Operator, b: &Operator| a.test == b.test;
                a == b && all(tests, others, same_operator)
            }
            _ => false,
        };
        a.name == b.name && is_same
    }

    fn segment(&self, id: u16) -> Option<u16> {
        self.segments.get(usize::from(id)).map_or(Some(id), |number| *number)
    }

    fn stage(&self, id: usize) -> Option<usize> {
        self.stages.get(id).map_or(Some(id), |number| *number)
    }
}

/// By bits, because `0.0` and `-0.0` are equal and differ.
fn is_same_payload(a: &Payload, b: &Payload) -> bool {
    match (a, b) {
        (Payload::Float(a), Payload::Float(b)) => a.to_bits() == b.to_bits(),
        (Payload::Table(a), Payload::Table(b)) => all(a, b, is_same_payload),
        (a, b) => a == b,
    }
}

fn both<T>(a: Option<T>, b: Option<T>, is_same: impl Fn(T, T) -> bool) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => is_same(a, b),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn all<T>(a: &[T], b: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| is_same(a, b))
}
