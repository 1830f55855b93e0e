//! Loaded rules that decide by name.

use flags_runtime::{Decision, Kept, Ruleset, Scope, Slot, Slots, Value, decide_all, decide_named, explain};

use crate::lower::lower;
use crate::model::Model;

/// A checked file, ready to decide for contexts that are data.
#[derive(Clone, Debug)]
pub struct Engine {
    model: Model,
    rules: Ruleset,
    clock: fn() -> Option<i64>,
}

/// The attributes of one request, in the order of the file, and the environment if the data names one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DynamicContext<'c> {
    slots: Vec<Slot<'c>>,
    /// What the data has no place for that could be borrowed, such as lists of strings.
    pub(crate) kept: Kept,
    /// The number of the environment; without one, where the file declares some, no flag is on.
    pub environment: Option<u16>,
}

impl Engine {
    /// Decides with these rules. `now` is the system's clock where a context does not say.
    pub fn new(model: Model) -> Self {
        let rules = lower(&model);
        Self { model, rules, clock: system_clock }
    }

    /// The same without a clock: `now` is absent where a context does not say.
    #[must_use]
    pub fn without_clock(self) -> Self {
        Self { clock: || None, ..self }
    }

    /// The checked file.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The rules as data.
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// A context that says nothing, not even the environment.
    pub fn empty_context(&self) -> DynamicContext<'static> {
        DynamicContext::empty(&self.model)
    }

    /// The number of the environment of this name.
    pub fn environment_named(&self, name: &str) -> Option<u16> {
        let found = self.model.environments.iter().position(|environment| environment == name)?;
        u16::try_from(found).ok()
    }

    /// Decides one flag; `None` if there is none of this name.
    pub fn decide(&self, flag: &str, context: &DynamicContext<'_>) -> Option<Decision<Value>> {
        decide_named(&self.scope(context), self.rules.flag_named(flag)?)
    }

    /// Decides one flag with the trace of every step; `None` if there is none of this name.
    pub fn explain(&self, flag: &str, context: &DynamicContext<'_>) -> Option<Decision<Value>> {
        explain(&self.scope(context), self.rules.flag_named(flag)?)
    }

    /// Decides every flag, in file order.
    pub fn all<'e>(&'e self, context: &'e DynamicContext<'_>) -> impl Iterator<Item = Decision<Value>> + 'e {
        let scope = self.scope(context);
        decide_all(&scope).collect::<Vec<_>>().into_iter()
    }

    /// What a decision for this context is made from: for those who decide by number, or watch.
    pub fn scope<'s>(&'s self, context: &'s DynamicContext<'_>) -> Scope<'s> {
        Scope {
            rules: &self.rules,
            // A flag is never on because somebody forgot to say where.
            environment: context.environment.unwrap_or(if self.model.environments.is_empty() {
                0
            } else {
                u16::MAX
            }),
            slots: Slots { slots: &context.slots, kept: &context.kept },
            overrides: None,
            clock: self.clock,
        }
    }
}

impl<'c> DynamicContext<'c> {
    /// A slot for each attribute, and one for `now`.
    pub(crate) fn empty(model: &Model) -> Self {
        Self { slots: vec![Slot::ABSENT; model.attributes.len() + 1], kept: Kept::NOTHING, environment: None }
    }

    /// Sets the value of the attribute of this number.
    pub(crate) fn set(&mut self, attribute: usize, slot: Slot<'c>) {
        if let Some(place) = self.slots.get_mut(attribute) {
            *place = slot;
        }
    }
}

/// Whole seconds since 1970.
fn system_clock() -> Option<i64> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_secs()).ok())
}
