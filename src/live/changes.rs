//! Changes as a stream.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::{Mutex, OnceLock};
use std::task::{Context, Poll};

use async_broadcast::{InactiveReceiver, Receiver, Sender, broadcast};
use futures_core::Stream;

use super::Status;
use super::shared::lock;

/// What holds after an event: an item of [`Live::changes`](super::Live::changes).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Which version of the rules runs: what [`Live::generation`](super::Live::generation) says.
    pub generation: u64,
    /// The revision of the text that runs, if it is sealed.
    pub revision: Option<u64>,
    /// Where the rules come from.
    pub status: Status,
}

/// How many changes wait for a slow reader; then the oldest are lost, which the newest outdate anyway.
const MOST_WAITING: usize = 16;

/// The changes from now on: what [`Live::changes`](super::Live::changes) returns. A reader that is slow misses
/// the oldest, never the newest. It keeps no handle, and ends when the last handle that has these rules, and
/// the last [`Live`](super::Live) of them, are gone.
#[derive(Debug)]
pub struct Changes {
    receiver: Receiver<Change>,
}

/// Where changes are sent. It belongs to the rules and ends with them, and the streams with it.
#[derive(Default)]
pub(crate) struct Channel {
    /// Made for the first reader.
    ends: OnceLock<(Sender<Change>, InactiveReceiver<Change>)>,
    /// Held while a change is looked up and sent, so that none overtakes a newer one.
    turn: Mutex<()>,
}

impl Channel {
    pub fn read(&self) -> Changes {
        let (_, receiver) = self.ends.get_or_init(|| {
            let (mut sender, receiver) = broadcast(MOST_WAITING);
            sender.set_overflow(true);
            // One that does not read, so that the channel stays open without readers.
            (sender, receiver.deactivate())
        });
        Changes { receiver: receiver.activate_cloned() }
    }

    pub fn send(&self, change: impl FnOnce() -> Change) {
        let Some((sender, _)) = self.ends.get() else { return };
        let _turn = lock(&self.turn);
        // It fails if nobody reads. Who reads is woken, by code of the program's, which may panic.
        let _ = catch_unwind(AssertUnwindSafe(|| sender.try_broadcast(change()).map(drop).is_ok()));
    }
}

impl Stream for Changes {
    type Item = Change;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Change>> {
        Pin::new(&mut self.receiver).poll_next(cx)
    }
}
