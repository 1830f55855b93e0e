//! `cargo flags revive`

use clap::Args;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::edit::{self, Edit, EditArguments, Scope, Value, list};
use crate::failure::Failure;
use crate::publish::kill::{LiveArguments, Verb, only_one};

/// Turn a killed flag on again: its rules decide as before
#[derive(Debug, Args)]
#[command(
    after_help = "Writes `enabled = true`. An environment cannot turn a flag on, so with `-e` its `enabled = false` is \
                        taken out. A flag that is not killed stays as it is (exit code 0).\n\n\
                        With `--live` the flag is taken off the kill list of a store, and the file stays.\n\n\
                        Examples:\n  \
                        cargo flags revive new_sidebar\n  \
                        cargo flags revive new_sidebar -e production\n  \
                        cargo flags revive new_sidebar --dry-run\n  \
                        cargo flags revive new_sidebar --live file:/etc/shop/flags.toml\n  \
                        cargo flags revive --all --live file:/etc/shop/flags.toml\n\n\
                        JSON: the object of `cargo flags set`; `after` is null where the key is taken out. With `--live` the \
                        object of `cargo flags kill --live`."
)]
pub(crate) struct Revive {
    /// The flag; with --live several
    #[arg(required_unless_present = "all", value_name = "FLAG")]
    flags: Vec<String>,
    /// With --live: empty the kill list, lines that cannot be read too
    #[arg(long, requires = "live", conflicts_with = "flags")]
    all: bool,
    #[command(flatten)]
    live: LiveArguments,
    #[command(flatten)]
    edit: EditArguments,
}

impl Run for Revive {
    fn format(&self) -> Format {
        self.edit.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        if let Some(store) = &self.live.live {
            let verb = if self.all { Verb::ReviveAll } else { Verb::Revive };
            return self.live.change(&self.flags, verb, None, &self.edit).make(store);
        }
        let flag = only_one(&self.flags, "revive")?;
        let (source, model) = self.edit.common.load()?;
        let scope = Scope::of(&model, flag, &self.edit.environment)?;
        let (flag, place) = (&scope.flag.name, scope.in_environment());
        let switch = scope.switch()?;
        if switch.stated != Some(false) {
            if let Some(failure) = explain_elsewhere(&scope, &switch) {
                return Err(failure);
            }
            let effect = format!("nothing to do: `{flag}` is not killed{place}");
            let value = switch.stated.map(Value::Bool);
            return edit::stay(&source, &scope, &switch.aim, value.as_ref(), effect, &self.edit);
        }
        let is_base = scope.environment.is_none();
        let mut warnings = Vec::new();
        if is_base {
            let still = switch.killed_in.iter().map(|name| {
                format!("{flag} is still killed in {name}: `cargo flags revive {flag} -e {name}`")
            });
            warnings.extend(still);
        } else if switch.is_killed_everywhere {
            warnings.push(format!("{flag} is still killed everywhere: `cargo flags revive {flag}`"));
        }
        let edit = Edit {
            before: Some(Value::Bool(false)),
            after: is_base.then_some(Value::Bool(true)),
            effect: format!("{flag} is no longer killed{place}: its rules decide as before"),
            warnings,
            aim: switch.aim,
            followers: Vec::new(),
            may_lose: true,
        };
        edit::make(&source, &scope, &edit, &self.edit)
    }
}

/// The flag is killed, but not where it was asked to be revived.
fn explain_elsewhere(scope: &Scope<'_>, switch: &edit::Switch<'_>) -> Option<Failure> {
    let flag = &scope.flag.name;
    if scope.environment.is_some() && switch.is_killed_everywhere {
        let failure =
            Failure::new(format!("`{flag}` is killed everywhere, and an environment cannot turn it on"));
        return Some(failure.help(format!("revive it everywhere: `cargo flags revive {flag}`")));
    }
    if scope.environment.is_none() && !switch.killed_in.is_empty() {
        let message = format!("`{flag}` is killed in {} only", list(&switch.killed_in));
        let options: Vec<_> = switch.killed_in.iter().map(|name| format!("`-e {name}`")).collect();
        return Some(Failure::new(message).help(format!("revive it there: {}", options.join(", "))));
    }
    None
}
