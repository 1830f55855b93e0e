//! Keeps what was taken for the next start. That it cannot be kept is a pity, and no more.

use std::sync::Arc;

use super::base::Base;
use super::hand::Hand;
use crate::cache::Kept;
use crate::store::Fault;

/// Keeps the last that was taken. What could not be kept is tried again each time.
pub(super) struct Keeper {
    kept: Kept,
    unsaved: Option<Vec<u8>>,
    hand: Hand<blake3::Hash, Result<(), Fault>>,
}

impl Keeper {
    pub fn new(kept: Kept) -> Self {
        // One at a time: what was begun before must not overwrite what is newer.
        Self { kept, unsaved: None, hand: Hand::new("saving", 1) }
    }

    /// Keeps something, if it is new, and what could not be kept before. Returns why that does not succeed.
    pub async fn keep(&mut self, base: &Arc<Base>, new: Option<Vec<u8>>) -> Option<Fault> {
        let cache = base.cache.clone()?;
        self.unsaved = new.or(self.unsaved.take());
        let (kept, bytes) = (self.kept, self.unsaved.clone()?);
        let saving = self.hand.run(blake3::hash(&bytes), move || cache.save(kept, &bytes)).await;
        let fault = saving.and_then(|saved| saved).err();
        if fault.is_none() {
            self.unsaved = None;
        }
        fault
    }
}
