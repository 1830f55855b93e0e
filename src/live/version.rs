//! The rules between two changes.

use std::collections::BTreeSet;

use flags_runtime::Ruleset;
use flags_runtime::ruleset::FlagId;

use super::changed::Changed;

/// Rules that never change: a reader that holds them sees all of one file, or none of it.
pub(crate) struct Version {
    /// Which version it is, from 0.
    pub generation: u64,
    /// The revision of the seal.
    pub revision: Option<u64>,
    /// The flags that decide otherwise than they were compiled, or ask about one that does.
    pub changed: BTreeSet<FlagId>,
    /// The same as bits.
    pub bits: Changed,
    /// In place, because each step on the way to a rule waits for the one before.
    rules: Ruleset,
}

impl Version {
    /// The rules that the program was compiled with; borrowed, so the copy is small.
    pub fn compiled(rules: &'static Ruleset) -> Self {
        Self::loaded(rules.clone(), BTreeSet::new(), 0, None)
    }

    pub fn loaded(rules: Ruleset, changed: BTreeSet<FlagId>, generation: u64, revision: Option<u64>) -> Self {
        let bits = Changed::of(rules.flags.len(), &changed);
        Self { generation, revision, changed, bits, rules }
    }

    #[inline]
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }
}

/// Turns flags off, wherever they are on. The evaluator knows no kill list: a killed flag is one with
/// `enabled = false`, and everything that follows from that follows here too.
pub(crate) fn kill(rules: &mut Ruleset, flags: &BTreeSet<FlagId>) {
    for flag in flags {
        for plan in rules.plans_mut(*flag) {
            plan.enabled = false;
        }
    }
}
