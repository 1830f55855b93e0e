//! `fully-rolled-out`: a flag is on for everyone in every environment and serves all of them the same. It
//! has done its work, and the code keeps one branch.
//!
//! Silent about `ops` and `permission`, which stay, and about a flag that is off for everyone, which may
//! be about to start.

use super::{Level, Lint, Linter};
use crate::analysis::{Dials, Study, Watch, payloads_of, serve_of};
use crate::diagnostic::Code;
use crate::model::{Flag, FlagId, FlagKind, PayloadId, ValueType};

pub(super) const LINT: Lint = Lint { code: Code::FullyRolledOut, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        let is_lasting = matches!(flag.about.kind, FlagKind::Ops | FlagKind::Permission);
        let is_everywhere = flag
            .environments
            .as_ref()
            .is_none_or(|listed| (0..linter.model.environment_count()).all(|it| listed.contains(&it)));
        if is_lasting || !is_everywhere {
            continue;
        }
        let study = linter.analysis.study(id);
        let Some(payload) = find_constant(study, id, flag) else { continue };
        let branch = match (&flag.value, flag.variants.get(usize::from(payload))) {
            (ValueType::Bool, _) => "`true`".to_owned(),
            (_, Some(name)) => format!("`{name}`"),
            (_, None) => "the value that it serves".to_owned(),
        };
        let finding = linter
            .find(flag.span, format!("flag `{}` is on for everyone", flag.name))
            .label(format!("in every environment it is {branch}"))
            .help(format!(
                "keep that branch of the code, remove the flag, and write `{} = {{ since = …, keep = true }}` \
                 under `[retired]`",
                flag.name
            ));
        linter.report(&[&flag.lints], finding.concerning(id));
    }
}

/// What everyone gets, if everyone is on and gets the same.
fn find_constant<'m>(study: &Study<'m>, id: FlagId, flag: &'m Flag) -> Option<PayloadId> {
    let mut constant = None;
    let is_constant = study.never(Dials::Fixed, |world| {
        let outcome = world.decide(Some(id), flag, &mut Watch::default());
        let Some(serving) = outcome.serving.filter(|_| outcome.on) else { return true };
        payloads_of(flag, serve_of(flag, serving)).into_iter().any(|payload| {
            let first = *constant.get_or_insert(payload);
            flag.payload_value(first) != flag.payload_value(payload)
        })
    });
    constant.filter(|_| is_constant)
}
