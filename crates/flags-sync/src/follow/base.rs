//! What the tasks of a follower have in common: the program, the store, and the board.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use flags::live::{Live, ReloadOptions};
use tokio::sync::{Notify, watch};

use super::board::FollowerStatus;
use crate::cache::Cache;
use crate::store::{Item, Store};

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
    /// Tells the program whether what runs is what the store says.
    pub fn tell_contact(&self, is_current: bool) {
        if is_current {
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
