//! Reads an item of the store: when it is woken, and from time to time.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::{Instant, sleep, sleep_until};

use super::backoff::{Backoff, spread};
use super::base::Base;
use super::contain::contain;
use super::keeper::Keeper;
use super::tracker::Tracker;
use crate::cache::Kept;
use crate::store::Item;

/// A store that wakes without end is read so often and no more.
const SHORTEST_ROUND: Duration = Duration::from_millis(20);

/// Reads one item for ever: who cannot have the rules shall have the kills. A bug in here must not be the end
/// of all news. `cached` is the digest of what runs already.
pub(super) async fn read(base: Arc<Base>, item: Item, mut cached: Option<blake3::Hash>) {
    // One for the rules and the base, and whatever panics: two would save in any order, the older text last.
    let keeper = Keeper::new(if item == Item::Kills { Kept::Kills } else { Kept::Rules });
    let keeper = Arc::new(Mutex::new(keeper));
    let mut backoff = Backoff::default();
    loop {
        let cached = cached.take();
        let tracker = Tracker::new(item.clone(), cached);
        let for_all = (item == Item::Rules).then(|| Tracker::new(Item::Base, cached));
        let reading = read_in_rounds(Arc::clone(&base), tracker, for_all, Arc::clone(&keeper));
        if let Err(fault) = contain("following", reading).await {
            tracing::error!(store = %base.address, "{fault}; it is started again");
        }
        sleep(backoff.pause()).await;
    }
}

/// `for_all` is what is followed while the item is for other instances.
async fn read_in_rounds(
    base: Arc<Base>,
    mut tracker: Tracker,
    mut for_all: Option<Tracker>,
    keeper: Arc<Mutex<Keeper>>,
) {
    let mut backoff = Backoff::default();
    loop {
        let started = Instant::now();
        let mut new = tracker.follow(&base).await;
        if let Some(for_all) = &mut for_all {
            if tracker.is_held_back() {
                tracker.show(&base);
                new = for_all.follow(&base).await.or(new);
                for_all.show(&base);
            } else {
                for_all.forget(&base);
            }
        }
        let fault = keeper.lock().await.keep(&base, new).await;
        tracker.note_keeping(fault);
        tracker.show(&base);
        base.news.notify_one();
        let poll = spread(base.store.poll_interval());
        let pause = if tracker.is_well() && for_all.as_ref().is_none_or(Tracker::is_well) {
            backoff.reset();
            poll
        } else {
            poll.min(backoff.pause())
        };
        tokio::select! {
            () = base.wake.of(tracker.item()).notified() => sleep_until(started + SHORTEST_ROUND).await,
            () = sleep(pause) => {}
        }
    }
}
