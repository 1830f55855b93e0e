//! One item of the store, from reading to what came of it.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::timeout;

use super::base::Base;
use super::board::{Found, ItemStatus};
use super::contain::contain;
use crate::store::{Fault, Item, Read, Version};

/// A server that does not answer for so long does not answer.
pub(super) const LONGEST_READ: Duration = Duration::from_secs(10);

/// Follows one item. It remembers which version it has judged, whatever came of that: what was refused is not
/// read again, but forgotten with the next version.
pub(super) struct Tracker {
    item: Item,
    version: Option<Version>,
    /// The digest of the bytes that were judged last, and the judgement. A store that was restarted may call
    /// them another version.
    judged: Option<(blake3::Hash, Found)>,
    status: ItemStatus,
}

impl Tracker {
    /// `taken` is the digest of what runs already.
    pub fn new(item: Item, taken: Option<blake3::Hash>) -> Self {
        let judged = taken.map(|digest| (digest, Found::Taken));
        Self { item, version: None, judged, status: ItemStatus::default() }
    }

    /// Reads the item, takes it if it is new, and tells what came of it.
    pub async fn follow(&mut self, base: &Arc<Base>) {
        match self.read(base).await {
            Ok(read) => {
                if self.status.fault.take().is_some() {
                    tracing::info!(store = %base.address, "{} can be read again", name(&self.item));
                }
                if let Err(fault) = self.take(base, read).await {
                    self.note(base, fault);
                }
            }
            Err(fault) => self.note(base, fault),
        }
        base.board.send_if_modified(|board| {
            let shown = if self.item == Item::Kills { &mut board.kills } else { &mut board.rules };
            let is_news = *shown != self.status;
            shown.clone_from(&self.status);
            is_news
        });
    }

    /// Whether the last attempt to read it went well.
    pub fn is_read(&self) -> bool {
        self.status.fault.is_none()
    }

    async fn read(&self, base: &Arc<Base>) -> Result<Read, Fault> {
        let (store, item, version) = (Arc::clone(&base.store), self.item.clone(), self.version.clone());
        let read = contain("reading", async move { store.read(&item, version.as_ref()).await });
        let no_answer = || Fault::new(format!("no answer within {} s", LONGEST_READ.as_secs()));
        timeout(LONGEST_READ, read).await.map_err(|_| no_answer())??
    }

    async fn take(&mut self, base: &Arc<Base>, read: Read) -> Result<(), Fault> {
        match read {
            Read::Unchanged => {}
            Read::Absent => self.lose(base),
            Read::Found { bytes, version } => {
                let digest = blake3::hash(&bytes);
                let found = match (&self.judged, &self.item) {
                    (Some((judged, found)), _) if *judged == digest => found.clone(),
                    (_, Item::Kills) => base.take_kills(bytes).await?,
                    _ => base.take_rules(bytes).await?,
                };
                self.judged = Some((digest, found.clone()));
                self.status.found = found;
                self.version = Some(version);
            }
        }
        Ok(())
    }

    /// What is not there any more stays in force.
    fn lose(&mut self, base: &Base) {
        let store = &base.address;
        match (&self.item, &self.status.found) {
            (_, Found::Absent) => {}
            (Item::Kills, _) if base.live.killed().is_empty() => {}
            (Item::Kills, _) => tracing::warn!(
                %store,
                "there is no kill list any more: what it killed stays killed; write an empty one to revive it"
            ),
            (_, _) => tracing::warn!(%store, "there are no rules: those that run stay"),
        }
        self.version = None;
        self.status.found = Found::Absent;
    }

    fn note(&mut self, base: &Base, fault: Fault) {
        // Once is news; every few seconds is noise.
        if self.status.fault.as_ref() != Some(&fault) {
            tracing::warn!(store = %base.address, "{} cannot be read: {fault}", name(&self.item));
        }
        self.status.fault = Some(fault);
    }
}

fn name(item: &Item) -> &'static str {
    match item {
        Item::Rules => "the rules",
        Item::Kills => "the kill list",
        Item::Report(_) => "a report",
    }
}
