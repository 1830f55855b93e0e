//! `unused-stage`: no flag is in a stage, in any environment. Between two launches that is normal, so
//! this lint is for those who want to know.
//!
//! Silent about the stages that exist without being declared.

use super::uses::Uses;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;

pub(super) const LINT: Lint = Lint { code: Code::UnusedStage, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    if linter.document.stages.is_none() {
        return;
    }
    let uses = Uses::of(linter.model);
    for (stage, is_used) in linter.model.stages.iter().zip(uses.stages) {
        if !is_used {
            let finding = linter
                .find(stage.span, format!("no flag is in stage `{}`", stage.name))
                .label("not in any environment")
                .help(format!("remove it, or move a flag there: `stage = \"{}\"`", stage.name));
            linter.report(&[], finding);
        }
    }
}
