//! What `push` says: what changes, what becomes of it.

use std::io::Write;

use flags_model::compare::Class;
use flags_model::model::Model;
use flags_model::reload::Seal;
use serde_json::{Value, json};

use super::base::Base;
use super::change::Change;
use super::live::{Live, describe_seal};
use super::seal::Sealed;
use crate::commands::apply_json;
use crate::failure::Failure;
use crate::source::Source;
use crate::stores::Place;
use crate::{changes, look};

/// A push, before and after it was made.
#[derive(Default)]
pub(crate) struct Push {
    store: String,
    from: Option<u64>,
    /// What is live, in words.
    live: String,
    new: String,
    seal: Option<Seal>,
    /// The revision for instances that start outside of the share, if there is a share and such a revision.
    base: Option<u64>,
    change: Change,
    pub(crate) warnings: Vec<String>,
    pub(crate) refused: Option<Refusal>,
    pub(crate) written: bool,
    pub(crate) is_dry: bool,
}

/// Why nothing was written, and what to do.
pub(crate) struct Refusal {
    message: String,
    help: String,
}

impl Refusal {
    pub(crate) fn new(message: &str, help: &str) -> Self {
        Self { message: message.to_owned(), help: help.to_owned() }
    }
}

impl Push {
    /// A file that is sealed and would take the place of what is live.
    pub(crate) fn of(
        place: &Place,
        source: &Source,
        model: &Model,
        live: Option<&Live>,
        sealed: &Sealed,
    ) -> Self {
        let mut warnings = Vec::new();
        if let Some(trouble) = live.and_then(|live| live.trouble.as_ref()) {
            warnings
                .push(format!("what is live is refused by programs, which run what came before: {trouble}"));
        } else if live.is_some_and(|live| live.seal.is_none()) {
            warnings.push("what is live has no seal: it was not pushed with this command".to_owned());
        }
        let apply = live.and_then(|live| live.seal).and_then(|seal| seal.apply);
        if let Some(apply) = apply {
            warnings.push(format!(
                "what is live is for {} of the instances: the others run what came before, and are not \
                 compared with",
                crate::edit::percent(apply)
            ));
        }
        let change = Change::between(live, model);
        warnings.extend(change.removed().map(|name| {
            format!(
                "the file no longer has `{name}`, and programs that know it keep its last rules: to turn it off, push \
                 `enabled = false` first, or `cargo flags kill {name} --live STORE`"
            )
        }));
        Self {
            store: place.name.clone(),
            from: live.and_then(Live::revision),
            live: live.map_or_else(|| "nothing".to_owned(), Live::describe),
            new: source.name.clone(),
            seal: Some(sealed.seal),
            change,
            warnings,
            ..Self::default()
        }
    }

    /// The text is for a share of the instances: what is with the others.
    pub(crate) fn note_base(&mut self, base: &Base, live: Option<&Live>) {
        self.base = base.revision(live);
        self.warnings.extend(base.warning(live));
    }

    /// The store has it already.
    pub(crate) fn unchanged(place: &Place, live: &Live) -> Self {
        Self {
            store: place.name.clone(),
            from: live.revision(),
            live: live.describe(),
            seal: live.seal,
            ..Self::default()
        }
    }

    /// Why it must not happen, if a class that does is denied.
    pub(crate) fn denied(&self, deny: &[Class]) -> Option<Refusal> {
        let comparison = match &self.change {
            Change::Known(comparison) => comparison,
            Change::Unknown if !deny.is_empty() => {
                return Some(Refusal::new(
                    "nothing was pushed: what is live cannot be compared with, so nobody knows what changes",
                    "push it without `--deny`",
                ));
            }
            _ => return None,
        };
        let flags = comparison.changed().map(|flag| (&flag.name, flag.class));
        let mut changes = flags.chain(comparison.declarations.iter().map(|it| (&it.name, it.class)));
        let (name, class) = changes.find(|(_, class)| deny.contains(class))?;
        Some(Refusal::new(
            &format!("nothing was pushed: `{name}` is of the class `{class}`, which is denied"),
            "the lines above say what changes; without that class in `--deny` it is pushed",
        ))
    }

    /// Shows what changes, before somebody is asked. Programs get one object, in the end.
    pub(crate) fn show(&self, is_json: bool) -> Result<(), Failure> {
        if is_json {
            return Ok(());
        }
        let mut out = anstream::stdout().lock();
        let bold = look::BOLD;
        match &self.change {
            Change::Known(comparison) => changes::write(&mut out, comparison, &[], (&self.store, &self.new))?,
            Change::Unknown => writeln!(out, "what is live cannot be compared with")?,
            Change::First => writeln!(out, "nothing is live yet, so there is nothing to compare with")?,
            Change::Nothing => {}
        }
        if let Some(seal) = &self.seal {
            writeln!(out, "\n{bold}{} → {}{bold:#}", self.live, describe_seal(seal))?;
        }
        if let Some(base) = self.base {
            writeln!(
                out,
                "the other instances keep what they run, and take revision {base} when they start"
            )?;
        }
        drop(out);
        look::warn(&self.warnings)?;
        Ok(())
    }

    /// Says what became of it.
    pub(crate) fn print(&self, is_json: bool) -> Result<(), Failure> {
        if is_json {
            writeln!(anstream::stdout(), "{}", self.json())?;
            return Ok(());
        }
        let (bold, note) = (look::BOLD, look::HELP);
        let mut out = anstream::stdout().lock();
        match (&self.seal, &self.refused) {
            _ if matches!(self.change, Change::Nothing) => {
                writeln!(out, "{bold}nothing to push:{bold:#} the same text is live: {}", self.live)?;
            }
            (_, Some(refusal)) => look::refuse(&refusal.message, &refusal.help)?,
            (Some(seal), _) if self.written => {
                writeln!(out, "{note}pushed{note:#}: revision {} to {}", seal.revision, self.store)?;
            }
            _ if self.is_dry => writeln!(out, "{note}dry run{note:#}: nothing was pushed")?,
            _ => {}
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let (class, changes) = match &self.change {
            Change::Known(comparison) => (Some(comparison.class()), Some(changes::json(comparison, &[]))),
            Change::Nothing => (Some(Class::Safe), Some(Vec::new())),
            Change::First | Change::Unknown => (None, None),
        };
        json!({
            "store": self.store,
            "from": self.from,
            "revision": self.seal.map_or(self.from, |seal| Some(seal.revision)),
            "flags": self.seal.map(|seal| seal.flags),
            "apply": self.seal.as_ref().map(apply_json),
            "base": self.base,
            "signed": self.seal.map(|seal| seal.signature.is_some()),
            "written": self.written,
            "refused": self.refused.as_ref().map(|refusal| &refusal.message),
            "class": class.map(Class::as_str),
            "changes": changes,
            "warnings": self.warnings,
        })
    }
}
