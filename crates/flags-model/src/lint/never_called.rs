//! `never-called`: the code does not ask for a flag, and no flag that it asks for depends on it. So the
//! file decides something that nobody hears.
//!
//! Silent where the caller does not say what the code asks for, as while compiling: there rustc's own
//! warning about dead code says it.

use std::collections::BTreeSet;

use super::uses::{all_settings, conditions, segment_conditions, stage_rules};
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{Condition, Flag, FlagId, Model, Test};

pub(super) const LINT: Lint = Lint { code: Code::NeverCalled, level: Level::Warn, check };

/// The names of flags that code asks for, as it writes them: old names too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Called {
    /// By the program.
    pub names: BTreeSet<String>,
    /// By its tests.
    pub in_tests: BTreeSet<String>,
}

fn check(linter: &mut Linter<'_>) {
    let Some(called) = linter.options.called else { return };
    for id in uncalled_flags(linter.model, called) {
        let flag = &linter.model.flags[id as usize];
        let label = if is_in(&called.in_tests, flag) {
            "only tests ask for it"
        } else {
            "the code does not ask for it, and no flag that the code asks for depends on it"
        };
        let finding = linter
            .find(flag.span, format!("flag `{}` is never called", flag.name))
            .label(label)
            .help(format!("call it, `flags.{}(&ctx)`, or remove it", flag.name));
        linter.report(&[&flag.lints], finding);
    }
}

/// The flags that the program does not ask for, neither itself nor through requirements and conditions of
/// those that it asks for.
pub fn uncalled_flags(model: &Model, called: &Called) -> Vec<FlagId> {
    let mut heard =
        Heard { flags: vec![false; model.flags.len()], segments: vec![false; model.segments.len()] };
    for (id, flag) in (0 as FlagId..).zip(&model.flags) {
        if is_in(&called.names, flag) {
            heard.add_flag(model, id);
        }
    }
    (0..).zip(heard.flags).filter(|(_, is_heard)| !is_heard).map(|(id, _)| id).collect()
}

fn is_in(names: &BTreeSet<String>, flag: &Flag) -> bool {
    names.contains(&flag.name) || flag.renamed_from.as_ref().is_some_and(|old| names.contains(old))
}

/// Whose decision reaches the code.
struct Heard {
    flags: Vec<bool>,
    segments: Vec<bool>,
}

impl Heard {
    /// The depth of requirements is bounded by a check, so this is too.
    fn add_flag(&mut self, model: &Model, id: FlagId) {
        let Some(flag) = model.flags.get(id as usize) else { return };
        if std::mem::replace(&mut self.flags[id as usize], true) {
            return;
        }
        for required in &flag.requires {
            self.add_flag(model, required.flag);
        }
        for settings in all_settings(flag) {
            conditions(settings).for_each(|condition| self.add(model, condition));
            let stage = settings.stage.and_then(|stage| model.stages.get(stage.value));
            let whens = stage.into_iter().flat_map(stage_rules).filter_map(|rule| rule.when.as_ref());
            whens.for_each(|condition| self.add(model, condition));
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
                        self.add_segment(model, usize::from(*id));
                    }
                }
                Test::Flags(flags) => flags.iter().for_each(|(id, _, _)| self.add_flag(model, *id)),
                Test::Is(_) | Test::Attribute(..) => {}
            }
        }
    }

    fn add_segment(&mut self, model: &Model, id: usize) {
        let Some(segment) = model.segments.get(id) else { return };
        if !std::mem::replace(&mut self.segments[id], true) {
            segment_conditions(segment).for_each(|condition| self.add(model, condition));
        }
    }
}
