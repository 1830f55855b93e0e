//! What the generated `Context` needs beside its slots.

use std::fmt;

use flags_runtime::ruleset::{Ruleset, Run};
use flags_runtime::{Owned, Slot, words};

/// Shows what a context says, by name; what it does not say is left out.
pub fn debug_context(f: &mut fmt::Formatter<'_>, rules: &Ruleset, slots: &[Slot<'_>]) -> fmt::Result {
    let mut fields = f.debug_struct("Context");
    for (attribute, slot) in rules.attributes.iter().zip(slots).filter(|(_, slot)| !slot.is_absent()) {
        fields.field(rules.str(attribute.name), &Fact { rules, members: attribute.members, slot });
    }
    fields.finish()
}

struct Fact<'a> {
    rules: &'a Ruleset,
    members: Run,
    slot: &'a Slot<'a>,
}

impl fmt::Debug for Fact<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.slot {
            Slot::Absent => f.write_str("absent"),
            Slot::String { text, .. } | Slot::Version(text) => fmt::Debug::fmt(text, f),
            Slot::Bool(value) => fmt::Debug::fmt(value, f),
            Slot::Integer { value, .. } => fmt::Debug::fmt(value, f),
            Slot::Float(value) => fmt::Debug::fmt(value, f),
            Slot::Timestamp(seconds) => fmt::Display::fmt(&words::Timestamp(*seconds), f),
            Slot::Enum(member) => {
                f.write_str(self.rules.name_in(self.members, usize::from(*member)).unwrap_or("?"))
            }
            Slot::ClosedSet(bits) => {
                let names = self.rules.names_of(self.members).zip(0_u32..);
                let held = names.filter(|(_, index)| bits.checked_shr(*index).unwrap_or(0) & 1 == 1);
                f.debug_list().entries(held.map(|(name, _)| name)).finish()
            }
            Slot::OpenSet(items) => fmt::Debug::fmt(items, f),
            Slot::Owned(owned) => match &**owned {
                Owned::String(text, _) | Owned::Version(text) => fmt::Debug::fmt(text, f),
                Owned::Set(items) => fmt::Debug::fmt(items, f),
            },
        }
    }
}
