//! `requirement-never-met`: a flag would be on for somebody, but for nobody who has what it requires. The
//! required flag is on in other environments only, never serves that variant, is off for everyone, or
//! is for those whom this flag leaves out.
//!
//! Silent where a required flag is killed with `enabled = false`: a kill switch breaks no build. Silent,
//! too, where this flag is off for everyone anyway, since then both may be waiting.

use super::{Level, Lint, Linter};
use crate::analysis::{Dials, Study, Watch};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Flag, FlagId, Requirement};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::RequirementNeverMet, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        if flag.requires.is_empty() {
            continue;
        }
        let study = linter.analysis.study(id);
        if is_impossible(study, id, flag, &[]) {
            continue;
        }
        let failing = (0..flag.requires.len()).find(|last| {
            let chosen: Vec<_> = flag.requires[..=*last].to_vec();
            is_impossible(study, id, flag, &chosen)
        });
        if let Some(last) = failing {
            let finding = describe(linter, study, id, flag, last);
            linter.report(&[&flag.lints], finding);
        }
    }
}

/// Whether nobody who meets these requirements is let in.
fn is_impossible<'m>(study: &Study<'m>, id: FlagId, flag: &'m Flag, chosen: &[Requirement]) -> bool {
    study.never(Dials::Alive, |world| {
        let mut watch = Watch { without_requirements: true, ..Watch::default() };
        chosen.iter().all(|requirement| world.is_met(*requirement))
            && world.decide(Some(id), flag, &mut watch).on
    })
}

fn describe<'m>(
    linter: &Linter<'_>,
    study: &Study<'m>,
    id: FlagId,
    flag: &'m Flag,
    last: usize,
) -> Diagnostic {
    let requirement = flag.requires[last];
    let number = requirement.flag as usize;
    let required = &linter.model.flags[number];
    let (name, own) = (&required.name, &flag.name);
    let unmet = |requirement: Requirement| study.never(Dials::Alive, |world| world.is_met(requirement));
    let finding = linter.find(requirement.span, format!("`{own}` is never on: it requires `{name}`"));
    let help = "require another flag, or let somebody have both";
    if unmet(Requirement { variant: None, ..requirement }) {
        let listed = required.environments.as_ref();
        let is_elsewhere =
            listed.is_some_and(|listed| study.environments().iter().all(|it| !listed.contains(it)));
        let written = linter.document.flags.get(number).and_then(|flag| flag.environments.as_ref());
        if let Some(written) = written.filter(|_| is_elsewhere) {
            return finding
                .label(format!("`{name}` is not on in any environment of `{own}`"))
                .related(written.span, "only in these")
                .help("list an environment that both share");
        }
        let closed = find_closed(study, required).map(|span| (span, "this lets nobody in"));
        let (span, text) = closed.unwrap_or((required.span, "declared here"));
        return finding
            .label(format!("`{name}` is off for everyone who could have `{own}`"))
            .related(span, text)
            .help(help);
    }
    if unmet(requirement) {
        let variant = requirement.variant.and_then(|variant| required.variants.get(usize::from(variant)));
        let variant = variant.map_or("", String::as_str);
        return finding
            .label(format!("`{name}` is never `{variant}` where it is on"))
            .related(required.span, "no `serve` of this flag has that variant")
            .help("give that variant a share, or require another one");
    }
    if is_impossible(study, id, flag, &[requirement]) {
        return finding
            .label(format!("whoever has `{name}` is left out by the rules of `{own}`"))
            .related(flag.span, "its rules let in others only")
            .help(help);
    }
    let others = flag.requires[..last].iter();
    let partner = others.copied().find(|other| is_impossible(study, id, flag, &[*other, requirement]));
    let finding = finding.label("nobody has all that is required");
    match partner {
        Some(partner) => finding.related(partner.span, "nobody has both this and that").help(help),
        None => finding.help(help),
    }
}

/// The rollout that lets nobody in, where the flag states one.
fn find_closed(study: &Study<'_>, required: &Flag) -> Option<Span> {
    let rollouts = study.environments().iter().filter_map(|it| required.settings_in(*it).rollout);
    rollouts.filter(|rollout| rollout.value.0 == 0).map(|rollout| rollout.span).next()
}
