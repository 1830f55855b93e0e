//! Every flag's decision at once.

use flags_runtime::{Decision, Value};

/// The decisions of all flags for one context, in file order. With the feature `serde` it serialises
/// as a map from names to decisions.
#[derive(Clone, Debug, PartialEq)]
pub struct All {
    decisions: Vec<Decision<Value>>,
}

impl All {
    pub(crate) fn of(decisions: Vec<Decision<Value>>) -> Self {
        Self { decisions }
    }

    /// The decisions, in file order.
    pub fn iter(&self) -> std::slice::Iter<'_, Decision<Value>> {
        self.decisions.iter()
    }

    /// The decision of the flag of this name.
    pub fn get(&self, name: &str) -> Option<&Decision<Value>> {
        self.decisions.iter().find(|decision| decision.flag == name)
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
    #[must_use]
    pub fn for_client(&self) -> Self {
        Self { decisions: self.decisions.iter().filter(|decision| decision.client).cloned().collect() }
    }
}

impl<'a> IntoIterator for &'a All {
    type Item = &'a Decision<Value>;
    type IntoIter = std::slice::Iter<'a, Decision<Value>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(feature = "serde")]
impl serde_core::Serialize for All {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.decisions.iter().map(|decision| (&decision.flag, decision)))
    }
}
