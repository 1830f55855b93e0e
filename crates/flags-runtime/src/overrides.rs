//! Flags that a handle decides by decree.

use alloc::vec::Vec;

use crate::ruleset::{FlagId, PayloadId};
use crate::value::Value;

/// The overridden flags of a handle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Overrides {
    /// In the order of their ids.
    entries: Vec<(FlagId, Override)>,
}

/// What an overridden flag decides.
#[derive(Clone, Debug, PartialEq)]
pub struct Override {
    /// Whether it counts as on: for a bool its value, else whether the value differs from the off value.
    pub on: bool,
    /// The variant it serves; for a bool 1 is on. [`PayloadId::MAX`] if only `value` tells.
    pub payload: PayloadId,
    /// The value it serves, where the flag has one.
    pub value: Option<Value>,
    /// Whether the kill switch beats it: whoever starts a program must not revive what operations have killed.
    pub yields: bool,
}

impl Overrides {
    /// Overrides a flag, also if it was overridden before.
    pub fn set(&mut self, flag: FlagId, value: Override) {
        match self.entries.binary_search_by_key(&flag, |entry| entry.0) {
            Ok(at) => {
                if let Some(entry) = self.entries.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.entries.insert(at, (flag, value)),
        }
    }

    /// What the flag is overridden with.
    pub fn get(&self, flag: FlagId) -> Option<&Override> {
        let at = self.entries.binary_search_by_key(&flag, |entry| entry.0).ok()?;
        self.entries.get(at).map(|entry| &entry.1)
    }

    /// Whether nothing is overridden.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}
