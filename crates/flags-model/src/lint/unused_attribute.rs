//! `unused-attribute`: no condition asks about an attribute and nothing is bucketed by it, so programs
//! that fill it in do so for nothing.
//!
//! Silent about the key, which identifies who asks in logs and traces even where no percentage needs it.

use super::uses::Uses;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;

pub(super) const LINT: Lint = Lint { code: Code::UnusedAttribute, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    let uses = Uses::of(linter.model);
    for (attribute, is_used) in linter.model.attributes.iter().zip(uses.attributes) {
        if !is_used && !attribute.key {
            let finding = linter
                .find(attribute.span, format!("attribute `{}` is never used", attribute.name))
                .label("no condition asks about it, and nothing is bucketed by it")
                .help("remove it, and whatever fills it in");
            linter.report(&[], finding);
        }
    }
}
