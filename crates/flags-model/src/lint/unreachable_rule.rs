//! `unreachable-rule`: whoever meets a rule has been decided before it is asked, by an earlier rule, by
//! `allow`, or by `deny` and `when`. A rule decides for everyone who meets it, hit or miss, unless it says
//! `on_miss = "next"`; so a narrower rule below a wider one does nothing.
//!
//! Silent about a rule whose condition is impossible in itself (`never-true`), and about rules that only
//! wait for a requirement or a percentage.

use std::collections::BTreeSet;

use super::never_true::is_never_true;
use super::places::rules_in_effect;
use super::uses::all_settings;
use super::{Level, Lint, Linter};
use crate::analysis::{Decider, Dials, Study, Watch};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Flag, FlagId, Model, Rule, Settings, Stage};
use crate::source::{Span, Spanned};
use flags_runtime::Truth;

pub(super) const LINT: Lint = Lint { code: Code::UnreachableRule, level: Level::Warn, check };

/// The number of a flag that stands for a stage: no other has it.
const NO_FLAG: FlagId = FlagId::MAX;

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if all_settings(flag).all(|settings| settings.rules.is_none()) {
            continue;
        }
        let study = linter.analysis.study(id);
        let rules = rules_in_effect(study, flag);
        let Some(facts) = linter.analysis.facts(id) else { continue };
        for (rule, places) in rules.into_iter().filter(|(rule, _)| !facts.rules.contains(&rule.span)) {
            let deciders = find_deciders(study, id, flag, rule, &places);
            let finding = describe(linter, flag, rule, &places, &deciders);
            if let Some(finding) = finding.filter(|_| !is_impossible(study, rule)) {
                linter.report(&[&rule.lints, &flag.lints], finding);
            }
        }
    }
    for (number, stage) in linter.model.stages.iter().enumerate() {
        check_stage(linter, number, stage);
    }
}

/// A stage's rules alone, as those of a flag that says nothing else. If one is never reached there, it is
/// not in any flag.
fn check_stage(linter: &mut Linter<'_>, number: usize, stage: &Stage) {
    let Some(flag) = stand_in(linter.model, number, stage) else { return };
    let mut findings = Vec::new();
    let study = Study::of_flag(linter.model, &flag);
    for environment in study.environments() {
        let rules = stage.rules_in(*environment);
        let mut met = BTreeSet::new();
        let is_known = study.never_in(*environment, Dials::FixedOf(NO_FLAG), |world| {
            let mut watch = Watch::default();
            world.decide(None, &flag, &mut watch);
            met.extend(watch.met);
            false
        });
        for (index, rule) in rules.iter().enumerate().filter(|_| is_known) {
            if met.contains(&Decider::Stage(index)) || is_impossible(&study, rule) {
                continue;
            }
            let deciders = find_deciders(&study, NO_FLAG, &flag, rule, &[(*environment, index)]);
            let finding = describe(linter, &flag, rule, &[(*environment, index)], &deciders);
            findings.extend(finding.map(|finding| (rule, finding)));
        }
    }
    for (rule, finding) in findings {
        linter.report(&[&rule.lints], finding);
    }
}

/// A flag that is only in a stage; `None` if nothing can be bucketed.
fn stand_in(model: &Model, number: usize, stage: &Stage) -> Option<Flag> {
    use crate::model::AttributeKind as Kind;
    let can = |kind: Kind| matches!(kind, Kind::String | Kind::Integer | Kind::Enum);
    let key = model.attributes.iter().position(|attribute| attribute.key);
    let by = key.or_else(|| model.attributes.iter().position(|attribute| can(attribute.kind)));
    let stage_setting = Some(Spanned::new(number, stage.span));
    (stage.rules.len() + stage.environments.len() > 0).then(|| Flag {
        name: stage.name.clone(),
        span: stage.span,
        about: crate::model::About::default(),
        value: crate::model::ValueType::Bool,
        variants: Vec::new(),
        payloads: Vec::new(),
        off: 0,
        salt: stage.name.clone(),
        by: by.and_then(|by| u16::try_from(by).ok()),
        environments: None,
        requires: Vec::new(),
        settings: Settings { stage: stage_setting, ..Settings::default() },
        overrides: Vec::new(),
        client: false,
        expires: None,
        ladder: None,
        renamed_from: None,
        lints: super::Levels::default(),
    })
}

fn is_impossible<'m>(study: &Study<'m>, rule: &'m Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| is_never_true(study, when))
}

/// Which lines decide for those who meet a rule that is never reached.
fn find_deciders<'m>(
    study: &Study<'m>,
    id: FlagId,
    flag: &'m Flag,
    rule: &'m Rule,
    places: &[(usize, usize)],
) -> BTreeSet<Decider> {
    let mut deciders = BTreeSet::new();
    for (environment, _) in places {
        study.never_in(*environment, Dials::FixedOf(id), |world| {
            if rule.when.as_ref().is_none_or(|when| world.condition(when) == Truth::True) {
                let id = (id != NO_FLAG).then_some(id);
                deciders.insert(world.decide(id, flag, &mut Watch::default()).decider);
            }
            false
        });
    }
    deciders.retain(|decider| !matches!(decider, Decider::Off | Decider::Requires(_)));
    deciders
}

fn describe(
    linter: &Linter<'_>,
    flag: &Flag,
    rule: &Rule,
    places: &[(usize, usize)],
    deciders: &BTreeSet<Decider>,
) -> Option<Diagnostic> {
    let (environment, _) = *places.first()?;
    let settings = flag.settings_in(environment);
    let stage = settings.stage.and_then(|stage| linter.model.stages.get(stage.value));
    let stage = stage.map_or(&[][..], |stage| stage.rules_in(environment));
    let takes = if deciders.len() == 1 { "takes them all" } else { "takes some of them" };
    let place = |decider: &Decider| -> Option<(Span, String)> {
        Some(match decider {
            Decider::Rule(index) => (settings.rules.get(*index)?.span, format!("this rule {takes}")),
            Decider::Stage(index) => (stage.get(*index)?.span, format!("this rule {takes}")),
            Decider::Allow(index) => (settings.allow.get(*index)?.when.span, format!("`allow` {takes}")),
            Decider::Deny => (settings.deny?.span, "`deny` turns it off for them".to_owned()),
            Decider::When => (settings.when?.span, "`when` turns it off for them".to_owned()),
            Decider::Off | Decider::Requires(_) | Decider::Rollout => return None,
        })
    };
    let places: Vec<_> = deciders.iter().filter_map(place).collect();
    if places.is_empty() {
        return None;
    }
    let are_rules = deciders.iter().all(|decider| matches!(decider, Decider::Rule(_) | Decider::Stage(_)));
    let help = match (are_rules, places.len()) {
        (true, 1) => "put it above that rule, or make that rule narrower",
        (true, _) => "put it above those rules, or make them narrower",
        (false, _) => "remove it, or let those whom it is for get this far",
    };
    let subject = match &rule.name {
        Some(name) => format!("rule `{name}` is never reached"),
        None => "this rule is never reached".to_owned(),
    };
    let finding = linter.find(rule.span, subject).label("everyone who meets it is decided before").help(help);
    Some(places.into_iter().take(3).fold(finding, |finding, (span, text)| finding.related(span, text)))
}
