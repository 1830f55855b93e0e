//! `cargo flags kill`

use clap::Args;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::edit::{self, Edit, EditArguments, Scope, Value, list};
use crate::failure::Failure;
use crate::look;
use crate::publish::kill::{LiveArguments, Verb, only_one};

/// Turn a flag off for everyone, with everything that requires it
#[derive(Debug, Args)]
#[command(
    after_help = "Writes `enabled = false`, which beats everything else the flag says; its rules stay for \
                        `cargo flags revive`. With `-e` it is off in that environment only. A flag that is off already \
                        stays as it is (exit code 0).\n\n\
                        With `--live` the kill list of a store changes, and not the file: running programs take it at once,\n\
                        also while the rules in the store are invalid, and keep it until `cargo flags revive --live`.\n\n\
                        Examples:\n  \
                        cargo flags kill new_sidebar\n  \
                        cargo flags kill new_sidebar new_cart --live file:/etc/shop/flags.toml --reason \"they pay twice\"\n  \
                        cargo flags kill new_sidebar -e production\n  \
                        cargo flags kill new_sidebar --dry-run\n\n\
                        JSON: the object of `cargo flags set`; with `--live` store, written, killed (the new list), flags \
                        (flag, effect, groups, followers), warnings."
)]
pub(crate) struct Kill {
    /// The flag; with --live several
    #[arg(required = true, value_name = "FLAG")]
    flags: Vec<String>,
    /// With --live: why, for whoever reads the list
    #[arg(long, value_name = "TEXT", requires = "live")]
    reason: Option<String>,
    #[command(flatten)]
    live: LiveArguments,
    #[command(flatten)]
    edit: EditArguments,
}

impl Run for Kill {
    fn format(&self) -> Format {
        self.edit.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        if let Some(store) = &self.live.live {
            return self.live.change(&self.flags, Verb::Kill, self.reason.as_deref(), &self.edit).make(store);
        }
        let flag = only_one(&self.flags, "kill")?;
        let (source, model) = self.edit.common.load()?;
        let scope = Scope::of(&model, flag, &self.edit.environment)?;
        let (flag, place) = (&scope.flag.name, scope.in_environment());
        let switch = scope.switch()?;
        if switch.is_killed_everywhere || switch.stated == Some(false) {
            let place = if switch.is_killed_everywhere { "" } else { &place };
            let effect = format!("nothing to do: `{flag}` is killed{place} already");
            let value = Value::Bool(false);
            return edit::stay(&source, &scope, &switch.aim, Some(&value), effect, &self.edit);
        }
        let followers = scope.followers();
        let with = match followers.len() {
            0 => String::new(),
            1 => format!(", and so is `{}`, which requires it", followers[0]),
            number => {
                format!(", and so are {} that require it: {}", look::count(number, "flag"), list(&followers))
            }
        };
        let edit = Edit {
            before: switch.stated.map(Value::Bool),
            after: Some(Value::Bool(false)),
            effect: format!("{flag} is off for everyone{place}{with}"),
            warnings: Vec::new(),
            aim: switch.aim,
            followers: followers.iter().map(ToString::to_string).collect(),
            may_lose: true,
        };
        edit::make(&source, &scope, &edit, &self.edit)
    }
}
