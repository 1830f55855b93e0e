//! Which flags have done their work, and why.

use flags_model::Model;
use flags_model::document::date_from_seconds;
use flags_model::lint::{describe_payload, expired_flags, rolled_out_flags, uncalled_flags};
use flags_model::model::{Flag, FlagId, FlagKind, Retired};
use flags_model::source::{Lines, Span};

use crate::code::{Call, Usage};
use crate::source::Source;

/// A flag, or a retired name, that should go.
#[derive(Debug)]
pub(crate) struct Stale<'m> {
    pub(crate) name: &'m str,
    span: Span,
    pub(crate) owner: Option<&'m str>,
    pub(crate) reasons: Vec<Reason>,
    /// Which branch of the code stays, in words, where that is clear.
    pub(crate) keep: Option<String>,
    pub(crate) calls: &'m [Call],
}

/// Why it should go.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Its day has passed.
    Expired(i64),
    /// Everyone gets the same.
    RolledOut,
    /// It is in the last stage.
    LastStage(String),
    /// Nobody asks for it; `true` if tests do.
    NeverCalled(bool),
    /// It is retired, and the code still calls it.
    Retired(Option<i64>),
}

impl Reason {
    /// The word for programs; those of lints are their codes.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Expired(_) => "expired",
            Self::RolledOut => "fully-rolled-out",
            Self::LastStage(_) => "last-stage",
            Self::NeverCalled(_) => "never-called",
            Self::Retired(_) => "retired",
        }
    }

    /// The same for people.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Expired(day) => format!("expired on {}", date_from_seconds(*day)),
            Self::RolledOut => "on for everyone in every environment".to_owned(),
            Self::LastStage(stage) => format!("in the last stage, `{stage}`"),
            Self::NeverCalled(true) => "called by tests only".to_owned(),
            Self::NeverCalled(false) => "never called".to_owned(),
            Self::Retired(Some(day)) => {
                format!("retired since {}, and still called", date_from_seconds(*day))
            }
            Self::Retired(None) => "retired, and still called".to_owned(),
        }
    }
}

impl Stale<'_> {
    /// Whether it is no flag any more.
    pub(crate) fn is_retired(&self) -> bool {
        matches!(self.reasons[..], [Reason::Retired(_)])
    }

    /// The line of its declaration.
    pub(crate) fn line(&self, source: &Source) -> usize {
        Lines::of(&source.text).line(self.span.start)
    }
}

/// Every flag that should go, in the order of the file, then the retired names that are called.
pub(crate) fn find<'m>(model: &'m Model, usage: &'m Usage, today: Option<i64>) -> Vec<Stale<'m>> {
    let expired = today.map_or_else(Vec::new, |today| expired_flags(model, today));
    let rolled_out = rolled_out_flags(model);
    let called = usage.called();
    let uncalled = called.as_ref().map_or_else(Vec::new, |called| uncalled_flags(model, called));
    let mut stale = Vec::new();
    for (id, flag) in (0 as FlagId..).zip(&model.flags) {
        let calls = usage.flags.get(id as usize).map_or(&[][..], Vec::as_slice);
        let mut reasons = Vec::new();
        reasons.extend(flag.expires.filter(|_| expired.contains(&id)).map(Reason::Expired));
        let served = rolled_out.iter().find(|(other, _)| *other == id).map(|(_, payload)| *payload);
        reasons.extend(served.map(|_| Reason::RolledOut));
        reasons.extend(last_stage(model, flag).map(Reason::LastStage));
        if uncalled.contains(&id) {
            reasons.push(Reason::NeverCalled(!calls.is_empty()));
        }
        if !reasons.is_empty() {
            let owner = flag.about.owner.as_deref();
            let keep = served.map(|payload| describe_payload(flag, payload));
            stale.push(Stale { name: &flag.name, span: flag.span, owner, reasons, keep, calls });
        }
    }
    let retired = model.retired.iter().zip(&usage.retired).filter(|(_, calls)| !calls.is_empty());
    stale.extend(retired.map(|(retired, calls)| of_retired(retired, calls)));
    stale
}

fn of_retired<'m>(retired: &'m Retired, calls: &'m [Call]) -> Stale<'m> {
    Stale {
        name: &retired.name,
        span: retired.span,
        owner: None,
        reasons: vec![Reason::Retired(retired.since)],
        keep: retired.keep.map(|keep| format!("`{keep}`")),
        calls,
    }
}

/// The last stage, if the flag is in it in every environment and is not meant to stay.
fn last_stage(model: &Model, flag: &Flag) -> Option<String> {
    if matches!(flag.about.kind, FlagKind::Ops | FlagKind::Permission) {
        return None;
    }
    let last = model.stages.len().checked_sub(1)?;
    let is_last = |environment| flag.plan(model, environment).stage.is_some_and(|(stage, _)| stage == last);
    (0..model.environment_count()).all(is_last).then(|| model.stages[last].name.clone())
}
