//! `wider-than-parent`: a flag states a rollout that is wider than that of a flag it requires. The buckets
//! of two flags are independent, so 50 % of a flag at 20 % is 10 % of all.
//!
//! Silent where the flag leaves its rollout out, and so follows the one it requires; where it must state
//! 100 because of its rules; and about a required flag with rules of its own, whose share is not its
//! rollout. A required flag at 0 is `requirement-never-met`.

use std::collections::{BTreeMap, HashSet};

use super::edit::line_of;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{AttributeId, Flag, FlagId, Model, Percent};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::WiderThanParent, level: Level::Warn, check };

/// Everybody, in thousandths of a percent.
const ALL: u64 = 100_000;

fn check(linter: &mut Linter<'_>) {
    for flag in linter.model.flags.iter().filter(|flag| !flag.requires.is_empty()) {
        let mut said: Vec<Span> = Vec::new();
        for environment in 0..linter.model.environment_count() {
            let is_listed = flag.environments.as_ref().is_none_or(|listed| listed.contains(&environment));
            let Some(rollout) = flag.settings_in(environment).rollout.filter(|_| is_listed) else { continue };
            if said.contains(&rollout.span) || is_forced(flag, environment) {
                continue;
            }
            let parents = flag.requires.iter().filter_map(|it| linter.model.flags.get(it.flag as usize));
            let parents = parents.filter_map(|parent| Some((parent, share_of(parent, environment)?)));
            let narrowest = parents.min_by_key(|(_, share)| share.percent);
            let Some((parent, share)) = narrowest else { continue };
            if share.percent.0 == 0 || share.percent >= rollout.value {
                continue;
            }
            said.push(rollout.span);
            let effective = effective_share(linter.model, flag, environment, rollout.value);
            let name = &parent.name;
            let message = format!("`{}` is rolled out wider than `{name}`, which it requires", flag.name);
            let place = match linter.model.environments.get(environment) {
                Some(environment) => format!(" in `{environment}`"),
                None => String::new(),
            };
            let reason = if (&flag.salt, flag.by) == (&parent.salt, parent.by) {
                format!("the two share a salt, so the {} % with `{name}` come first", share.percent)
            } else {
                let (parents, own) = (share.percent, rollout.value);
                format!("buckets of two flags are independent: {own} % of the {parents} % with `{name}`")
            };
            let mut finding = linter
                .find(rollout.span, message)
                .label(format!("at most {effective} % get it{place}, not {} %", rollout.value));
            if rollout.value.0 < 100_000 {
                finding = finding.note(reason);
            }
            let follow = format!("leave `rollout` out: then it plainly follows `{name}`");
            let line = line_of(linter.text, "rollout", rollout.span);
            let is_sayable = says_more(flag, environment);
            finding = match line.filter(|_| rollout.value.0 == 100_000 && is_sayable) {
                Some(line) => finding.patch(follow, line, ""),
                None if rollout.value.0 == 100_000 => finding.help(follow),
                None => finding.help(format!("raise the rollout of `{name}` first, or lower this one")),
            };
            if let Some(span) = share.span {
                finding = finding.related(span, format!("{} % have `{name}`", share.percent));
            }
            linter.report(&[&flag.lints], finding);
        }
    }
}

/// Whether the flag must state 100 because it has rules.
fn is_forced(flag: &Flag, environment: usize) -> bool {
    let settings = flag.settings_in(environment);
    let is_whole = settings.rollout.is_some_and(|rollout| rollout.value.0 == 100_000);
    is_whole && (!settings.rules.is_empty() || !settings.allow.is_empty() || settings.stage.is_some())
}

/// Whether the rollout is the flag's own, so that without it everyone gets it where nothing else says so.
fn says_more(flag: &Flag, environment: usize) -> bool {
    flag.overrides.iter().all(|(other, settings)| *other != environment || settings.rollout.is_none())
}

/// A rollout that nothing else widens.
struct Share {
    percent: Percent,
    span: Option<Span>,
}

fn share_of(flag: &Flag, environment: usize) -> Option<Share> {
    let settings = flag.settings_in(environment);
    let is_listed = flag.environments.as_ref().is_none_or(|listed| listed.contains(&environment));
    let is_plain = settings.rules.is_empty() && settings.allow.is_empty() && settings.stage.is_none();
    (is_plain && is_listed && settings.enabled).then_some(Share {
        percent: settings.rollout.map_or(Percent(100_000), |rollout| rollout.value),
        span: settings.rollout.map(|rollout| rollout.span),
    })
}

/// The share of everybody that a rollout reaches at most: its own, times that of each flag below it. Flags
/// that share a bucket are on for the same users, so that the least counts.
fn effective_share(model: &Model, flag: &Flag, environment: usize, own: Percent) -> Percent {
    type Bucket<'m> = (&'m str, Option<AttributeId>);
    let mut shares: BTreeMap<Bucket<'_>, u64> = BTreeMap::new();
    shares.insert((&flag.salt, flag.by), own.0.into());
    let mut seen: HashSet<FlagId> = HashSet::new();
    let mut open: Vec<FlagId> = flag.requires.iter().map(|requirement| requirement.flag).collect();
    while let Some(id) = open.pop() {
        let Some(parent) = model.flags.get(id as usize).filter(|_| seen.insert(id)) else { continue };
        open.extend(parent.requires.iter().map(|requirement| requirement.flag));
        if let Some(share) = share_of(parent, environment) {
            let percent = u64::from(share.percent.0);
            let least = shares.entry((&parent.salt, parent.by)).or_insert(percent);
            *least = (*least).min(percent);
        }
    }
    let share = shares.values().fold(ALL, |share, percent| (share * percent + ALL / 2) / ALL);
    Percent(u32::try_from(share).unwrap_or(u32::MAX))
}
