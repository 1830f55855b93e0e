//! `kill --live` and `revive --live`: the kill list of a store, instead of the file.

use std::collections::BTreeSet;

use clap::Args;
use flags_model::model::Model;
use flags_model::reload::{KillFault, is_blank, read_kills};
use flags_sync::store::{Expected, Item};

use super::impact::{Effect, effects};
use super::kills;
use super::live::{KillList, Live};
use super::names::{check, models, names_of};
use super::outcome::Outcome;
use crate::arguments::Common;
use crate::cli::Exit;
use crate::edit::EditArguments;
use crate::failure::Failure;
use crate::look;
use crate::source::Source;
use crate::stores::{Place, Written};
use crate::today::Today;

/// Others who change the list at the same time are done soon.
const ATTEMPTS: usize = 10;

/// Where to kill and revive, if not in the file.
#[derive(Debug, Args)]
pub(crate) struct LiveArguments {
    /// Change the kill list of this store, and not the file; running programs take it at once
    #[arg(long, value_name = "STORE", conflicts_with = "environment")]
    pub(crate) live: Option<String>,
    /// With --live: take the name although neither the live rules nor the file have it
    #[arg(long, requires = "live")]
    pub(crate) force: bool,
}

/// What is done to the flags.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verb {
    Kill,
    Revive,
    /// All that are on the list, whichever are named.
    ReviveAll,
}

/// What is to happen to the list.
pub(crate) struct Change<'a> {
    pub(crate) flags: &'a [String],
    pub(crate) verb: Verb,
    pub(crate) reason: Option<&'a str>,
    pub(crate) force: bool,
    pub(crate) is_dry: bool,
    pub(crate) common: &'a Common,
}

impl LiveArguments {
    /// What is to happen.
    pub(crate) fn change<'a>(
        &self,
        flags: &'a [String],
        verb: Verb,
        reason: Option<&'a str>,
        edit: &'a EditArguments,
    ) -> Change<'a> {
        Change { flags, verb, reason, force: self.force, is_dry: edit.dry_run, common: &edit.common }
    }
}

impl Change<'_> {
    pub(crate) fn is_kill(&self) -> bool {
        self.verb == Verb::Kill
    }

    /// Changes the list first, because it may be an emergency, and then finds out what that does. Only the names
    /// are looked up before, unless they are taken as they are.
    pub(crate) fn make(&self, store: &str) -> Result<Exit, Failure> {
        let place = Place::open(store)?;
        let mut warnings = Vec::new();
        let known = if self.force { None } else { Some(Live::read(&place)) };
        let is_without_rules = matches!(known, Some(Ok(None)));
        let local = self.local()?;
        let live = known.as_ref().and_then(|known| known.as_ref().ok()?.as_ref());
        let (old, new, written) = self.write(&place, &models(live, local.as_ref()), is_without_rules)?;
        let live = known.unwrap_or_else(|| Live::read(&place)).unwrap_or_else(|failure| {
            let reason = failure.message();
            warnings.push(format!(
                "the file says which flags there are, since the live rules cannot be read: {reason}"
            ));
            None
        });
        let models = models(live.as_ref(), local.as_ref());
        let (before, after) = (read_kills(&old), read_kills(&new));
        warnings.extend(after.faults.iter().map(describe_fault));
        let flags = self.names(&before.names);
        let mut effects: Vec<Effect> = effects(self, &flags, models.first().copied(), &before, &after);
        if !self.is_kill() && written && is_blank(&old) {
            for effect in &mut effects {
                effect.sentence = format!(
                    "there was no kill list, which revives nobody: now `{}` is revived, and what else instances had \
                     killed",
                    effect.flag
                );
            }
        }
        for effect in &effects {
            warnings.extend(effect.warnings.iter().cloned());
        }
        let is_in_vain = !self.is_kill() && written && !after.is_whole();
        let outcome = Outcome {
            place: &place.name,
            old: &old,
            new: &new,
            list: after.names.iter().cloned().collect(),
            effects,
            warnings,
            written,
            is_dry: self.is_dry,
        };
        outcome.print(self.common.is_json())?;
        Ok(if is_in_vain { Exit::Findings } else { Exit::Fine })
    }

    /// The flags that were named, each once.
    fn names(&self, before: &BTreeSet<String>) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let named = if self.verb == Verb::ReviveAll {
            before.iter().collect()
        } else {
            self.flags.iter().collect::<Vec<_>>()
        };
        named.into_iter().filter(|name| seen.insert(*name)).cloned().collect()
    }

    /// The file, if there is one; one that is named must be there.
    fn local(&self) -> Result<Option<Model>, Failure> {
        let source = Source::read(self.common.file.as_deref()).and_then(|source| source.load());
        match source {
            Ok(model) => Ok(Some(model)),
            // Whoever is in a hurry is not stopped by a file that is being edited.
            Err(failure) if self.common.file.is_some() && !self.force => Err(failure),
            Err(_) => Ok(None),
        }
    }

    /// Writes the new list unless it is the old one; what it began with, itself, and whether it was written.
    fn write(
        &self,
        place: &Place,
        models: &[&Model],
        is_without_rules: bool,
    ) -> Result<(Vec<u8>, Vec<u8>, bool), Failure> {
        let today = Today::date()?;
        for _ in 0..ATTEMPTS {
            let list = KillList::read(place)?;
            if is_without_rules && list.expected == Expected::Absent {
                return Err(refuse_empty(place));
            }
            let start = list.start(place);
            let mut new =
                if self.verb == Verb::ReviveAll { kills::NOTHING.to_owned() } else { start.clone() };
            for flag in self.flags {
                let names = names_of(models, flag);
                let is_listed = !names.is_disjoint(&read_kills(&new).names);
                if !is_listed {
                    check(flag, models, self.force)?;
                }
                if self.is_kill() && !is_listed {
                    new = kills::add(&new, flag, self.reason, &today);
                } else if !self.is_kill() {
                    new = kills::remove(&new, &names);
                }
            }
            let is_too_long = |fault: &KillFault| matches!(fault, KillFault::TooLong { .. });
            if self.is_kill() && read_kills(&new).faults.iter().any(is_too_long) {
                return Err(Failure::new("the kill list would be longer than 64 KiB, and be cut there")
                    .at(&place.name)
                    .help("revive what is no longer in the code: `cargo flags revive FLAG… --live STORE`"));
            }
            if new == list.bytes || self.is_dry {
                return Ok((start, new, false));
            }
            if place.write(&Item::Kills, &new, &list.expected)? == Written::Done {
                return Ok((start, new, true));
            }
        }
        Err(Failure::new(format!("somebody else has changed the kill list {ATTEMPTS} times meanwhile"))
            .at(&place.name)
            .help("nothing was written; run the command again"))
    }
}

/// A slip in an address must not read as if something was killed.
fn refuse_empty(place: &Place) -> Failure {
    Failure::new("nobody follows this store: it has neither rules nor a kill list")
        .at(&place.name)
        .help("check the address; `--force` starts a kill list here all the same")
}

fn describe_fault(fault: &KillFault) -> String {
    format!(
        "the kill list is damaged, and while it is, programs revive nothing: {fault}; take the line out, or empty \
         the list with `cargo flags revive --all --live STORE`"
    )
}

/// Refuses several flags where only the file is changed: an edit shows and judges one.
pub(crate) fn only_one<'f>(flags: &'f [String], verb: &str) -> Result<&'f str, Failure> {
    match flags {
        [flag] => Ok(flag),
        _ => Err(Failure::new(format!(
            "{} cannot be changed in the file at once",
            look::count(flags.len(), "flag")
        ))
        .help(format!("name one, or {verb} them in a store with `--live STORE`"))),
    }
}
