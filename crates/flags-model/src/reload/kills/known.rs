//! Which flag a name means, now or once.

use std::collections::HashMap;

use crate::model::{FlagId, Model};

/// The names by which flags are known: theirs, those they had, and those that newer rules give them.
#[derive(Clone, Debug, Default)]
pub struct Known {
    flags: HashMap<String, Vec<FlagId>>,
}

impl Known {
    /// The names of a compiled-in file. The old name of a renamed flag means the flag.
    pub fn of(compiled: &Model) -> Self {
        let mut known = Self { flags: HashMap::with_capacity(compiled.flags.len()) };
        for (id, flag) in (0..).zip(&compiled.flags) {
            known.add(&flag.name, id);
            flag.renamed_from.iter().for_each(|old| known.add(old, id));
        }
        known
    }

    /// One more name of a flag: one that only newer rules know.
    pub fn add(&mut self, name: &str, flag: FlagId) {
        match self.flags.get_mut(name) {
            Some(flags) if flags.contains(&flag) => {}
            Some(flags) => flags.push(flag),
            None => _ = self.flags.insert(name.to_owned(), vec![flag]),
        }
    }

    /// The names that others know, beside its own: a name that a kill list may use stays one.
    pub fn extend(&mut self, others: &Self) {
        for (name, flags) in &others.flags {
            for flag in flags {
                self.add(name, *flag);
            }
        }
    }

    /// The flags that a name means; none if nothing has it.
    pub fn flags_of(&self, name: &str) -> &[FlagId] {
        self.flags.get(name).map_or(&[], Vec::as_slice)
    }
}
