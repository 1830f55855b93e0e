//! `constant-flag`: a flag has variants or a value, and whatever the context and the percentages are, on
//! is the same as off. Either what it serves is missing, or it is a constant.
//!
//! Silent about `ops` and `permission`, whose value is turned in the file, and about a flag that serves
//! everyone the same only because its rollout is complete (`fully-rolled-out`).

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{FlagId, FlagKind, Serve, ValueType};

pub(super) const LINT: Lint = Lint { code: Code::ConstantFlag, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        let is_lasting = matches!(flag.about.kind, FlagKind::Ops | FlagKind::Permission);
        if is_lasting || flag.value == ValueType::Bool {
            continue;
        }
        let Some(served) = linter.analysis.servable(id) else { continue };
        let off = flag.payload_value(flag.off);
        if served.is_empty() || served.iter().any(|payload| flag.payload_value(*payload) != off) {
            continue;
        }
        let finding = linter.find(flag.span, format!("flag `{}` serves everyone the same", flag.name));
        let finding = match &flag.settings.serve {
            Some(serve) if serve.value == Serve::One(flag.off) => {
                finding.label("on and off alike").related(serve.span, "this is also the default")
            }
            Some(serve) => {
                finding.label("on and off alike").related(serve.span, "all of this is worth the default")
            }
            None => finding.label("on is its default, as off is"),
        };
        linter.report(
            &[&flag.lints],
            finding.help("say in `serve` what those get who are let in; what never differs needs no flag"),
        );
    }
}
