//! The rules between two changes.

use std::collections::BTreeSet;

use flags_runtime::Ruleset;
use flags_runtime::ruleset::FlagId;

use super::changed::Changed;

/// Rules that never change: a reader that holds them sees all of one file, or none of it.
pub(crate) struct Version {
    /// How many versions came before.
    pub generation: u64,
    /// The revision of the seal.
    pub revision: Option<u64>,
    /// The flags that decide otherwise than they were compiled, or ask about one that does.
    pub changed: BTreeSet<FlagId>,
    /// The same as bits.
    pub bits: Changed,
    rules: Rules,
}

enum Rules {
    Compiled(&'static Ruleset),
    Loaded(Box<Ruleset>),
}

impl Version {
    /// The rules that the program was compiled with.
    pub fn compiled(rules: &'static Ruleset) -> Self {
        let bits = Changed::none(rules.flags.len());
        Self { generation: 0, revision: None, changed: BTreeSet::new(), bits, rules: Rules::Compiled(rules) }
    }

    pub fn loaded(rules: Ruleset, changed: BTreeSet<FlagId>, generation: u64, revision: Option<u64>) -> Self {
        let bits = Changed::of(rules.flags.len(), &changed);
        Self { generation, revision, changed, bits, rules: Rules::Loaded(Box::new(rules)) }
    }

    #[inline]
    pub fn rules(&self) -> &Ruleset {
        match &self.rules {
            Rules::Compiled(rules) => rules,
            Rules::Loaded(rules) => rules,
        }
    }
}

/// Turns flags off, wherever they are on. The evaluator knows no kill list: a killed flag is one with
/// `enabled = false`, and everything that follows from that follows here too.
pub(crate) fn kill(rules: &mut Ruleset, flags: &BTreeSet<FlagId>) {
    for flag in flags {
        let Some(plans) = rules.flags.get(*flag as usize).map(|flag| flag.plans) else { continue };
        let plans = plans.0 as usize..(plans.0 as usize).saturating_add(plans.1 as usize);
        for plan in rules.plans.to_mut().get_mut(plans).into_iter().flatten() {
            plan.enabled = false;
        }
    }
}
