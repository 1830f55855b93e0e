//! Reads the store: when it is woken, and from time to time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep, sleep_until};

use super::backoff::{Backoff, spread};
use super::base::Base;
use super::contain::contain;
use super::tracker::Tracker;
use crate::store::Item;

/// A store that wakes without end is read so often and no more.
const SHORTEST_ROUND: Duration = Duration::from_millis(20);

/// Reads for ever. A bug in here must not be the end of all news.
pub(super) async fn read(base: Arc<Base>, wake: Arc<Notify>, cached: Option<blake3::Hash>) {
    let mut backoff = Backoff::default();
    loop {
        let rounds = read_in_rounds(Arc::clone(&base), Arc::clone(&wake), cached);
        if let Err(fault) = contain("following", rounds).await {
            tracing::error!(store = %base.address, "{fault}; it is started again");
        }
        sleep(backoff.pause()).await;
    }
}

async fn read_in_rounds(base: Arc<Base>, wake: Arc<Notify>, cached: Option<blake3::Hash>) {
    let mut rules = Tracker::new(Item::Rules, cached);
    let mut kills = Tracker::new(Item::Kills, None);
    let mut backoff = Backoff::default();
    loop {
        let started = Instant::now();
        // At the same time: who cannot have the rules shall have the kills.
        tokio::join!(kills.follow(&base), rules.follow(&base));
        base.tell_contact();
        let poll = spread(base.store.poll_interval());
        let pause = if rules.is_read() && kills.is_read() {
            backoff.reset();
            poll
        } else {
            poll.min(backoff.pause())
        };
        tokio::select! {
            () = wake.notified() => sleep_until(started + SHORTEST_ROUND).await,
            () = sleep(pause) => {}
        }
    }
}
