//! Who gets it at each step.

use flags_model::dynamic::{DynamicContext, Engine};
use flags_model::model::FlagId;
use flags_runtime::{Cause, Reason, decide, decide_named, words};

/// How many people are shown as dots.
pub(crate) const DOTS: usize = 200;

/// What one step comes to.
pub(crate) struct Tally {
    engine: Engine,
    /// How many are on.
    pub(crate) on: usize,
    /// How many are on who were not a step before.
    pub(crate) gained: usize,
    /// How many were on a step before and are not.
    pub(crate) lost: usize,
    /// How many get each variant, on or off, where the flag has some.
    pub(crate) variants: Vec<(String, usize)>,
    /// Whether each of the first people is on.
    pub(crate) dots: Vec<bool>,
}

impl Tally {
    /// Nobody yet.
    pub(crate) fn of(engine: Engine) -> Self {
        Self { engine, on: 0, gained: 0, lost: 0, variants: Vec::new(), dots: Vec::new() }
    }

    /// One more person; `was_on` a step before. Returns whether they are on now.
    pub(crate) fn add(&mut self, flag: FlagId, context: &DynamicContext<'_>, was_on: bool) -> bool {
        let outcome = decide(&self.engine.scope(context), flag);
        self.on += usize::from(outcome.on);
        self.gained += usize::from(outcome.on && !was_on);
        self.lost += usize::from(!outcome.on && was_on);
        if let Some(name) = words::variant_name(self.engine.rules(), flag, outcome.payload) {
            match self.variants.iter_mut().find(|(known, _)| known == name) {
                Some((_, count)) => *count += 1,
                None => self.variants.push((name.to_owned(), 1)),
            }
        }
        if self.dots.len() < DOTS {
            self.dots.push(outcome.on);
        }
        outcome.on
    }

    /// The attribute for lack of which the flag, or one that it requires, is off.
    pub(crate) fn lacks(&self, mut flag: FlagId, context: &DynamicContext<'_>) -> Option<String> {
        let scope = self.engine.scope(context);
        while let Cause::Requires(requirement) = decide(&scope, flag).cause {
            flag = requirement.flag;
        }
        match decide_named(&scope, flag)?.reason {
            Reason::Missing(attribute) => Some(attribute.to_string()),
            _ => None,
        }
    }
}
