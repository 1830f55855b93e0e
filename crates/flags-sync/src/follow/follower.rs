//! A store that is followed.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use flags::live::Live;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::base::Base;
use super::{Cause, FollowerStatus};

/// Keeps the rules of a program current for as long as it lives. What runs when it is dropped runs on, and is
/// [stale](flags::live::Status::Stale) from then on, because nobody hears of newer rules and kills any more.
#[must_use = "the store is followed as long as this lives"]
pub struct Follower {
    base: Arc<Base>,
    /// Whether the program knows that its rules are current.
    told: watch::Receiver<bool>,
    _tasks: JoinSet<()>,
}

impl Follower {
    pub(super) fn new(base: Arc<Base>, told: watch::Receiver<bool>, tasks: JoinSet<()>) -> Self {
        Self { base, told, _tasks: tasks }
    }

    /// Waits until the program runs what the store says, rules and kill list, but no longer than this.
    ///
    /// # Errors
    ///
    /// It does not yet, and why. The program can decide all the same, by the rules that it has.
    pub async fn wait_ready(&self, longest: Duration) -> Result<(), Cause> {
        let (mut board, mut told) = (self.base.board.subscribe(), self.told.clone());
        let is_ready = timeout(longest, async {
            told.wait_for(|is_told| *is_told).await.is_ok()
                && board.wait_for(FollowerStatus::is_current).await.is_ok()
        });
        match is_ready.await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Cause::Ended),
            // The program is about to be told.
            Err(_) if board.borrow().is_current() => Ok(()),
            Err(_) => Err(Cause::of(&board.borrow())),
        }
    }

    /// What is known of the store. Whether the rules are current, [`Live::status`] says.
    pub fn status(&self) -> FollowerStatus {
        self.base.board.borrow().clone()
    }

    /// The program that follows.
    pub fn live(&self) -> &Live {
        &self.base.live
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.base.end();
    }
}

impl fmt::Debug for Follower {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Follower")
            .field("live", self.live())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
