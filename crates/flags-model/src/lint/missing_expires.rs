//! `missing-expires`: a release or an experiment has no `expires`, so nothing will ever remind anybody to
//! remove it.
//!
//! Silent about `ops` and `permission`, which stay as long as the product does.

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::FlagKind;

pub(super) const LINT: Lint = Lint { code: Code::MissingExpires, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for flag in &linter.model.flags {
        let kind = match flag.about.kind {
            FlagKind::Release => "a release",
            FlagKind::Experiment => "an experiment",
            FlagKind::Ops | FlagKind::Permission => continue,
        };
        if flag.expires.is_none() {
            let finding = linter
                .find(flag.span, format!("flag `{}` never ends", flag.name))
                .label(format!("{kind} is for a time, and this one has no date"))
                .help("add `expires = 2027-06-30`, or a `kind` that stays: `ops` or `permission`");
            linter.report(&[&flag.lints], finding);
        }
    }
}
