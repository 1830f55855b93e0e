//! What the tasks of a follower have in common: the program, the store, and the board.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use flags::live::{Live, ReloadOptions};
use tokio::sync::{Notify, watch};
use tokio::time::timeout;

use super::board::FollowerStatus;
use super::contain::contain;
use crate::cache::Cache;
use crate::store::{Fault, Item, Read, Store, Version};

/// A server that does not answer for so long does not answer.
pub(super) const LONGEST_READ: Duration = Duration::from_secs(10);

pub(super) struct Base {
    pub live: Live,
    pub store: Arc<dyn Store>,
    /// The address of the store, for messages.
    pub address: String,
    pub options: ReloadOptions,
    pub cache: Option<Cache>,
    pub board: watch::Sender<FollowerStatus>,
    pub wake: Wake,
    /// Something was read, whatever came of it.
    pub news: Notify,
    pub has_ended: AtomicBool,
}

/// Says when to read.
#[derive(Default)]
pub(super) struct Wake {
    rules: Notify,
    kills: Notify,
}

impl Wake {
    pub fn all(&self) {
        self.rules.notify_one();
        self.kills.notify_one();
    }

    pub fn of(&self, item: &Item) -> &Notify {
        if *item == Item::Kills { &self.kills } else { &self.rules }
    }
}

impl Base {
    /// Reads an item, unless it is the version that is known.
    pub async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let (store, item, known) = (Arc::clone(&self.store), item.clone(), known.cloned());
        let read = contain("reading", async move { store.read(&item, known.as_ref()).await });
        let no_answer = || Fault::new(format!("no answer within {} s", LONGEST_READ.as_secs()));
        timeout(LONGEST_READ, read).await.map_err(|_| no_answer())??
    }

    /// Tells the program whether what runs is what the store says.
    pub fn tell_contact(&self, is_current: bool) {
        // Who is held back runs on: rules that a source has sent. The compiled ones no source ever wanted, and a
        // cache without a revision does not say what it is.
        let is_held_back = self.board.borrow().is_held_back();
        if is_current && (!is_held_back || self.live.revision().is_some()) {
            self.live.confirm();
        }
        // What has ended meanwhile confirms nothing.
        if !is_current || self.has_ended.load(Ordering::SeqCst) {
            self.live.lose_contact();
        }
    }

    /// Nobody follows any more. What is under way may still be taken, and must not be confirmed for ever.
    pub fn end(&self) {
        self.has_ended.store(true, Ordering::SeqCst);
        self.live.lose_contact();
    }
}
