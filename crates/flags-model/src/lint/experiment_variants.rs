//! `experiment-variants`: an experiment compares, and of this one everybody gets the same. For a bool, on
//! and off are the two.
//!
//! Silent about an experiment that nobody is in yet.

use std::collections::BTreeSet;

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{FlagId, FlagKind};

pub(super) const LINT: Lint = Lint { code: Code::ExperimentVariants, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if flag.about.kind != FlagKind::Experiment {
            continue;
        }
        let Some(facts) = linter.analysis.facts(id).filter(|facts| facts.is_on) else { continue };
        let off = facts.is_off.then_some(flag.off);
        let payloads: BTreeSet<_> = facts.payloads.iter().copied().chain(off).collect();
        let values: Vec<_> = payloads.iter().map(|payload| flag.payload_value(*payload)).collect();
        if values.iter().all(|value| *value == values[0]) {
            let finding = linter
                .find(flag.span, format!("experiment `{}` compares nothing", flag.name))
                .label("everyone gets the same")
                .help("serve a split, or let a part of them in with `rollout`; if it is over, remove it");
            linter.report(&[&flag.lints], finding);
        }
    }
}
