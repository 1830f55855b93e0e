//! What a push changes.

use flags_model::compare::{Class, Comparison, Fate};
use flags_model::model::Model;

use super::live::Live;
use crate::changes;

/// What a push changes.
#[derive(Default)]
pub(super) enum Change {
    /// Nothing: the store has the very text.
    #[default]
    Nothing,
    /// There was nothing before it.
    First,
    /// Nobody knows: what is live is damaged.
    Unknown,
    /// This.
    Known(Comparison),
}

impl Change {
    /// From what is live to new rules.
    pub(super) fn between(live: Option<&Live>, new: &Model) -> Self {
        let Some(live) = live else { return Self::First };
        let Some(old) = &live.model else { return Self::Unknown };
        Self::Known(changes::between(old, new))
    }

    /// The flags that only what is live has, unless they are off there.
    pub(super) fn removed(&self) -> impl Iterator<Item = &str> {
        let comparison = if let Self::Known(comparison) = self { Some(comparison) } else { None };
        let flags = comparison.into_iter().flat_map(|comparison| &comparison.flags);
        let removed = flags.filter(|flag| flag.fate == Fate::Removed && flag.class != Class::Safe);
        removed.map(|flag| flag.name.as_str())
    }
}
