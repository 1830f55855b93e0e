//! Hands what was read to the program, and says what came of it. May take its time: the program calls back
//! whoever has subscribed before it returns.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use flags::live::{FlagReport, KillFault, KillReport, Provenance, Rejection, Reload, ReloadOptions};
use flags_model::reload::{Kills, read_kills};

use super::base::Base;
use super::board::Found;
use crate::cache::{Cache, Kept};
use crate::store::{Fault, Item};

/// What came of taking something.
pub(super) struct Outcome {
    pub found: Found,
    /// What is kept for the next start, if it is something new.
    pub keep: Option<Vec<u8>>,
    /// What is killed by a kill list.
    pub killed: Vec<&'static str>,
    /// The flags that keep their rules, and why, if there are new ones for the others.
    pub kept: Option<BTreeMap<String, String>>,
    /// The lines of a kill list that cannot be read.
    pub kill_faults: Vec<KillFault>,
}

impl From<Found> for Outcome {
    fn from(found: Found) -> Self {
        Self { found, keep: None, killed: Vec::new(), kept: None, kill_faults: Vec::new() }
    }
}

impl Base {
    /// Runs what an earlier run has left, until the store is heard. Returns the digest of the rules.
    pub fn load_cache(&self) -> Option<blake3::Hash> {
        let cache = self.cache.as_ref()?;
        if let Some(list) = load(cache, Kept::Kills) {
            log_kills(&cache.address(), &self.live.set_kills(list));
        }
        let text = load(cache, Kept::Rules)?;
        let name = cache.address();
        let options = ReloadOptions { name, provenance: Provenance::Cache, ..self.options.clone() };
        match self.live.reload_bytes(&text, &options) {
            Ok(reload) => {
                tracing::info!(cache = %options.name, "runs rules of an earlier run: {}", head(&reload));
                if !reload.is_running() {
                    return None;
                }
                self.board.send_modify(|board| board.kept = list_kept(&reload));
                Some(blake3::hash(&text))
            }
            Err(diagnostics) => {
                tracing::warn!("rules of an earlier run are left alone: {}", diagnostics.headline());
                None
            }
        }
    }

    pub fn take(&self, item: &Item, bytes: Vec<u8>) -> Outcome {
        let outcome = match item {
            Item::Kills => self.take_kills(&bytes),
            item => self.take_rules(bytes, *item == Item::Base),
        };
        if self.has_ended.load(Ordering::SeqCst) {
            self.live.lose_contact();
        }
        outcome
    }

    /// Hands rules to the program, or those that must be for all.
    fn take_rules(&self, text: Vec<u8>, for_all: bool) -> Outcome {
        let store = &self.address;
        let name = if for_all { format!("{store} (base)") } else { self.options.name.clone() };
        let options = ReloadOptions { name, for_all, ..self.options.clone() };
        match self.live.reload_bytes(&text, &options) {
            Ok(reload) => {
                tracing::info!(%store, "{}", one_line(&reload));
                reload.warnings.iter().for_each(|warning| tracing::warn!(%store, "{warning}"));
                if !reload.is_running() {
                    return Found::HeldBack.into();
                }
                Outcome { keep: Some(text), kept: Some(list_kept(&reload)), ..Found::Taken.into() }
            }
            Err(diagnostics) => {
                if let Rejection::Older { running, given: revision } = *diagnostics.rejection() {
                    let found = Found::Older { revision, running };
                    if for_all {
                        // Who has run longer than the text for some is live has it already.
                        return found.into();
                    }
                    tracing::warn!(%store, "the store has {found}");
                    return found.into();
                }
                tracing::warn!(%store, "{}", diagnostics.headline());
                Found::Refused(Arc::new(diagnostics)).into()
            }
        }
    }

    fn take_kills(&self, list: &[u8]) -> Outcome {
        let report = self.live.set_kills(list);
        if !report.is_taken() {
            // Kept as it is, it would revive everything with the next start.
            return Found::NotTaken(Fault::new("a bug in `flags`: please report it with the kill list"))
                .into();
        }
        log_kills(&self.address, &report);
        // What holds now: of a list with lines that cannot be read, it is more than what it says. And what it says
        // by names that only a text has given to flags: the program of the next start may have them compiled in.
        let Kills { mut names, .. } = read_kills(list);
        names.extend(report.killed.iter().map(ToString::to_string));
        names.extend(report.unknown.iter().cloned());
        let kept = names.iter().fold(String::new(), |list, name| list + name + "\n");
        Outcome {
            keep: Some(kept.into_bytes()),
            killed: report.killed,
            kill_faults: report.faults,
            ..Found::Taken.into()
        }
    }
}

fn load(cache: &Cache, kept: Kept) -> Option<Vec<u8>> {
    cache.load(kept).unwrap_or_else(|fault| {
        tracing::warn!("what an earlier run has left is left alone: {fault}");
        None
    })
}

fn log_kills(source: &str, report: &KillReport) {
    if report.faults.is_empty() && report.unknown.is_empty() {
        tracing::info!(%source, "{report}");
    } else {
        tracing::warn!(%source, "{report}");
    }
}

fn list_kept(reload: &Reload) -> BTreeMap<String, String> {
    let reason = |flag: &FlagReport| match &flag.outcome {
        flags::live::Outcome::Kept(kept) => Some((flag.name.clone(), kept.reason.to_string())),
        _ => None,
    };
    reload.flags.iter().filter_map(reason).collect()
}

/// As much as belongs in a log: all of it, unless thousands of flags have changed.
fn one_line(reload: &Reload) -> String {
    const MOST: usize = 20;
    let text = reload.to_string();
    let mut lines: Vec<_> = text.lines().map(str::trim).collect();
    let more = lines.len().saturating_sub(MOST);
    lines.truncate(MOST);
    let more = if more == 0 { String::new() } else { format!("; and {more} more") };
    lines.join("; ") + &more
}

/// The first line, without the flags.
fn head(reload: &Reload) -> String {
    reload.to_string().lines().next().unwrap_or_default().to_owned()
}
