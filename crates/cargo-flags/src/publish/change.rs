//! What a push changes.

use std::time::{SystemTime, UNIX_EPOCH};

use flags_model::compare::{Class, Comparison, Fate, Options, compare};
use flags_model::model::Model;

use super::live::Live;

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
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let options = Options { now: i64::try_from(now).unwrap_or(0), ..Options::default() };
        Self::Known(compare(old, new, &options))
    }

    /// The flags that only what is live has, unless they are off there.
    pub(super) fn removed(&self) -> impl Iterator<Item = &str> {
        let comparison = if let Self::Known(comparison) = self { Some(comparison) } else { None };
        let flags = comparison.into_iter().flat_map(|comparison| &comparison.flags);
        let removed = flags.filter(|flag| flag.fate == Fate::Removed && flag.class != Class::Safe);
        removed.map(|flag| flag.name.as_str())
    }
}
