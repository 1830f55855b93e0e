//! `missing-owner`: a release or an experiment names nobody who will end it.
//!
//! Silent about `ops` and `permission`, which do not end.

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::FlagKind;

pub(super) const LINT: Lint = Lint { code: Code::MissingOwner, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for flag in &linter.model.flags {
        let is_temporary = matches!(flag.about.kind, FlagKind::Release | FlagKind::Experiment);
        if is_temporary && flag.about.owner.is_none() {
            let finding = linter
                .find(flag.span, format!("nobody owns flag `{}`", flag.name))
                .label("a release or an experiment ends, and somebody must end it")
                .help("add `owner = \"…\"`: a team, not a person's address");
            linter.report(&[&flag.lints], finding);
        }
    }
}
