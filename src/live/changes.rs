//! Changes as a stream.

use std::pin::Pin;
use std::task::{Context, Poll};

use async_broadcast::{Receiver, broadcast};
use futures_core::Stream;

use super::{Live, Status, Subscription};

/// What holds after an event: an item of [`Live::changes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// How many times the rules have changed since the start.
    pub generation: u64,
    /// The revision of the text that runs, if it is sealed.
    pub revision: Option<u64>,
    /// Where the rules come from.
    pub status: Status,
}

/// How many changes wait for a slow reader; then the oldest are lost, which the newest outdate anyway.
const MOST_WAITING: usize = 16;

/// The changes from now on: what [`Live::changes`] returns. A reader that is slow misses the oldest, never
/// the newest.
#[derive(Debug)]
pub struct Changes {
    receiver: Receiver<Change>,
    _subscription: Subscription,
}

impl Changes {
    pub(crate) fn of(live: &Live) -> Self {
        let (mut sender, receiver) = broadcast(MOST_WAITING);
        sender.set_overflow(true);
        // The handle must not keep itself alive through its own subscribers.
        let root = live.downgrade();
        let subscription = live.subscribe(move |_| {
            let Some(live) = root.upgrade() else { return };
            let change =
                Change { generation: live.generation(), revision: live.revision(), status: live.status() };
            // Nobody listens between the last reader's end and that of its subscription.
            let _ = sender.try_broadcast(change);
        });
        Self { receiver, _subscription: subscription }
    }
}

impl Stream for Changes {
    type Item = Change;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Change>> {
        Pin::new(&mut self.receiver).poll_next(cx)
    }
}
