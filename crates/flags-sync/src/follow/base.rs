//! What the tasks of a follower have in common: the program, the store, and the board.

use std::sync::Arc;

use flags::live::{KillReport, Live, Provenance, Reload, ReloadOptions};
use tokio::sync::watch;

use super::board::{FollowerStatus, Found};
use super::contain::contain_blocking;
use crate::cache::{Cache, Kept};
use crate::store::{Fault, Store};

pub(super) struct Base {
    pub live: Live,
    pub store: Arc<dyn Store>,
    /// The address of the store, for messages.
    pub address: String,
    pub options: ReloadOptions,
    pub cache: Option<Cache>,
    pub board: watch::Sender<FollowerStatus>,
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
                reload.is_running().then(|| blake3::hash(&text))
            }
            Err(diagnostics) => {
                tracing::warn!("rules of an earlier run are left alone: {diagnostics}");
                None
            }
        }
    }

    /// Hands rules to the program. It checks them where that holds up nobody.
    pub async fn take_rules(self: &Arc<Self>, text: Vec<u8>) -> Result<Found, Fault> {
        let base = Arc::clone(self);
        contain_blocking("taking rules", move || {
            let store = &base.address;
            match base.live.reload_bytes(&text, &base.options) {
                Ok(reload) => {
                    tracing::info!(%store, "{reload}");
                    reload.warnings.iter().for_each(|warning| tracing::warn!(%store, "{warning}"));
                    if !reload.is_running() {
                        return Found::HeldBack;
                    }
                    base.keep(Kept::Rules, &text);
                    Found::Taken
                }
                Err(diagnostics) => {
                    tracing::warn!(%store, "{diagnostics}");
                    Found::Refused(Arc::new(diagnostics))
                }
            }
        })
        .await
    }

    /// Hands a kill list to the program.
    pub async fn take_kills(self: &Arc<Self>, list: Vec<u8>) -> Result<Found, Fault> {
        let base = Arc::clone(self);
        contain_blocking("taking kills", move || {
            let report = base.live.set_kills(list);
            log_kills(&base.address, &report);
            // What holds now: of a list with lines that cannot be read, it is more than what it says.
            let names = report.killed.iter().copied().chain(report.unknown.iter().map(String::as_str));
            let list = names.fold(String::new(), |list, name| list + name + "\n");
            base.keep(Kept::Kills, list.as_bytes());
            Found::Taken
        })
        .await
    }

    /// Tells the program whether what runs is what the store says.
    pub fn tell_contact(&self) {
        if self.board.borrow().is_current() { self.live.confirm() } else { self.live.lose_contact() }
    }

    /// Keeps what was taken for the next start. That it cannot be kept is a pity, and no more.
    fn keep(&self, kept: Kept, bytes: &[u8]) {
        let Some(cache) = &self.cache else { return };
        let fault = cache.save(kept, bytes).err();
        if let Some(fault) = &fault {
            tracing::warn!("what was taken is not kept for the next start: {fault}");
        }
        self.board.send_modify(|board| board.cache = fault);
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

/// The first line, without the flags.
fn head(reload: &Reload) -> String {
    reload.to_string().lines().next().unwrap_or_default().to_owned()
}
