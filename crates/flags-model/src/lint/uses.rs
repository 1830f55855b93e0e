//! Who asks about what: every condition of a file, and the attributes and segments in it.

use crate::model::{AttributeId, Condition, Flag, Model, Rule, Segment, Serve, Settings, Stage, Test};

/// What is asked about, by number.
pub(super) struct Uses {
    pub attributes: Vec<bool>,
    pub segments: Vec<bool>,
    pub stages: Vec<bool>,
}

impl Uses {
    /// What flags and stages ask about, directly or through segments.
    pub fn of(model: &Model) -> Self {
        let mut uses = Self {
            // `now` is the one after the last.
            attributes: vec![false; model.attributes.len() + 1],
            segments: vec![false; model.segments.len()],
            stages: vec![false; model.stages.len()],
        };
        for flag in &model.flags {
            uses.add_flag(model, flag);
        }
        for stage in &model.stages {
            stage_rules(stage).for_each(|rule| uses.add_rule(model, rule));
        }
        uses
    }

    fn add_flag(&mut self, model: &Model, flag: &Flag) {
        for settings in all_settings(flag) {
            conditions(settings).for_each(|condition| self.add(model, condition));
            settings.rules.iter().flatten().for_each(|rule| self.add_by(rule.by));
            if let Some(used) = settings.stage.and_then(|stage| self.stages.get_mut(stage.value)) {
                *used = true;
            }
        }
        if draws(flag) {
            self.add_by(flag.by);
        }
    }

    fn add_rule(&mut self, model: &Model, rule: &Rule) {
        self.add_by(rule.by);
        if let Some(when) = &rule.when {
            self.add(model, when);
        }
    }

    fn add_by(&mut self, by: Option<AttributeId>) {
        if let Some(used) = by.and_then(|by| self.attributes.get_mut(usize::from(by))) {
            *used = true;
        }
    }

    fn add(&mut self, model: &Model, condition: &Condition) {
        for entry in &condition.entries {
            match &entry.test {
                Test::Any(inner) | Test::All(inner) | Test::None(inner) => {
                    for condition in inner {
                        self.add(model, condition);
                    }
                }
                Test::Segments(segments) => {
                    for (id, _) in segments {
                        self.add_segment(model, *id);
                    }
                }
                Test::Attribute(id, _) => self.add_by(Some(*id)),
                Test::Is(_) | Test::Flags(_) => {}
            }
        }
    }

    fn add_segment(&mut self, model: &Model, id: u16) {
        let number = usize::from(id);
        let Some(segment) = model.segments.get(number).filter(|_| !self.segments[number]) else { return };
        self.segments[number] = true;
        self.add_by(segment.sample.as_ref().and_then(|sample| sample.by));
        segment_conditions(segment).for_each(|condition| self.add(model, condition));
    }
}

/// What a flag states itself, then what its environments replace.
pub(super) fn all_settings(flag: &Flag) -> impl Iterator<Item = &Settings> {
    std::iter::once(&flag.settings).chain(flag.overrides.iter().map(|(_, settings)| settings))
}

/// The conditions of one table of settings.
pub(super) fn conditions(settings: &Settings) -> impl Iterator<Item = &Condition> {
    let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
    let rules = settings.rules.iter().flatten().filter_map(|rule| rule.when.as_ref());
    settings.deny.iter().chain(allow).chain(&settings.when).chain(rules)
}

/// The conditions of a segment.
pub(super) fn segment_conditions(segment: &Segment) -> impl Iterator<Item = &Condition> {
    segment.exclude.iter().chain(&segment.include).chain(&segment.when)
}

/// The rules of a stage, in whichever environment.
pub(super) fn stage_rules(stage: &Stage) -> impl Iterator<Item = &Rule> {
    stage.rules.iter().chain(stage.environments.iter().flat_map(|(_, rules)| rules))
}

/// Whether a bucket is ever drawn for a flag: for some percentage, a split or a stage.
fn draws(flag: &Flag) -> bool {
    let is_partial = |percent: crate::model::Percent| percent.0 > 0 && percent.0 < 100_000;
    let serves_equally = flag.default_serve() == Serve::Equal && flag.settings.serve.is_none();
    serves_equally
        || all_settings(flag).any(|settings| {
            let mut rules = settings.rules.iter().flatten();
            let allow = settings.allow.iter().flatten().filter_map(|allow| allow.serve.as_ref());
            let mut serves = settings.serve.iter().chain(allow);
            settings.stage.is_some()
                || settings.rollout.is_some_and(|rollout| is_partial(rollout.value))
                || serves.any(|serve| matches!(serve.value, Serve::Split(_)))
                || rules.any(|rule| {
                    rule.rollout.is_some_and(|rollout| is_partial(rollout.value)) || rule.serve.is_some()
                })
        })
}
