//! What the generated `Context` needs beside its slots.

use std::fmt;

use flags_runtime::ruleset::{Ruleset, Run};
use flags_runtime::{Held, Kept, Owned, Slot, Slots, words};

/// What a generated context holds. What it borrows stands in the slots; only `into_owned` keeps anything.
#[derive(Clone)]
pub struct Contents<'a, const N: usize> {
    slots: [Slot<'a>; N],
    kept: Kept,
}

impl<'a, const N: usize> Contents<'a, N> {
    /// These values.
    #[inline(always)]
    pub const fn new(slots: [Slot<'a>; N]) -> Self {
        Self { slots, kept: Kept::NOTHING }
    }

    /// Replaces a value. What the old one kept stays until the context goes.
    #[inline(always)]
    pub fn set(&mut self, index: usize, slot: Slot<'a>) {
        self.slots[index] = slot;
    }

    /// As the evaluator reads it.
    #[inline(always)]
    pub fn slots(&self) -> Slots<'_> {
        Slots { slots: &self.slots, kept: &self.kept }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Contents<'static, N> {
        let Self { slots, mut kept } = self;
        Contents { slots: slots.map(|slot| kept.own(slot)), kept }
    }
}

/// Shows what a context says, by name; what it does not say is left out.
pub fn debug_context(f: &mut fmt::Formatter<'_>, rules: &Ruleset, context: Slots<'_>) -> fmt::Result {
    let mut fields = f.debug_struct("Context");
    for (attribute, slot) in rules.attributes.iter().zip(context.slots).filter(|(_, slot)| !slot.is_absent())
    {
        fields.field(
            rules.str(attribute.name),
            &Fact { rules, members: attribute.members, kept: context.kept, slot },
        );
    }
    fields.finish()
}

struct Fact<'a> {
    rules: &'a Ruleset,
    members: Run,
    kept: &'a Kept,
    slot: &'a Slot<'a>,
}

impl fmt::Debug for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.slot.held {
            Held::Absent => f.write_str("absent"),
            Held::String(text) | Held::Version(text) => fmt::Debug::fmt(&text, f),
            Held::Bool(value) => fmt::Debug::fmt(&value, f),
            Held::Integer(value) => fmt::Debug::fmt(&value, f),
            Held::Float(value) => fmt::Debug::fmt(&value, f),
            Held::Timestamp(seconds) => fmt::Display::fmt(&words::Timestamp(seconds), f),
            Held::Enum | Held::LateMember(_) => {
                let name = self
                    .slot
                    .member_number()
                    .and_then(|number| self.rules.name_in(self.members, number.into()));
                f.write_str(name.unwrap_or("?"))
            }
            Held::ClosedSet => {
                f.debug_list().entries(self.rules.names_among(self.members, self.slot.word)).finish()
            }
            Held::OpenSet(items) => fmt::Debug::fmt(&items, f),
            Held::Kept(number) => match self.kept.get(number) {
                Some(Owned::String(text) | Owned::Version(text)) => fmt::Debug::fmt(text, f),
                Some(Owned::Set(items)) => fmt::Debug::fmt(items, f),
                None => f.write_str("?"),
            },
        }
    }
}
