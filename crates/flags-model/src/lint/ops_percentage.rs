//! `ops-percentage`: an operational switch is for everyone at once, so that one word in an emergency is
//! enough and its effect is plain. With a percentage it is a release or an experiment.
//!
//! Silent about 0 and 100 percent, which are off and on, and about splits.

use super::uses::all_settings;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{FlagKind, Percent};
use crate::source::Spanned;

pub(super) const LINT: Lint = Lint { code: Code::OpsPercentage, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for flag in linter.model.flags.iter().filter(|flag| flag.about.kind == FlagKind::Ops) {
        for settings in all_settings(flag) {
            let rules = settings.rules.iter().flatten();
            let rules = rules.filter_map(|rule| Some((rule.rollout?, Some(&rule.lints))));
            let rollouts = settings.rollout.into_iter().map(|rollout| (rollout, None)).chain(rules);
            for (Spanned { value, span }, lints) in rollouts.filter(|(rollout, _)| is_partial(rollout.value))
            {
                let finding = linter
                    .find(span, format!("operational switch `{}` is on for {value} %", flag.name))
                    .label("a switch for emergencies works for everyone at once")
                    .help("write 0 or 100, or another `kind`: `release` or `experiment`");
                let scopes: Vec<_> = lints.into_iter().chain([&flag.lints]).collect();
                linter.report(&scopes, finding);
            }
        }
    }
}

fn is_partial(percent: Percent) -> bool {
    percent.0 > 0 && percent.0 < 100_000
}
