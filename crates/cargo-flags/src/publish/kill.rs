//! `kill --live` and `revive --live`: the kill list of a store, instead of the file.

use std::collections::BTreeSet;

use clap::Args;
use flags_model::model::Model;
use flags_model::reload::{KillFault, read_kills};
use flags_sync::store::Item;

use super::impact::{Effect, effects};
use super::kills;
use super::live::{KillList, Live};
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

/// What is to happen to the list.
pub(crate) struct Change<'a> {
    pub(crate) flags: &'a [String],
    pub(crate) is_kill: bool,
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
        is_kill: bool,
        reason: Option<&'a str>,
        edit: &'a EditArguments,
    ) -> Change<'a> {
        Change { flags, is_kill, reason, force: self.force, is_dry: edit.dry_run, common: &edit.common }
    }
}

impl Change<'_> {
    /// Changes the list first, because it may be an emergency, and then finds out what that does.
    pub(crate) fn make(&self, store: &str) -> Result<Exit, Failure> {
        let place = Place::open(store)?;
        let mut warnings = Vec::new();
        let live = Live::read(&place).unwrap_or_else(|_| {
            warnings.push("the live rules cannot be read, so the file says which flags there are".to_owned());
            None
        });
        let local = self.local()?;
        let models: Vec<&Model> =
            live.iter().filter_map(|live| live.model.as_ref()).chain(local.as_ref()).collect();
        let (old, new, written) = self.write(&place, &models)?;
        let (before, after) = (read_kills(&old), read_kills(&new));
        warnings.extend(after.faults.iter().map(describe_fault));
        let effects: Vec<Effect> = effects(self, models.first().copied(), &before.names, &after.names);
        for effect in &effects {
            warnings.extend(effect.warnings.iter().cloned());
        }
        let is_in_vain = !self.is_kill && written && !after.is_whole();
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

    /// The file, if there is one; one that is named must be there.
    fn local(&self) -> Result<Option<Model>, Failure> {
        match (Source::read(self.common.file.as_deref()), &self.common.file) {
            (Ok(source), Some(_)) => source.load().map(Some),
            (Ok(source), None) => Ok(source.load().ok()),
            (Err(failure), Some(_)) => Err(failure),
            (Err(_), None) => Ok(None),
        }
    }

    /// Writes the new list unless it is the old one; both, and whether it was written.
    fn write(&self, place: &Place, models: &[&Model]) -> Result<(Vec<u8>, Vec<u8>, bool), Failure> {
        let today = Today::date()?;
        for _ in 0..ATTEMPTS {
            let list = KillList::read(place)?;
            let mut new = list.bytes.clone();
            for flag in self.flags {
                let names = names_of(models, flag);
                let is_listed = !names.is_disjoint(&read_kills(&new).names);
                if !is_listed {
                    self.check_name(flag, models)?;
                }
                if self.is_kill && !is_listed {
                    new = kills::add(&new, flag, self.reason, &today);
                } else if !self.is_kill {
                    new = kills::remove(&new, &names);
                }
            }
            let is_too_long = |fault: &KillFault| matches!(fault, KillFault::TooLong { .. });
            if self.is_kill && read_kills(&new).faults.iter().any(is_too_long) {
                return Err(Failure::new("the kill list would be longer than 64 KiB, and be cut there")
                    .at(&place.name)
                    .help("revive what is no longer in the code: `cargo flags revive FLAG… --live STORE`"));
            }
            if new == list.bytes || self.is_dry {
                return Ok((list.bytes, new, false));
            }
            if place.write(&Item::Kills, &new, &list.expected)? == Written::Done {
                return Ok((list.bytes, new, true));
            }
        }
        Err(Failure::new(format!("somebody else has changed the kill list {ATTEMPTS} times meanwhile"))
            .at(&place.name)
            .help("nothing was written; run the command again"))
    }

    fn check_name(&self, name: &str, models: &[&Model]) -> Result<(), Failure> {
        if !kills::is_name(name) {
            return Err(Failure::new(format!("`{name}` cannot be the name of a flag"))
                .help("a name has lower-case letters, digits and `_`"));
        }
        if self.force || models.iter().any(|model| is_known(model, name)) {
            return Ok(());
        }
        if models.is_empty() {
            return Err(Failure::new(format!(
                "nobody can say whether there is a flag `{name}`: nothing valid is live, and there is no file here"
            ))
            .help("name the file with `--file PATH`, or take the name as it is with `--force`"));
        }
        let known: BTreeSet<&str> =
            models.iter().flat_map(|model| &model.flags).map(|flag| flag.name.as_str()).collect();
        Err(Failure::unknown("flag", name, known.iter().copied()))
    }
}

/// Whether a file speaks of this flag; programs that were built earlier may have one that was retired.
fn is_known(model: &Model, name: &str) -> bool {
    model.flags.iter().any(|flag| flag.name == name || flag.renamed_from.as_deref() == Some(name))
        || model.retired.iter().any(|retired| retired.name == name)
}

/// All names of the flag that has this one: the old name of a renamed flag kills it too.
fn names_of(models: &[&Model], name: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::from([name.to_owned()]);
    for flag in models.iter().flat_map(|model| &model.flags) {
        if flag.name == name || flag.renamed_from.as_deref() == Some(name) {
            names.insert(flag.name.clone());
            names.extend(flag.renamed_from.clone());
        }
    }
    names
}

fn describe_fault(fault: &KillFault) -> String {
    format!("the kill list is damaged, and while it is, programs revive nothing: {fault}")
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
