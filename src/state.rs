//! What a handle has beside its environment, in a program whose rules are those that were compiled.

use std::sync::Arc;

use flags_runtime::ruleset::FlagId;
use flags_runtime::{Overrides, Ruleset};

use crate::compiled::Compiled;

/// Overrides, if there are any.
#[derive(Clone)]
pub(crate) struct State {
    overrides: Option<Arc<Overrides>>,
}

impl State {
    pub const fn new() -> Self {
        Self { overrides: None }
    }

    /// Whether the compiled rules alone decide a flag.
    #[inline(always)]
    pub fn is_compiled(&self, _: FlagId) -> bool {
        self.overrides.is_none()
    }

    #[inline]
    pub fn overrides(&self) -> Option<&Overrides> {
        self.overrides.as_deref()
    }

    /// The same with other overrides.
    pub fn with<F: Compiled>(&self, overrides: Overrides) -> Self {
        Self { overrides: (!overrides.is_empty()).then(|| Arc::new(overrides)) }
    }

    /// The same, whatever comes.
    pub fn snapshot<F: Compiled>(&self) -> Self {
        self.clone()
    }

    /// The same: what a clone of a handle holds.
    pub fn share<F: Compiled>(&self) -> Self {
        self.clone()
    }

    /// Hands over the rules of now.
    #[inline]
    pub fn read<F: Compiled, R>(&self, read: impl FnOnce(&Ruleset) -> R) -> R {
        read(F::rules())
    }
}
