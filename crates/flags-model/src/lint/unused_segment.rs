//! `unused-segment`: no flag and no stage asks about a segment, directly or through other segments. It is
//! most likely left over from a flag that is gone.
//!
//! Silent about a segment that is only named by others, as long as one of those is asked about.

use super::uses::Uses;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;

pub(super) const LINT: Lint = Lint { code: Code::UnusedSegment, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    let uses = Uses::of(linter.model);
    for (segment, is_used) in linter.model.segments.iter().zip(uses.segments) {
        if !is_used {
            let finding = linter
                .find(segment.span, format!("segment `{}` is never used", segment.name))
                .label("no flag and no stage asks who belongs to it")
                .help(format!("remove it, or ask: `when = {{ segment = \"{}\" }}`", segment.name));
            linter.report(&[&segment.lints], finding);
        }
    }
}
