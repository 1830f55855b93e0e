//! `rule-without-effect`: whoever a rule decides for would get the same without it.
//!
//! Silent about a rule whose rollout is 0, which waits to be turned up or keeps somebody out in plain
//! words, about the rules of stages, and about a rule that is never reached.

use std::collections::BTreeSet;

use super::places::rules_in_effect;
use super::uses::all_settings;
use super::{Level, Lint, Linter};
use crate::analysis::{Decider, Dials, Outcome, Watch, World};
use crate::diagnostic::Code;
use crate::model::{Flag, FlagId};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::RuleWithoutEffect, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if all_settings(flag).all(|settings| settings.rules.is_none()) {
            continue;
        }
        let study = linter.analysis.study(id);
        for (rule, places) in rules_in_effect(study, flag) {
            let is_waiting = rule.rollout.is_some_and(|rollout| rollout.value.0 == 0);
            let is_met = || linter.analysis.facts(id).is_some_and(|facts| facts.rules.contains(&rule.span));
            if is_waiting || !is_met() {
                continue;
            }
            let mut instead = BTreeSet::new();
            let is_useless = places.iter().all(|(environment, index)| {
                study.never_in(*environment, Dials::FixedOf(id), |world| {
                    let with = world.decide(Some(id), flag, &mut Watch::default());
                    if with.decider != Decider::Rule(*index) {
                        return false;
                    }
                    let mut watch = Watch { without_rule: Some(*index), ..Watch::default() };
                    let without = world.decide(Some(id), flag, &mut watch);
                    instead.insert((*environment, without.decider));
                    differs(world, flag, &with, &without)
                })
            });
            if !is_useless {
                continue;
            }
            let mut finding = linter
                .find(rule.span, "this rule changes nothing")
                .label("whoever it takes gets the same without it")
                .help("remove it, or change its `rollout` or `serve`");
            if let [(span, what)] = places_of(flag, &instead).as_slice() {
                finding = finding.related(*span, format!("{what} does the same"));
            }
            linter.report(&[&rule.lints, &flag.lints], finding);
        }
    }
}

fn differs<'m>(world: &mut World<'_, 'm>, flag: &'m Flag, with: &Outcome<'m>, without: &Outcome<'m>) -> bool {
    if with.on != without.on || with.serving == without.serving {
        return with.on != without.on;
    }
    let (with, without) = (world.payload(flag, with), world.payload(flag, without));
    flag.payload_value(with) != flag.payload_value(without)
}

/// What decides in the rule's place, where it stands in the file.
fn places_of(flag: &Flag, deciders: &BTreeSet<(usize, Decider)>) -> Vec<(Span, &'static str)> {
    let mut places: Vec<(Span, &str)> = Vec::new();
    for (environment, decider) in deciders {
        let settings = flag.settings_in(*environment);
        let place = match decider {
            Decider::Rule(index) => settings.rules.get(*index).map(|rule| (rule.span, "this rule")),
            Decider::Stage(_) => settings.stage.map(|stage| (stage.span, "the stage")),
            Decider::Rollout => settings.rollout.map(|rollout| (rollout.span, "the rollout")),
            _ => None,
        };
        places.extend(place.filter(|place| !places.contains(place)));
    }
    places
}
