//! What a generated `Flags` holds, and the one place where it looks its rules up.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use flags_runtime::ruleset::{FlagId, PayloadId};
use flags_runtime::{
    Decision, Overrides, Ruleset, Scope, Slot, Value, decide, decide_all, decide_named, explain, payload_of,
};

use crate::all::All;
use crate::choice::{Choice, member};
use crate::clock;
use crate::compiled::{Compiled, flag_once_named};
use crate::overriding::Overriding;
use crate::served::Served;
use crate::unknown::UnknownFlag;

/// The environment, and what this handle overrides. The rules are a constant of the program, which
/// `F` leads to: handed to the evaluator directly, the compiler specialises it for each flag.
pub struct Handle<F> {
    overrides: Option<Arc<Overrides>>,
    environment: u16,
    flags: PhantomData<fn() -> F>,
}

impl<F: Compiled> Handle<F> {
    /// A handle without overrides.
    #[must_use]
    pub const fn new(environment: u16) -> Self {
        Self { overrides: None, environment, flags: PhantomData }
    }

    /// The same handle with more overrides.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Overriding<F>) -> Overriding<F>) -> Self {
        let overrides = self.overrides.as_deref().cloned().unwrap_or_default();
        let overrides = change(Overriding::of(overrides)).overrides;
        let overrides = (!overrides.is_empty()).then(|| Arc::new(overrides));
        Self { overrides, ..*self }
    }

    /// Whether a bool flag is on.
    #[inline(always)]
    pub fn is_on(&self, flag: FlagId, slots: &[Slot<'_>]) -> bool {
        self.decided(flag, slots).0
    }

    /// Which variant a flag serves.
    #[inline(always)]
    pub fn variant<C: Choice>(&self, flag: FlagId, slots: &[Slot<'_>]) -> C {
        member(self.decided(flag, slots).1)
    }

    /// Which value a flag serves.
    #[inline(always)]
    pub fn value<T: Served>(&self, flag: FlagId, slots: &[Slot<'_>]) -> T {
        if self.overrides.is_some() {
            return self.overridden_value(flag, slots);
        }
        let rules = self.rules();
        T::of_payload(rules, payload_of(rules, flag, self.decided(flag, slots).1))
    }

    /// Decides a bool flag and says why.
    pub fn explain_bool(&self, flag: FlagId, slots: &[Slot<'_>]) -> Decision<bool> {
        self.explain(flag, slots).map(|value| value == Value::Bool(true))
    }

    /// Decides a flag with variants and says why.
    pub fn explain_variant<C: Choice>(&self, flag: FlagId, slots: &[Slot<'_>]) -> Decision<C> {
        self.explain(flag, slots).map(|value| {
            let number = C::NAMES.iter().position(|name| matches!(&value, Value::Text(text) if text == name));
            C::ALL[number.unwrap_or(0)]
        })
    }

    /// Decides a flag with values and says why.
    pub fn explain_value<T: Served>(&self, flag: FlagId, slots: &[Slot<'_>]) -> Decision<T> {
        self.explain(flag, slots).map(|value| T::of_value(Some(&value)))
    }

    /// Decides every flag.
    #[must_use]
    pub fn all(&self, slots: &[Slot<'_>]) -> All {
        let scope = self.scope(slots);
        All::of::<F>(decide_all(&scope).collect())
    }

    /// Decides the flag of this name, or of this old name.
    pub fn decide(&self, name: &str, slots: &[Slot<'_>]) -> Result<Decision<Value>, UnknownFlag> {
        let flag = self.rules().flag_named(name).or_else(|| flag_once_named(F::OLD_NAMES, name));
        let decision = flag.and_then(|flag| decide_named(&self.scope(slots), flag));
        decision.ok_or_else(|| UnknownFlag::new(name, F::NAMES))
    }

    /// Whether the flag is on, and what it serves. Always inlined, since the numbers of the flag are
    /// constants only in its own method; and no whole outcome, which is returned through memory.
    #[inline(always)]
    fn decided(&self, flag: FlagId, slots: &[Slot<'_>]) -> (bool, PayloadId) {
        if self.overrides.is_some() {
            return self.overridden(flag, slots);
        }
        let outcome = decide(&Scope { overrides: None, ..self.scope(slots) }, flag);
        (outcome.on, outcome.payload)
    }

    /// Out of line, so that a call without overrides stays small.
    #[cold]
    #[inline(never)]
    fn overridden(&self, flag: FlagId, slots: &[Slot<'_>]) -> (bool, PayloadId) {
        let outcome = decide(&self.scope(slots), flag);
        (outcome.on, outcome.payload)
    }

    /// An overriding value need not be in the rules.
    #[cold]
    #[inline(never)]
    fn overridden_value<T: Served>(&self, flag: FlagId, slots: &[Slot<'_>]) -> T {
        let overridden = self.overrides.as_ref().and_then(|overrides| overrides.get(flag));
        if let Some(value) = overridden.and_then(|overridden| overridden.value.as_ref()) {
            return T::of_value(Some(value));
        }
        let rules = self.rules();
        T::of_payload(rules, payload_of(rules, flag, self.overridden(flag, slots).1))
    }

    fn explain(&self, flag: FlagId, slots: &[Slot<'_>]) -> Decision<Value> {
        explain(&self.scope(slots), flag).expect("BUG: generated methods ask for flags that exist")
    }

    #[inline]
    fn scope<'s>(&'s self, slots: &'s [Slot<'s>]) -> Scope<'s> {
        Scope {
            rules: self.rules(),
            environment: self.environment,
            slots,
            overrides: self.overrides.as_deref(),
            clock: clock::now,
        }
    }

    /// The rules that decide now.
    #[inline]
    #[allow(clippy::unused_self, reason = "the rules of a handle that reloads will be its own")]
    fn rules(&self) -> &'static Ruleset {
        F::rules()
    }
}

impl<F> Clone for Handle<F> {
    fn clone(&self) -> Self {
        Self { overrides: self.overrides.clone(), environment: self.environment, flags: PhantomData }
    }
}

/// Shows the generated type, which is all that a user knows of.
impl<F: Compiled> fmt::Debug for Handle<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = self.rules();
        let mut fields = f.debug_struct(F::TYPE);
        if let Some(environment) = rules.environments.get(usize::from(self.environment)) {
            fields.field("environment", &rules.str(*environment));
        }
        let overridden = (0..).zip(F::NAMES).filter(|(flag, _)| {
            self.overrides.as_ref().is_some_and(|overrides| overrides.get(*flag).is_some())
        });
        fields.field("overrides", &overridden.map(|(_, name)| *name).collect::<Vec<_>>());
        fields.finish_non_exhaustive()
    }
}
