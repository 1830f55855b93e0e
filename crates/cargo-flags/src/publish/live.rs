//! What is live: the rules and the kill list of a store, as the programs that follow it would judge them.

use std::collections::BTreeSet;
use std::fmt::Write;

use flags_model::model::Model;
use flags_model::reload::{Kills, Limits, Seal, is_blank, load_within, read_kills, read_seal};
use flags_model::{Diagnostic, Severity};
use flags_sync::store::{Expected, Item, Version};

use super::kills;
use super::names::is_listed;
use crate::commands::read_reports;
use crate::edit::percent;
use crate::failure::Failure;
use crate::look;
use crate::source::Source;
use crate::stores::Place;

/// The rules of a store.
pub(crate) struct Live {
    pub(crate) source: Source,
    pub(crate) version: Version,
    /// The seal, if it has one that fits.
    pub(crate) seal: Option<Seal>,
    /// What keeps programs from taking them, in words.
    pub(crate) trouble: Option<String>,
    /// The rules, if nothing does.
    pub(crate) model: Option<Model>,
}

impl Live {
    /// Reads the rules, if there are any.
    pub(crate) fn read(place: &Place) -> Result<Option<Self>, Failure> {
        let found = place.read(&Item::Rules)?;
        Ok(found.map(|(bytes, version)| Self::of(place, bytes, version)))
    }

    /// The same where there must be some.
    pub(crate) fn require(place: &Place) -> Result<Self, Failure> {
        Self::read(place)?.ok_or_else(|| {
            Failure::new("nothing is live: the store has no rules yet")
                .at(&place.name)
                .help("`cargo flags push STORE` publishes the first")
        })
    }

    pub(crate) fn of(place: &Place, bytes: Vec<u8>, version: Version) -> Self {
        let (text, is_text) = match String::from_utf8(bytes) {
            Ok(text) => (text, true),
            Err(error) => (String::from_utf8_lossy(error.as_bytes()).into_owned(), false),
        };
        let mut live = Self {
            source: Source::of(place.name.clone(), text),
            version,
            seal: None,
            trouble: None,
            model: None,
        };
        if !is_text {
            live.trouble = Some("it is no text: it is not UTF-8".to_owned());
            return live;
        }
        match read_seal(&live.source.text) {
            Ok(seal) => live.seal = seal,
            Err(error) => {
                live.trouble = Some(error.to_string());
                return live;
            }
        }
        let loaded = load_within(&live.source.text, &Limits::default());
        if loaded.model.is_none() {
            live.trouble = Some(describe_errors(&live.source, &loaded.diagnostics));
        } else if live.seal.is_none() && place.store.needs_seal() {
            live.trouble = Some("it has no seal, which this kind of store needs".to_owned());
        } else if live.seal.is_none() && loaded.model.as_ref().is_some_and(|model| model.flags.is_empty()) {
            live.trouble = Some("it has neither flags nor a seal, so it may be cut".to_owned());
        }
        live.model = loaded.model;
        live
    }

    /// The revision, where it is known.
    pub(crate) fn revision(&self) -> Option<u64> {
        self.seal.map(|seal| seal.revision)
    }

    /// What it is: `revision 4, 3 flags, for 10 % of the instances, signed`.
    pub(crate) fn describe(&self) -> String {
        match (&self.seal, &self.trouble) {
            (Some(seal), _) => describe_seal(seal),
            (None, Some(_)) => "damaged".to_owned(),
            (None, None) => "without a seal".to_owned(),
        }
    }
}

/// A seal in words.
pub(crate) fn describe_seal(seal: &Seal) -> String {
    let mut text = format!("revision {}, {}", seal.revision, look::count(seal.flags, "flag"));
    if let Some(apply) = seal.apply {
        let _ = write!(text, ", for {} of the instances", percent(apply));
    }
    if seal.signature.is_some() {
        text += ", signed";
    }
    text
}

/// How many mistakes there are, and the first.
fn describe_errors(source: &Source, diagnostics: &[Diagnostic]) -> String {
    let errors = diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error);
    let Some(first) = errors.clone().next() else { return "it is invalid".to_owned() };
    let line = flags_model::source::Lines::of(&source.text).line(first.span.start);
    let count = look::count(errors.count(), "mistake");
    format!("it has {count}, in line {line}: {}", first.message)
}

/// The kill list of a store.
pub(crate) struct KillList {
    pub(crate) bytes: Vec<u8>,
    pub(crate) kills: Kills,
    /// What must be there for a write to go through.
    pub(crate) expected: Expected,
}

impl KillList {
    /// Reads it; without one nothing is killed.
    pub(crate) fn read(place: &Place) -> Result<Self, Failure> {
        let found = place.read(&Item::Kills)?;
        let (bytes, expected) = match found {
            Some((bytes, version)) => (bytes, Expected::Version(version)),
            None => (Vec::new(), Expected::Absent),
        };
        Ok(Self { kills: read_kills(&bytes), bytes, expected })
    }

    /// Whether there is none, or one without even a comment. Programs do not take that for a list: what they have
    /// killed stays killed.
    pub(crate) fn is_lost(&self) -> bool {
        is_blank(&self.bytes)
    }

    /// What the next list begins with: this one or, if it was lost, what instances still have killed.
    pub(crate) fn start(&self, place: &Place) -> Vec<u8> {
        if !self.is_lost() {
            return self.bytes.clone();
        }
        let (reports, _) = read_reports(&place.reports().unwrap_or_default());
        let names: BTreeSet<String> = reports.into_iter().flat_map(|report| report.killed).collect();
        kills::found(&names)
    }
}

/// The same rules with some flags off, as a kill list has them off.
pub(crate) fn killed(model: &Model, names: &BTreeSet<String>) -> Model {
    let mut model = model.clone();
    for flag in model.flags.iter_mut().filter(|flag| is_listed(flag, names)) {
        flag.settings.enabled = Some(false);
    }
    model
}
