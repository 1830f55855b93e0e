//! What a generated `Flags` holds, and the one place where it looks its rules up.

use std::fmt;
use std::marker::PhantomData;

use flags_runtime::ruleset::{FlagId, PayloadId};
use flags_runtime::{
    Decision, Kept, Overrides, Ruleset, Scope, Slot, Slots, Value, decide, decide_all, decide_named, explain,
    overriding_value, payload_of, serve, serve_generated,
};

use crate::all::All;
use crate::choice::{Choice, member};
use crate::clock;
use crate::compiled::{Compiled, flag_once_named};
#[cfg(feature = "live")]
use crate::live::State;
use crate::overriding::Overriding;
use crate::served::Served;
#[cfg(not(feature = "live"))]
use crate::state::State;
use crate::unknown::UnknownFlag;

/// The environment, and what stands between this handle and the compiled rules. These are a constant of
/// the program, which `F` leads to: handed to the evaluator directly, the compiler specialises it for each
/// flag.
pub struct Handle<F> {
    state: State,
    environment: u16,
    flags: PhantomData<fn() -> F>,
}

impl<F: Compiled> Handle<F> {
    /// A handle without overrides, by the compiled rules.
    #[must_use]
    pub const fn new(environment: u16) -> Self {
        Self { state: State::new(), environment, flags: PhantomData }
    }

    /// The same handle with more overrides.
    #[must_use]
    pub fn with(&self, change: impl FnOnce(Overriding<F>) -> Overriding<F>) -> Self {
        let overrides = self.state.overrides().cloned().unwrap_or_default();
        self.of(self.state.with::<F>(change(Overriding::of(overrides)).overrides))
    }

    /// The same handle, whatever rules come.
    #[must_use]
    pub fn snapshot(&self) -> Self {
        self.of(self.state.snapshot::<F>())
    }

    /// The way to change the rules of this handle and of all its clones.
    #[cfg(feature = "live")]
    #[must_use]
    pub fn live(&self) -> crate::live::Live {
        self.state.live::<F>()
    }

    fn of(&self, state: State) -> Self {
        Self { state, ..*self }
    }

    /// Whether a bool flag is on.
    #[inline(always)]
    pub fn is_on(&self, flag: FlagId, slots: Slots<'_>) -> bool {
        self.decided(flag, slots).0
    }

    /// Which variant a flag serves.
    #[inline(always)]
    pub fn variant<C: Choice>(&self, flag: FlagId, slots: Slots<'_>) -> C {
        member(self.decided(flag, slots).1)
    }

    /// Which value a flag serves.
    #[inline(always)]
    pub fn value<T: Served>(&self, flag: FlagId, slots: Slots<'_>) -> T {
        if !self.state.is_compiled(flag) {
            return self.changed_value(flag, slots.slots, slots.kept);
        }
        let rules = F::rules();
        T::of_payload(rules, payload_of(rules, flag, self.compiled(flag, slots).1))
    }

    /// Decides a bool flag and says why.
    pub fn explain_bool(&self, flag: FlagId, slots: Slots<'_>) -> Decision<bool> {
        self.explain(flag, slots).map(|value| value == Value::Bool(true))
    }

    /// Decides a flag with variants and says why.
    pub fn explain_variant<C: Choice>(&self, flag: FlagId, slots: Slots<'_>) -> Decision<C> {
        self.explain(flag, slots).map(|value| {
            let number =
                C::MEMBERS.names.iter().position(|name| matches!(&value, Value::Text(text) if text == name));
            C::MEMBERS.all[number.unwrap_or(0)]
        })
    }

    /// Decides a flag with values and says why.
    pub fn explain_value<T: Served>(&self, flag: FlagId, slots: Slots<'_>) -> Decision<T> {
        self.explain(flag, slots).map(|value| T::of_value(Some(&value)))
    }

    /// Decides every flag.
    #[must_use]
    pub fn all(&self, slots: Slots<'_>) -> All {
        self.read(slots, |scope| All::of::<F>(decide_all(scope).collect()))
    }

    /// Decides the flag of this name, or of this old name.
    pub fn decide(&self, name: &str, slots: Slots<'_>) -> Result<Decision<Value>, UnknownFlag> {
        let flag = F::rules().flag_named(name).or_else(|| flag_once_named(F::OLD_NAMES, name));
        let decision = flag.and_then(|flag| self.read(slots, |scope| decide_named(scope, flag)));
        decision.ok_or_else(|| UnknownFlag::new(name, F::NAMES))
    }

    /// Whether the flag is on, and what it serves. Always inlined, since the numbers of the flag are
    /// constants only in its own method; and no whole outcome, which is returned through memory.
    #[inline(always)]
    fn decided(&self, flag: FlagId, slots: Slots<'_>) -> (bool, PayloadId) {
        if self.state.is_compiled(flag) {
            self.compiled(flag, slots)
        } else {
            self.changed(flag, slots.slots, slots.kept)
        }
    }

    /// By the rules that were compiled.
    #[inline(always)]
    fn compiled(&self, flag: FlagId, slots: Slots<'_>) -> (bool, PayloadId) {
        serve_generated(&self.scope(F::rules(), None, slots), flag)
    }

    /// By overrides or newer rules. Out of line, so that a call without them stays small; and the context in
    /// pieces, because three words in one are handed over through memory, which is written before it is known
    /// whether anybody reads it.
    #[cold]
    #[inline(never)]
    fn changed(&self, flag: FlagId, slots: &[Slot<'_>], kept: &Kept) -> (bool, PayloadId) {
        self.read(Slots { slots, kept }, |scope| serve(scope, flag))
    }

    /// An overriding value need not be in the rules.
    #[cold]
    #[inline(never)]
    fn changed_value<T: Served>(&self, flag: FlagId, slots: &[Slot<'_>], kept: &Kept) -> T {
        self.read(Slots { slots, kept }, |scope| {
            let outcome = decide(scope, flag);
            match overriding_value(scope, flag, &outcome) {
                Some(value) => T::of_value(Some(value)),
                None => T::of_payload(scope.rules, payload_of(scope.rules, flag, outcome.payload)),
            }
        })
    }

    fn explain(&self, flag: FlagId, slots: Slots<'_>) -> Decision<Value> {
        self.read(slots, |scope| explain(scope, flag))
            .expect("BUG: generated methods ask for flags that exist")
    }

    /// Hands over what decides now.
    fn read<R>(&self, slots: Slots<'_>, read: impl FnOnce(&Scope<'_>) -> R) -> R {
        self.state.read::<F, R>(|rules| read(&self.scope(rules, self.state.overrides(), slots)))
    }

    #[inline]
    fn scope<'s>(&self, rules: &'s Ruleset, overrides: Option<&'s Overrides>, slots: Slots<'s>) -> Scope<'s> {
        Scope { rules, environment: self.environment, slots, overrides, clock: clock::now }
    }
}

impl<F: Compiled> Clone for Handle<F> {
    fn clone(&self) -> Self {
        self.of(self.state.share::<F>())
    }
}

/// Shows the generated type, which is all that a user knows of.
impl<F: Compiled> fmt::Debug for Handle<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rules = F::rules();
        let mut fields = f.debug_struct(F::TYPE);
        if let Some(environment) = rules.environments.get(usize::from(self.environment)) {
            fields.field("environment", &rules.str(*environment));
        }
        let overridden = (0..).zip(F::NAMES).filter(|(flag, _)| {
            self.state.overrides().is_some_and(|overrides| overrides.get(*flag).is_some())
        });
        fields.field("overrides", &overridden.map(|(_, name)| *name).collect::<Vec<_>>());
        fields.finish_non_exhaustive()
    }
}
