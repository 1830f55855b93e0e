//! `missing-description`: a flag or a segment does not say what it is for. The description becomes the
//! documentation of the generated method, and is all that is left of the reason a year later.

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;

pub(super) const LINT: Lint = Lint { code: Code::MissingDescription, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    let model = linter.model;
    let flags =
        model.flags.iter().map(|flag| ("flag", &flag.name, flag.span, &flag.about.description, &flag.lints));
    let segments = model
        .segments
        .iter()
        .map(|segment| ("segment", &segment.name, segment.span, &segment.description, &segment.lints));
    for (what, name, span, description, lints) in flags.chain(segments) {
        if description.is_none() {
            let label = match what {
                "flag" => "the description becomes the documentation of its method",
                _ => "the description is what its name does not say",
            };
            let finding = linter
                .find(span, format!("{what} `{name}` has no description"))
                .label(label)
                .help("add `description = \"…\"`: what it is for, in one sentence");
            linter.report(&[lints], finding);
        }
    }
}
