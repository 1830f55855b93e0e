//! Every condition of a file with the analysis that can look at it and the levels that hold for it.

use std::collections::HashSet;

use super::Levels;
use super::uses::{all_settings, segment_conditions, stage_rules};
use crate::analysis::{Analysis, Study};
use crate::model::{Condition, FlagId, Model};

/// Where a condition stands.
pub(super) struct Place<'a, 'm> {
    pub condition: &'m Condition,
    pub study: &'a Study<'m>,
    /// Innermost first.
    pub scopes: Vec<&'m Levels>,
}

/// Visits every condition, in file order within flags, segments and stages.
pub(super) fn visit_conditions<'m>(
    model: &'m Model,
    analysis: &Analysis<'m>,
    mut visit: impl FnMut(Place<'_, 'm>),
) {
    for (id, flag) in (0 as FlagId..).zip(&model.flags) {
        for settings in all_settings(flag) {
            let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
            let plain = settings.deny.iter().chain(allow).chain(&settings.when);
            let plain = plain.map(|condition| (condition, vec![&flag.lints]));
            let rules = settings.rules.iter().flatten();
            let rules = rules.filter_map(|rule| Some((rule.when.as_ref()?, vec![&rule.lints, &flag.lints])));
            for (condition, scopes) in plain.chain(rules) {
                visit(Place { condition, study: analysis.study(id), scopes });
            }
        }
    }
    for segment in &model.segments {
        let study = Study::of_conditions(model, segment_conditions(segment).collect());
        for condition in segment_conditions(segment) {
            visit(Place { condition, study: &study, scopes: vec![&segment.lints] });
        }
    }
    for stage in &model.stages {
        let conditions = || stage_rules(stage).filter_map(|rule| Some((rule.when.as_ref()?, &rule.lints)));
        let study = Study::of_conditions(model, conditions().map(|(condition, _)| condition).collect());
        for (condition, lints) in conditions() {
            visit(Place { condition, study: &study, scopes: vec![lints] });
        }
    }
}

/// The flag's own rules that hold in some environment that lists it: the environment, the index there and
/// the rule, each rule under all environments that have it.
pub(super) fn rules_in_effect<'m>(
    study: &Study<'m>,
    flag: &'m crate::model::Flag,
) -> Vec<(&'m crate::model::Rule, Vec<(usize, usize)>)> {
    let mut found: Vec<(&'m crate::model::Rule, Vec<(usize, usize)>)> = Vec::new();
    let mut seen = HashSet::new();
    for environment in study.environments() {
        for (index, rule) in flag.settings_in(*environment).rules.iter().enumerate() {
            if seen.insert(rule.span) {
                found.push((rule, Vec::new()));
            }
            let own = found.iter_mut().find(|(other, _)| other.span == rule.span);
            own.expect("BUG: it was just added").1.push((*environment, index));
        }
    }
    found
}
