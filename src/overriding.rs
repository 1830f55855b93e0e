//! Flags that a handle decides by decree.

use std::fmt;
use std::marker::PhantomData;

use flags_runtime::ruleset::{FlagId, Kind, PayloadId};
use flags_runtime::{Cause, Outcome, Override, Overrides, Value, value_of};

use crate::choice::Choice;
use crate::compiled::Compiled;
use crate::served::Served;

/// What `with` hands to its closure, behind the generated builder.
pub struct Overriding<F> {
    pub(crate) overrides: Overrides,
    /// Whether the kill switch beats what is overridden from here on.
    yields: bool,
    flags: PhantomData<fn() -> F>,
}

impl<F: Compiled> Overriding<F> {
    pub(crate) fn of(overrides: Overrides) -> Self {
        Self { overrides, yields: false, flags: PhantomData }
    }

    /// The same for overrides that come from outside the code.
    pub(crate) fn beaten_by_kills(self) -> Self {
        Self { yields: true, ..self }
    }

    /// Turns a flag on or off.
    #[must_use]
    pub fn switch(mut self, flag: FlagId, on: bool) -> Self {
        self.overrides.set(flag, Override { on, payload: on.into(), value: None, yields: self.yields });
        self
    }

    /// Makes a flag serve a variant. It counts as on unless that is what it serves when off.
    #[must_use]
    pub fn choose<C: Choice>(self, flag: FlagId, variant: C) -> Self {
        self.choose_number(flag, variant.index())
    }

    /// The same by number.
    pub(crate) fn choose_number(mut self, flag: FlagId, payload: PayloadId) -> Self {
        let on = F::rules().flags.get(flag as usize).is_none_or(|flag| flag.off != payload);
        self.overrides.set(flag, Override { on, payload, value: None, yields: self.yields });
        self
    }

    /// Makes a flag serve a value. It counts as on unless that is what it serves when off.
    #[must_use]
    pub fn serve<T: Served>(self, flag: FlagId, value: T) -> Self {
        self.serve_value(flag, value.into_value())
    }

    /// The same with a value of the flag's type.
    pub(crate) fn serve_value(mut self, flag: FlagId, value: Value) -> Self {
        let rules = F::rules();
        let (off, on) = rules
            .flags
            .get(flag as usize)
            .map_or((0, true), |row| (row.off, value != served(flag, row.off, F::rules())));
        let payload = if on { number_of::<F>(flag, &value) } else { off };
        self.overrides.set(flag, Override { on, payload, value: Some(value), yields: self.yields });
        self
    }
}

/// The number of a named value, so that requirements on it and its variant in a decision hold.
fn number_of<F: Compiled>(flag: FlagId, value: &Value) -> PayloadId {
    let rules = F::rules();
    let named = rules.flags.get(flag as usize).filter(|row| row.kind == Kind::NamedValue);
    let numbers = 0..named.map_or(0, |row| PayloadId::try_from(row.variants.1).unwrap_or(PayloadId::MAX));
    numbers.into_iter().find(|number| served(flag, *number, rules) == *value).unwrap_or(PayloadId::MAX)
}

pub(crate) fn served(flag: FlagId, payload: PayloadId, rules: &flags_runtime::Ruleset) -> Value {
    value_of(rules, flag, &Outcome { on: false, payload, cause: Cause::Override, draw: None })
}

impl<F> fmt::Debug for Overriding<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.overrides, f)
    }
}
