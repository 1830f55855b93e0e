//! `fully-rolled-out`: a flag is on for everyone in every environment and serves all of them the same. It
//! has done its work, and the code keeps one branch.
//!
//! Silent about `ops` and `permission`, which stay, and about a flag that is off for everyone, which may
//! be about to start.

use super::{Level, Lint, Linter};
use crate::analysis::{Analysis, Dials, Study, Watch, payloads_of, serve_of};
use crate::diagnostic::Code;
use crate::model::{Flag, FlagId, FlagKind, Model, PayloadId, ValueType};

pub(super) const LINT: Lint = Lint { code: Code::FullyRolledOut, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for (id, payload) in find_flags(linter.model, linter.analysis) {
        let flag = &linter.model.flags[id as usize];
        let finding = linter
            .find(flag.span, format!("flag `{}` is on for everyone", flag.name))
            .label(format!("in every environment it is {}", describe_payload(flag, payload)))
            .help(format!(
                "keep that branch of the code, remove the flag, and write `{} = {{ since = …, keep = true }}` \
                 under `[retired]`",
                flag.name
            ));
        linter.report(&[&flag.lints], finding.concerning(id));
    }
}

/// The flags that are on for everyone in every environment, and what everyone gets.
pub fn rolled_out_flags(model: &Model) -> Vec<(FlagId, PayloadId)> {
    find_flags(model, &Analysis::of(model))
}

/// What a flag serves, in words that follow "it is".
pub fn describe_payload(flag: &Flag, payload: PayloadId) -> String {
    match (&flag.value, flag.variants.get(usize::from(payload))) {
        (ValueType::Bool, _) => "`true`".to_owned(),
        (_, Some(name)) => format!("`{name}`"),
        (_, None) => "the value that it serves".to_owned(),
    }
}

fn find_flags<'m>(model: &'m Model, analysis: &Analysis<'m>) -> Vec<(FlagId, PayloadId)> {
    let constant = |(id, flag): (FlagId, &'m Flag)| {
        let is_lasting = matches!(flag.about.kind, FlagKind::Ops | FlagKind::Permission);
        let is_everywhere = flag
            .environments
            .as_ref()
            .is_none_or(|listed| (0..model.environment_count()).all(|it| listed.contains(&it)));
        if is_lasting || !is_everywhere {
            return None;
        }
        Some((id, find_constant(analysis.study(id), id, flag)?))
    };
    (0..).zip(&model.flags).filter_map(constant).collect()
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
