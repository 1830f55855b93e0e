//! Tells the program whether what runs is what the store says: apart from reading, because the program calls
//! back whoever wants to know.

use std::sync::Arc;

use tokio::sync::watch;

use super::base::Base;
use super::hand::Hand;

/// So many calls back may hang. The last of them is kept for the bad news: if no more can be told, the rules are
/// stale, and not current for ever.
const MOST_HANGING: usize = 8;

/// Tells for ever. `told` is what the program was told last.
pub(super) async fn tell(base: Arc<Base>, told: watch::Sender<bool>) {
    let end = End { base, told };
    let mut hand =
        Hand::new("telling whether the rules are current, with the callbacks of `subscribe`,", MOST_HANGING);
    let mut last = None;
    loop {
        end.base.news.notified().await;
        let (base, is_current) = (Arc::clone(&end.base), end.base.board.borrow().is_current());
        hand.limit(if is_current { MOST_HANGING - 1 } else { MOST_HANGING });
        let fault = hand.run(is_current, move || base.tell_contact(is_current)).await.err();
        if let Some(fault) = fault.as_ref().filter(|fault| last.as_ref() != Some(*fault)) {
            tracing::error!(store = %end.base.address, "{fault}");
        }
        last = fault;
        end.told.send_replace(is_current);
    }
}

/// However this ends, with the follower or with its runtime, nobody tells any more.
struct End {
    base: Arc<Base>,
    told: watch::Sender<bool>,
}

impl Drop for End {
    fn drop(&mut self) {
        self.told.send_replace(false);
        self.base.end();
    }
}
