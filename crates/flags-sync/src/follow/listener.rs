//! Listens to the store, which says when to read; again and again, because servers come and go.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::{Instant, sleep};

use super::backoff::Backoff;
use super::base::Base;
use super::contain::contain;
use crate::store::Fault;

/// Who could listen for so long is well: when it fails, it is tried again at once.
const WELL: Duration = Duration::from_secs(60);

/// Listens for ever.
pub(super) async fn listen(base: Arc<Base>) {
    let mut backoff = Backoff::default();
    loop {
        let started = Instant::now();
        let fault = listen_once(&base).await;
        // Whether it can still be read is worth knowing now, not at the next poll.
        base.wake.all();
        let is_news = base.board.send_if_modified(|board| {
            let is_news = board.watch.as_ref() != Some(&fault);
            board.watch = Some(fault.clone());
            is_news
        });
        if is_news {
            tracing::warn!(store = %base.address, "changes are not announced, so the store is asked from time to time: {fault}");
        }
        if started.elapsed() >= WELL {
            backoff.reset();
        }
        sleep(backoff.pause()).await;
    }
}

/// Passes on what the store says, until it cannot be heard.
async fn listen_once(base: &Arc<Base>) -> Fault {
    let (store, heard) = (Arc::clone(&base.store), Arc::new(Notify::new()));
    let ear = Arc::clone(&heard);
    let mut watching = std::pin::pin!(contain("listening", async move { store.watch(&ear).await }));
    loop {
        tokio::select! {
            fault = &mut watching => return fault.unwrap_or_else(|panic| panic),
            () = heard.notified() => {
                // It wakes as soon as it listens.
                base.board.send_if_modified(|board| board.watch.take().is_some());
                base.wake.all();
            }
        }
    }
}
