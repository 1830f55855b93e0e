//! A store that is followed.

use std::fmt;
use std::time::Duration;

use flags::live::Live;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{Cause, FollowerStatus};

/// Keeps the rules of a program current for as long as it lives. What runs when it is dropped runs on.
#[must_use = "the store is followed as long as this lives"]
pub struct Follower {
    live: Live,
    board: watch::Receiver<FollowerStatus>,
    _tasks: JoinSet<()>,
}

impl Follower {
    pub(super) fn new(live: Live, board: watch::Receiver<FollowerStatus>, tasks: JoinSet<()>) -> Self {
        Self { live, board, _tasks: tasks }
    }

    /// Waits until the program runs what the store says, rules and kill list, but no longer than this.
    ///
    /// # Errors
    ///
    /// It does not yet, and why. The program can decide all the same, by the rules that it has.
    pub async fn wait_ready(&self, longest: Duration) -> Result<(), Cause> {
        let mut board = self.board.clone();
        let is_ready =
            timeout(longest, board.wait_for(FollowerStatus::is_current)).await.map(|it| it.is_ok());
        match is_ready {
            Ok(true) => Ok(()),
            Ok(false) => Err(Cause::Ended),
            Err(_) => Err(Cause::of(&board.borrow())),
        }
    }

    /// What is known of the store. Whether the rules are current, [`Live::status`] says.
    pub fn status(&self) -> FollowerStatus {
        self.board.borrow().clone()
    }

    /// The program that follows.
    pub fn live(&self) -> &Live {
        &self.live
    }
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follower")
            .field("live", &self.live)
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
