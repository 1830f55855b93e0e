//! One item of the store, from reading to what came of it.

use std::sync::Arc;

use flags_model::reload::is_blank;

use super::base::Base;
use super::board::{Found, ItemStatus};
use super::hand::Hand;
use super::taking::Outcome;
use super::telling::{self, name};
use crate::store::{Fault, Item, Read, Version};

/// So many threads may be held up by callbacks of the program.
const MOST_HELD_UP: usize = 8;

/// Follows one item. It remembers which version it has judged, whatever came of that: what was refused is not
/// read again, but forgotten with the next version.
pub(super) struct Tracker {
    item: Item,
    version: Option<Version>,
    /// The digest of the bytes that were judged last, and the judgement. A store that was restarted may call
    /// them another version.
    judged: Option<(blake3::Hash, Found)>,
    /// What the list killed that was taken last.
    killed: Vec<&'static str>,
    status: ItemStatus,
    hand: Hand<blake3::Hash, Outcome>,
}

impl Tracker {
    /// `taken` is the digest of what runs already.
    pub fn new(item: Item, taken: Option<blake3::Hash>) -> Self {
        Self {
            version: None,
            judged: taken.map(|digest| (digest, Found::Taken)),
            killed: Vec::new(),
            status: ItemStatus::default(),
            hand: Hand::new(telling::taking(&item), MOST_HELD_UP),
            item,
        }
    }

    pub fn item(&self) -> &Item {
        &self.item
    }

    /// Reads the item, and takes it if it is new. Returns what is to be kept for the next start.
    pub async fn follow(&mut self, base: &Arc<Base>) -> Option<Vec<u8>> {
        if self.has_lost_kills(base).await {
            tracing::warn!(store = %base.address, "somebody has set other kills: the list is taken again");
            (self.version, self.judged) = (None, None);
        }
        match base.read(&self.item, self.version.as_ref()).await {
            Ok(read) => {
                if self.status.fault.take().is_some() {
                    tracing::info!(store = %base.address, "{} can be read again", name(&self.item));
                }
                self.take(base, read).await
            }
            Err(fault) => {
                self.note(base, fault);
                None
            }
        }
    }

    /// Why what was taken last, here or as the base, is not kept.
    pub fn note_keeping(&mut self, fault: Option<Fault>) {
        if let Some(fault) = fault.as_ref().filter(|fault| self.status.cache.as_ref() != Some(*fault)) {
            tracing::warn!("{} cannot be kept for the next start: {fault}", name(&self.item));
        }
        self.status.cache = fault;
    }

    /// Forgets what was read, since it is not read any more.
    pub fn forget(&mut self, base: &Base) {
        if self.status != ItemStatus::default() {
            *self = Self::new(self.item.clone(), None);
            self.show(base);
        }
    }

    /// Whether it is for other instances.
    pub fn is_held_back(&self) -> bool {
        self.status.found == Found::HeldBack
    }

    /// Whether it could be read, and taken if it was new.
    pub fn is_well(&self) -> bool {
        self.status.fault.is_none() && !matches!(self.status.found, Found::NotTaken(_))
    }

    /// Returns what is to be kept for the next start.
    async fn take(&mut self, base: &Arc<Base>, read: Read) -> Option<Vec<u8>> {
        match read {
            Read::Unchanged => None,
            Read::Absent => {
                self.lose(base, Found::Absent).await;
                self.version = None;
                None
            }
            Read::Found { bytes, version } if self.item == Item::Kills && is_blank(&bytes) => {
                self.lose(base, Found::Empty).await;
                self.version = Some(version);
                None
            }
            Read::Found { bytes, version } => {
                let digest = blake3::hash(&bytes);
                if let Some((_, found)) = self.judged.as_ref().filter(|(judged, _)| *judged == digest) {
                    self.status.found = found.clone();
                    self.version = Some(version);
                    return None;
                }
                let (taker, item) = (Arc::clone(base), self.item.clone());
                let outcome = self.hand.run(digest, move || taker.take(&item, bytes)).await;
                let outcome = outcome.unwrap_or_else(|fault| Found::NotTaken(fault).into());
                self.judge(base, digest, version, outcome)
            }
        }
    }

    fn judge(
        &mut self,
        base: &Base,
        digest: blake3::Hash,
        version: Version,
        outcome: Outcome,
    ) -> Option<Vec<u8>> {
        let is_news = self.status.found != outcome.found;
        self.status.found = outcome.found;
        if let Found::NotTaken(fault) = &self.status.found {
            if is_news {
                tracing::error!(store = %base.address, "{} cannot be taken: {fault}", name(&self.item));
            }
            // Nobody knows what runs, so whatever is read next is taken again.
            (self.version, self.judged) = (None, None);
            return None;
        }
        self.judged = Some((digest, self.status.found.clone()));
        self.version = Some(version);
        self.killed = outcome.killed;
        base.board.send_modify(|board| {
            if self.item == Item::Kills {
                board.kill_faults = outcome.kill_faults;
            } else if let Some(kept) = outcome.kept {
                board.kept = kept;
            }
        });
        outcome.keep
    }

    /// Whether somebody has revived by hand what the list kills.
    async fn has_lost_kills(&self, base: &Base) -> bool {
        if self.killed.is_empty() || self.judged.is_none() {
            return false;
        }
        let killed = telling::killed(base).await;
        killed.is_ok_and(|killed| self.killed.iter().any(|name| !killed.contains(name)))
    }

    /// What is not there any more stays in force.
    async fn lose(&mut self, base: &Base, found: Found) {
        if self.status.found != found {
            telling::tell_loss(base, &self.item, &found).await;
        }
        if self.item == Item::Kills {
            // What was wrong with the list is told again if it comes back.
            self.judged = None;
            base.board.send_if_modified(|board| {
                let is_news = !board.kill_faults.is_empty();
                board.kill_faults.clear();
                is_news
            });
        }
        self.status.found = found;
    }

    fn note(&mut self, base: &Base, fault: Fault) {
        // Once is news; every few seconds is noise.
        if self.status.fault.as_ref() != Some(&fault) {
            tracing::warn!(store = %base.address, "{} cannot be read: {fault}", name(&self.item));
        }
        self.status.fault = Some(fault);
    }

    /// Tells what came of it.
    pub fn show(&self, base: &Base) {
        base.board.send_if_modified(|board| {
            let shown = match self.item {
                Item::Kills => &mut board.kills,
                Item::Base => &mut board.base,
                _ => &mut board.rules,
            };
            let is_news = *shown != self.status;
            shown.clone_from(&self.status);
            is_news
        });
    }
}
