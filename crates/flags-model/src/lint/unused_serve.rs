//! `unused-serve`: a flag says what it serves, but lets nobody in who would get that: its rollout is 0 and
//! each rule serves something of its own, or an entry of `allow` comes after one that takes everybody
//! whom it would take.
//!
//! Silent about the `serve` of a rule: either its rollout is 0 and waits, or the rule itself is
//! unreachable. Silent where nobody gets the flag for some other reason, which is said elsewhere.

use super::edit::line_of;
use super::never_true::is_never_true;
use super::uses::all_settings;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::FlagId;

pub(super) const LINT: Lint = Lint { code: Code::UnusedServe, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if all_settings(flag).all(|settings| settings.serve.is_none() && settings.allow.is_none()) {
            continue;
        }
        let Some(facts) = linter.analysis.facts(id) else { continue };
        let study = linter.analysis.study(id);
        let mut said = Vec::new();
        for environment in study.environments() {
            let settings = flag.settings_in(*environment);
            let closed = settings.rollout.filter(|rollout| rollout.value.0 == 0);
            let unused = settings.serve.filter(|serve| !facts.serves.contains(&serve.span));
            if let Some(serve) = unused.filter(|serve| !said.contains(&serve.span)) {
                said.push(serve.span);
                let is_closed = closed.is_some() || (settings.rollout.is_none() && settings.stage.is_some());
                if facts.is_on || is_closed {
                    let mut finding = linter.find(serve.span, "nobody gets this `serve`").label(
                        if settings.rules.is_empty() && settings.allow.is_empty() {
                            "nobody is let in who would get it"
                        } else {
                            "those who are let in get something else"
                        },
                    );
                    let help = "remove it, or let somebody in with `rollout`";
                    finding = match line_of(linter.text, "serve", serve.span) {
                        Some(line) if facts.is_on => finding.patch(help, line, ""),
                        _ => finding.help(help),
                    };
                    if let Some(rollout) = closed {
                        finding = finding.related(rollout.span, "this lets nobody in");
                    }
                    linter.report(&[&flag.lints], finding);
                }
            }
            for (index, allow) in settings.allow.iter().enumerate() {
                let unused = allow.serve.as_ref().filter(|serve| !facts.serves.contains(&serve.span));
                let Some(serve) = unused.filter(|serve| facts.is_on && !said.contains(&serve.span)) else {
                    continue;
                };
                said.push(serve.span);
                if index > 0 && !is_never_true(study, &allow.when) {
                    let finding = linter
                        .find(serve.span, "nobody gets this `serve`")
                        .label("an earlier entry takes everyone who would get it")
                        .related(settings.allow[0].when.span, "the first true entry decides")
                        .help("put it above that entry, or make that entry narrower");
                    linter.report(&[&flag.lints], finding);
                }
            }
        }
    }
}
