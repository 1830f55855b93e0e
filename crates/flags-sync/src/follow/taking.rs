//! Hands what was read to the program, and says what came of it. May take its time: the program calls back
//! whoever has subscribed before it returns.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use flags::live::{FlagReport, KillFault, KillReport, Provenance, Rejection, Reload, ReloadOptions};

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
                tracing::warn!("rules of an earlier run are left alone: {diagnostics}");
                None
            }
        }
    }

    pub fn take(&self, item: &Item, bytes: Vec<u8>) -> Outcome {
        let outcome = if *item == Item::Kills { self.take_kills(&bytes) } else { self.take_rules(bytes) };
        if self.has_ended.load(Ordering::SeqCst) {
            self.live.lose_contact();
        }
        outcome
    }

    fn take_rules(&self, text: Vec<u8>) -> Outcome {
        let store = &self.address;
        match self.live.reload_bytes(&text, &self.options) {
            Ok(reload) => {
                tracing::info!(%store, "{reload}");
                reload.warnings.iter().for_each(|warning| tracing::warn!(%store, "{warning}"));
                if !reload.is_running() {
                    return Found::HeldBack.into();
                }
                Outcome { keep: Some(text), kept: Some(list_kept(&reload)), ..Found::Taken.into() }
            }
            Err(diagnostics) => {
                if let Rejection::Older { running, given: revision } = *diagnostics.rejection() {
                    let found = Found::Older { revision, running };
                    tracing::warn!(%store, "the store has {found}");
                    return found.into();
                }
                tracing::warn!(%store, "{diagnostics}");
                Found::Refused(Arc::new(diagnostics)).into()
            }
        }
    }

    fn take_kills(&self, list: &[u8]) -> Outcome {
        let report = self.live.set_kills(list);
        if !is_plausible(&report, list, &self.live.killed()) {
            return Found::NotTaken(Fault::new("a bug in `flags`: please report it with the kill list"))
                .into();
        }
        log_kills(&self.address, &report);
        // What holds now: of a list with lines that cannot be read, it is more than what it says.
        let names = report.killed.iter().copied().chain(report.unknown.iter().map(String::as_str));
        let kept = names.fold(String::new(), |list, name| list + name + "\n");
        Outcome {
            keep: Some(kept.into_bytes()),
            killed: report.killed,
            kill_faults: report.faults,
            ..Found::Taken.into()
        }
    }
}

/// Whether a list was taken, and not lost in a panic, after which the report says nothing and the old kills
/// hold. Kept as it is, such a report would revive everything with the next start.
fn is_plausible(report: &KillReport, list: &[u8], killed: &[&str]) -> bool {
    let says_nothing = report.killed.is_empty() && report.unknown.is_empty();
    let has_all = killed.iter().all(|name| report.killed.contains(name));
    has_all && !(says_nothing && has_names(list))
}

/// Whether a list has a line that is a name beyond doubt, where it has one of the usual length.
fn has_names(list: &[u8]) -> bool {
    let list = String::from_utf8_lossy(list.get(..USUAL_LIST).unwrap_or(list));
    let mut names = list.lines().filter_map(|line| line.split('#').next()).map(str::trim);
    names.any(|name| {
        let is_part = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.len() < 64
            && name.chars().all(is_part)
    })
}

/// Longer lists are cut somewhere, and then a name may be missing.
const USUAL_LIST: usize = 32 * 1024;

/// Whether a kill list has nothing, not even a comment: what a shell leaves of `curl … > flags.kill` that failed.
pub(super) fn is_blank(list: &[u8]) -> bool {
    list.strip_prefix("\u{feff}".as_bytes()).unwrap_or(list).trim_ascii().is_empty()
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

/// The first line, without the flags.
fn head(reload: &Reload) -> String {
    reload.to_string().lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_panic_leaves_is_no_report() {
        let panicked = KillReport::default();
        assert!(!is_plausible(&panicked, b"search\n", &[]), "nothing was killed before");
        assert!(!is_plausible(&panicked, b"# nothing is killed\n", &["search"]), "search still is");
        assert!(is_plausible(&panicked, b"\xef\xbb\xbf# nothing is killed\r\n \n", &[]));
        assert!(is_plausible(&panicked, b"<<<<<<< HEAD\n\xff\n", &[]), "no line can be read");
        let mut report = KillReport::default();
        report.killed.push("search");
        assert!(is_plausible(&report, b"search\n", &["search"]));
        assert!(!is_plausible(&report, b"search\n", &["cart", "search"]));
    }
}
