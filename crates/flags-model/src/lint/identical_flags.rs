//! `identical-flags`: two flags say the same about who gets them, in every environment, so that they
//! always decide alike. Most likely one was copied, and its conditions were not changed.
//!
//! Silent unless at least two tests are the same, for many features are for one plan or one segment; about
//! percentages and splits, unless both flags share a salt, for otherwise they take different users; and
//! about `ops` and `permission`, which may well be for the same people.

use std::collections::HashMap;
use std::fmt::Write;

use super::uses::{all_settings, conditions};
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{Condition, Flag, FlagKind, Model, OperatorTest, Rule, Serve, Settings, Test};

pub(super) const LINT: Lint = Lint { code: Code::IdenticalFlags, level: Level::Warn, check };

/// So many tests in common are no coincidence.
const LEAST_TESTS: usize = 2;

fn check(linter: &mut Linter<'_>) {
    let mut known: HashMap<String, &Flag> = HashMap::new();
    for flag in &linter.model.flags {
        let is_temporary = matches!(flag.about.kind, FlagKind::Release | FlagKind::Experiment);
        let tests: usize = all_settings(flag).flat_map(conditions).map(count_tests).sum();
        if !is_temporary || tests < LEAST_TESTS {
            continue;
        }
        let Some(first) = known.get(&shape_of(linter.model, flag)).copied() else {
            known.insert(shape_of(linter.model, flag), flag);
            continue;
        };
        let finding = linter
            .find(flag.span, format!("flag `{}` always decides as `{}` does", flag.name, first.name))
            .label("says the same about who gets it")
            .related(first.span, "the same, in every environment")
            .help("use one of them in the code, or say what is different");
        linter.report(&[&flag.lints], finding);
    }
}

fn count_tests(condition: &Condition) -> usize {
    let count = |test: &Test| match test {
        Test::Is(_) => 0,
        Test::Any(inner) | Test::All(inner) | Test::None(inner) => inner.iter().map(count_tests).sum(),
        Test::Segments(_) => 1,
        Test::Flags(flags) => flags.len(),
        Test::Attribute(_, operators) => operators.len(),
    };
    condition.entries.iter().map(|entry| count(&entry.test)).sum()
}

/// Everything that decides, without places and names: two flags with the same text decide alike.
fn shape_of(model: &Model, flag: &Flag) -> String {
    let mut shape = format!(
        "{:?} {:?} {:?} {} {:?}",
        flag.value, flag.variants, flag.payloads, flag.off, flag.environments
    );
    for requirement in &flag.requires {
        let _ = write!(shape, " requires {} {:?}", requirement.flag, requirement.variant);
    }
    add_settings(&mut shape, &flag.settings);
    for (environment, settings) in &flag.overrides {
        let _ = write!(shape, " in {environment}");
        add_settings(&mut shape, settings);
    }
    if draws(model, flag) {
        let _ = write!(shape, " salt {:?} by {:?}", flag.salt, flag.by);
    }
    shape
}

/// Whether some are taken and others not, or are given different things.
fn draws(model: &Model, flag: &Flag) -> bool {
    let is_partial =
        |rule: &Rule| rule.rollout.is_some_and(|rollout| !matches!(rollout.value.0, 0 | 100_000));
    let is_split = |serve: &Serve| !matches!(serve, Serve::One(_));
    is_split(&flag.default_serve())
        || all_settings(flag).any(|settings| {
            let stage = settings.stage.and_then(|stage| model.stages.get(stage.value));
            let stage = stage.into_iter().flat_map(super::uses::stage_rules);
            let rollout = settings.rollout.is_some_and(|rollout| !matches!(rollout.value.0, 0 | 100_000));
            let rules = settings.rules.iter().flatten();
            let serves = rules.clone().filter_map(|rule| rule.serve.as_ref());
            let allow = settings.allow.iter().flatten().filter_map(|allow| allow.serve.as_ref());
            rollout
                || rules.chain(stage).any(is_partial)
                || settings.serve.iter().chain(serves).chain(allow).any(|serve| is_split(&serve.value))
        })
}

fn add_settings(shape: &mut String, settings: &Settings) {
    let rollout = settings.rollout.map(|rollout| rollout.value);
    let stage = settings.stage.map(|stage| stage.value);
    let serve = settings.serve.as_ref().map(|serve| &serve.value);
    let _ = write!(shape, " {:?} {stage:?} {rollout:?} {serve:?}", settings.enabled);
    if let Some(deny) = &settings.deny {
        shape.push_str(" deny");
        add_condition(shape, deny);
    }
    for allow in settings.allow.iter().flatten() {
        let _ = write!(shape, " allow {:?}", allow.serve.as_ref().map(|serve| &serve.value));
        add_condition(shape, &allow.when);
    }
    if let Some(when) = &settings.when {
        shape.push_str(" when");
        add_condition(shape, when);
    }
    for rule in settings.rules.iter().flatten() {
        let rollout = rule.rollout.map(|rollout| rollout.value);
        let serve = rule.serve.as_ref().map(|serve| &serve.value);
        let _ = write!(shape, " rule {rollout:?} {serve:?} {} {:?}", rule.next_on_miss, rule.by);
        if let Some(when) = &rule.when {
            add_condition(shape, when);
        }
    }
}

fn add_condition(shape: &mut String, condition: &Condition) {
    shape.push('{');
    for entry in &condition.entries {
        let _ = write!(shape, "{:?}", entry.name);
        match &entry.test {
            Test::Is(_) => {}
            Test::Any(inner) | Test::All(inner) | Test::None(inner) => {
                for condition in inner {
                    add_condition(shape, condition);
                }
            }
            Test::Segments(segments) => {
                for (id, _) in segments {
                    let _ = write!(shape, " {id}");
                }
            }
            Test::Flags(flags) => {
                for (id, test, _) in flags {
                    let _ = write!(shape, " {id} {test:?}");
                }
            }
            Test::Attribute(_, operators) => {
                let tests: Vec<&OperatorTest> = operators.iter().map(|operator| &operator.test).collect();
                let _ = write!(shape, "{tests:?}");
            }
        }
        shape.push(';');
    }
    shape.push('}');
}
