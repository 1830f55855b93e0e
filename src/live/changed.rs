//! Which flags decide otherwise than they were compiled.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use flags_runtime::ruleset::FlagId;

/// One bit for each flag that has other rules than it was compiled with, or asks about one that has. The
/// others are decided by the compiled rules whatever runs, because these were specialised for them.
///
/// A bit is set before the rules that need it hold, and cleared after those that do not: whoever reads it in
/// between looks the rules up. Once a thread has seen new rules, it sees them for every flag.
pub(crate) struct Changed {
    /// Whether any bit was ever set: one load says so in a program whose rules never change.
    any: AtomicBool,
    /// What is beyond the end has changed.
    flags: Arc<[AtomicU64]>,
}

impl Changed {
    /// No flag of so many.
    pub fn none(flags: usize) -> Self {
        let words = (0..flags.div_ceil(64)).map(|_| AtomicU64::new(0));
        Self { any: AtomicBool::new(false), flags: words.collect() }
    }

    /// Every flag.
    pub fn all() -> Self {
        Self { any: AtomicBool::new(true), flags: Arc::from([]) }
    }

    /// These flags of so many.
    pub fn of(flags: usize, changed: &BTreeSet<FlagId>) -> Self {
        let this = Self::none(flags);
        this.begin(changed);
        this.end(changed);
        this
    }

    /// The same bits, for as long as nobody changes them: a snapshot of a version costs no look at its flags.
    pub fn share(&self) -> Self {
        Self { any: AtomicBool::new(self.any()), flags: Arc::clone(&self.flags) }
    }

    /// Whether a flag has changed. The first look is relaxed, because it only says when to look closer.
    #[inline(always)]
    pub fn has(&self, flag: FlagId) -> bool {
        self.any() && self.flags.get(flag as usize / 64).is_none_or(|word| bit(word, flag))
    }

    /// Whether any flag ever has.
    #[inline(always)]
    pub fn any(&self) -> bool {
        self.any.load(Ordering::Relaxed)
    }

    /// Before these flags change.
    pub fn begin(&self, changed: &BTreeSet<FlagId>) {
        for (word, bits) in self.flags.iter().zip(words(changed, self.flags.len())) {
            word.fetch_or(bits, Ordering::Release);
        }
    }

    /// From now on these have changed and no others.
    pub fn end(&self, changed: &BTreeSet<FlagId>) {
        for (word, bits) in self.flags.iter().zip(words(changed, self.flags.len())) {
            word.store(bits, Ordering::Release);
        }
        if !changed.is_empty() {
            self.any.store(true, Ordering::Release);
        }
    }
}

#[inline(always)]
fn bit(word: &AtomicU64, flag: FlagId) -> bool {
    word.load(Ordering::Acquire) >> (flag % 64) & 1 == 1
}

fn words(changed: &BTreeSet<FlagId>, count: usize) -> Vec<u64> {
    let mut words = vec![0; count];
    for flag in changed {
        if let Some(word) = words.get_mut(*flag as usize / 64) {
            *word |= 1 << (flag % 64);
        }
    }
    words
}
