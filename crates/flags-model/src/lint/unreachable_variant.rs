//! `unreachable-variant`: neither `default` nor any `serve` gives a variant to anyone, so the code for it
//! never runs.
//!
//! Percentages may be anything: a variant that waits for its rollout is not unreachable, one without a
//! weight is. Silent where the whole flag is constant (`constant-flag`).

use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::document::Variants;
use crate::model::{Flag, FlagId, PayloadId};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::UnreachableVariant, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if flag.variants.is_empty() {
            continue;
        }
        let Some(served) = linter.analysis.servable(id) else { continue };
        if served.is_empty() || served.iter().all(|payload| *payload == flag.off) {
            continue;
        }
        let spans = spans_of_variants(linter, id);
        for (number, name) in (0 as PayloadId..).zip(&flag.variants) {
            if number == flag.off || served.contains(&number) {
                continue;
            }
            let span = spans.get(usize::from(number)).copied().unwrap_or(flag.span);
            let finding = linter
                .find(span, format!("nobody can get variant `{name}` of `{}`", flag.name))
                .label("no `serve` that somebody gets has it")
                .help("give it a share in `serve`, or remove it");
            let finding = match the_serve(flag) {
                Some(serve) => finding.related(serve, "this is what is served"),
                None => finding,
            };
            linter.report(&[&flag.lints], finding);
        }
    }
}

fn spans_of_variants(linter: &Linter<'_>, id: FlagId) -> Vec<Span> {
    let written = linter.document.flags.get(id as usize).and_then(|flag| flag.variants.as_ref());
    match written {
        None => Vec::new(),
        Some(Variants::Names(names)) => names.value.iter().map(|name| name.span).collect(),
        Some(Variants::Values(values, _)) => values.iter().map(|(name, _)| name.span).collect(),
    }
}

/// The only `serve` of a flag, if it has but one.
fn the_serve(flag: &Flag) -> Option<Span> {
    let mut serves = super::uses::all_settings(flag).flat_map(|settings| {
        let rules = settings.rules.iter().flatten().filter_map(|rule| rule.serve.as_ref());
        let allow = settings.allow.iter().flatten().filter_map(|allow| allow.serve.as_ref());
        settings.serve.iter().chain(allow).chain(rules)
    });
    let first = serves.next()?;
    serves.next().is_none().then_some(first.span)
}
