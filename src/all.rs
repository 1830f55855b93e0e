//! Every flag's decision at once.

use std::fmt;

use flags_runtime::ruleset::FlagId;
use flags_runtime::{Decision, Value};

use crate::compiled::{Compiled, flag_once_named};

/// The decisions of all flags for one context, in file order. With the feature `serde` it serialises
/// as a map from names to decisions; that of [`All::for_client`] says no reasons.
#[derive(Clone, PartialEq)]
pub struct All {
    decisions: Vec<Decision<Value>>,
    names: &'static [&'static str],
    old_names: &'static [(&'static str, FlagId)],
    is_for_client: bool,
}

impl All {
    pub(crate) fn of<F: Compiled>(decisions: Vec<Decision<Value>>) -> Self {
        Self { decisions, names: F::NAMES, old_names: F::OLD_NAMES, is_for_client: false }
    }

    /// The decisions, in file order.
    pub fn iter(&self) -> std::slice::Iter<'_, Decision<Value>> {
        self.decisions.iter()
    }

    /// The decision of the flag of this name, or of this old name.
    pub fn get(&self, name: &str) -> Option<&Decision<Value>> {
        let named = |name: &str| self.decisions.iter().find(|decision| decision.flag == name);
        let renamed = || self.names.get(flag_once_named(self.old_names, name)? as usize);
        named(name).or_else(|| named(renamed()?))
    }

    /// How many flags there are.
    pub fn len(&self) -> usize {
        self.decisions.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.decisions.is_empty()
    }

    /// Only the flags that clients may see (`client = true`).
    ///
    /// A reason may name what they may not: `requires(secret_plan)`. So what this returns serialises each
    /// decision as `{"value":…,"variant":…}` and no more. The decisions themselves still say their reasons:
    /// hand a client what this serialises to, not single decisions of it.
    #[must_use]
    pub fn for_client(&self) -> Self {
        let decisions = self.decisions.iter().filter(|decision| decision.client).cloned().collect();
        Self { decisions, is_for_client: true, ..*self }
    }
}

impl<'a> IntoIterator for &'a All {
    type Item = &'a Decision<Value>;
    type IntoIter = std::slice::Iter<'a, Decision<Value>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Debug for All {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("All").field("decisions", &self.decisions).finish_non_exhaustive()
    }
}

#[cfg(feature = "serde")]
mod serialize {
    use flags_runtime::{Decision, Value};
    use serde_core::ser::{Serialize, SerializeStruct, Serializer};

    use super::All;

    impl Serialize for All {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let decisions = self.decisions.iter();
            if self.is_for_client {
                serializer.collect_map(decisions.map(|decision| (&decision.flag, ForClient(decision))))
            } else {
                serializer.collect_map(decisions.map(|decision| (&decision.flag, decision)))
            }
        }
    }

    /// What a client may know of a decision.
    struct ForClient<'a>(&'a Decision<Value>);

    impl Serialize for ForClient<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut fields = serializer.serialize_struct("Decision", 2)?;
            fields.serialize_field("value", &self.0.value)?;
            fields.serialize_field("variant", &self.0.variant)?;
            fields.end()
        }
    }
}
