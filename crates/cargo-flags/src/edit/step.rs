//! One step up or down: on the ladder, or from stage to stage.

use flags_model::model::Percent;

use super::notation::percent;
use super::rollout::Which;
use super::value::Value;
use super::{EditArguments, Scope, make, stay};
use crate::cli::Exit;
use crate::failure::Failure;
use crate::source::Source;

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Wider.
    Up {
        /// Even if somebody loses by it.
        force: bool,
    },
    /// Narrower.
    Down,
}

impl Direction {
    /// Who goes down means to take the flag from somebody.
    fn may_lose(self) -> bool {
        self != Self::Up { force: false }
    }

    fn command(self) -> &'static str {
        if self == Self::Down { "rollback" } else { "advance" }
    }
}

/// The next step of the ladder, or the one before.
pub(crate) fn rollout(
    source: &Source,
    scope: &Scope<'_>,
    which: &Which,
    direction: Direction,
    arguments: &EditArguments,
) -> Result<Exit, Failure> {
    let rollout = scope.rollout(which)?;
    let (now, what) = (rollout.percent, rollout.what(scope));
    if let Some(stage) = rollout.aim.rule.is_none().then(|| scope.deciding_stage()).flatten() {
        return Err(explain_stage(scope, stage, direction));
    }
    let steps = scope.ladder();
    let next = match direction {
        Direction::Up { .. } => steps.iter().copied().find(|step| *step > now),
        Direction::Down if now == Percent(0) => None,
        Direction::Down => Some(steps.iter().copied().rfind(|step| *step < now).unwrap_or(Percent(0))),
    };
    let Some(next) = next else {
        let value = Value::Percent(now);
        let effect = match direction {
            Direction::Down => format!("nothing to do: {what} is 0 % already"),
            Direction::Up { .. } if now == Percent(100_000) => {
                format!("nothing to do: {what} is 100 %, fully rolled out")
            }
            Direction::Up { .. } => format!(
                "nothing to do: {what} is {}, the last step of its ladder; `cargo flags set {} --rollout \
                 PERCENT` goes further",
                percent(now),
                scope.flag.name
            ),
        };
        return stay(source, scope, &rollout.aim, Some(&value), effect, arguments);
    };
    make(source, scope, &rollout.edit(scope, next, direction.may_lose()), arguments)
}

/// The flag says no rollout of its own, and has none because its stage decides.
fn explain_stage(scope: &Scope<'_>, stage: usize, direction: Direction) -> Failure {
    let (flag, option) = (&scope.flag.name, scope.environment_option());
    let name = |number: usize| scope.model.stages.get(number).map(|stage| stage.name.as_str());
    let to = match direction {
        Direction::Up { .. } => name(stage + 1),
        Direction::Down => stage.checked_sub(1).and_then(name),
    };
    let current = name(stage).unwrap_or_default();
    let command = direction.command();
    let failure =
        Failure::new(format!("`{flag}` has no rollout of its own: its stage `{current}` says who gets it"));
    let own = format!("`cargo flags set {flag}{option} --rollout 1` gives it one for everyone else");
    match to {
        Some(to) => {
            failure.help(format!("`cargo flags {command} {flag}{option} --stage` moves it to `{to}`; {own}"))
        }
        None => failure.help(own),
    }
}

/// The next stage, or the one before.
pub(crate) fn stage(
    source: &Source,
    scope: &Scope<'_>,
    direction: Direction,
    arguments: &EditArguments,
) -> Result<Exit, Failure> {
    let current = scope.stage()?;
    let (flag, option) = (&scope.flag.name, scope.environment_option());
    let Some(number) = current.number else {
        let first = scope.model.stages.first().map_or("", |stage| stage.name.as_str());
        return Err(Failure::new(format!("`{flag}` is in no stage{}", scope.in_environment()))
            .help(format!("put it into one: `cargo flags set {flag}{option} --stage {first}`")));
    };
    let next = match direction {
        Direction::Up { .. } => Some(number + 1).filter(|next| *next < scope.model.stages.len()),
        Direction::Down => number.checked_sub(1),
    };
    if let Some(next) = next {
        return make(source, scope, &current.edit(scope, next, direction.may_lose()), arguments);
    }
    let name = &scope.model.stages[number].name;
    let end = if direction == Direction::Down { "first" } else { "last" };
    let effect = format!("nothing to do: `{flag}` is in `{name}`, the {end} stage");
    let value = Value::Text(name.clone());
    stay(source, scope, &current.aim, Some(&value), effect, arguments)
}
