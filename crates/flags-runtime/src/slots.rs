//! A context as the evaluator reads it, and what of it is owned.

use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::slot::{Held, Slot};

/// A context: a slot for each attribute of the rules, `now` last, and what the slots leave to be kept.
/// Slots that are left out are absent.
#[derive(Clone, Copy, Debug)]
pub struct Slots<'s> {
    /// The slots.
    pub slots: &'s [Slot<'s>],
    /// What they own.
    pub kept: &'s Kept,
}

/// What a context owns. It stands beside the slots, which have its number, because a slot that owned
/// something would have to be dropped, and contexts that borrow everything would pay for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept(Option<Arc<Vec<Owned>>>);

/// Something that a context owns.
#[derive(Clone, Debug, PartialEq)]
pub enum Owned {
    /// A string.
    String(Box<str>),
    /// A version, checked.
    Version(Box<str>),
    /// Any strings.
    Set(Box<[Box<str>]>),
}

impl<'s> Slots<'s> {
    /// Slots that own nothing.
    pub fn borrowed(slots: &'s [Slot<'s>]) -> Self {
        static NOTHING: Kept = Kept::NOTHING;
        Self { slots, kept: &NOTHING }
    }

    /// The slot of this number.
    #[inline]
    pub(crate) fn get(self, number: usize) -> &'s Slot<'s> {
        self.slots.get(number).unwrap_or(&Slot::ABSENT)
    }
}

impl Kept {
    /// Nothing.
    pub const NOTHING: Self = Self(None);

    /// Keeps something, and gives the slot that stands for it.
    pub fn keep(&mut self, owned: Owned) -> Slot<'static> {
        let all = Arc::make_mut(self.0.get_or_insert_default());
        all.push(owned);
        Slot::of(Held::Kept(u32::try_from(all.len()).map_or(u32::MAX, |count| count.wrapping_sub(1))))
    }

    /// What has this number.
    pub fn get(&self, number: u32) -> Option<&Owned> {
        self.0.as_ref()?.get(number as usize)
    }

    /// The same slot, borrowing nothing; what it borrowed is kept here.
    pub fn own(&mut self, slot: Slot<'_>) -> Slot<'static> {
        let held = match slot.held {
            Held::String(text) => self.keep(Owned::String(text.into())).held,
            Held::Version(text) => self.keep(Owned::Version(text.into())).held,
            Held::OpenSet(items) => {
                self.keep(Owned::Set(items.iter().map(|item| (*item).into()).collect())).held
            }
            Held::Absent => Held::Absent,
            Held::Integer(value) => Held::Integer(value),
            Held::Bool(value) => Held::Bool(value),
            Held::Float(value) => Held::Float(value),
            Held::Timestamp(seconds) => Held::Timestamp(seconds),
            Held::Enum => Held::Enum,
            Held::LateMember(number) => Held::LateMember(number),
            Held::ClosedSet => Held::ClosedSet,
            Held::Kept(number) => Held::Kept(number),
        };
        Slot { word: slot.word, held }
    }

    /// The text of a string.
    #[inline(always)]
    pub(crate) fn string<'s>(&'s self, slot: &Slot<'s>) -> Option<&'s str> {
        match slot.held {
            Held::String(text) => Some(text),
            Held::Kept(number) => self.kept_string(number),
            _ => None,
        }
    }

    #[cold]
    #[inline(never)]
    fn kept_string(&self, number: u32) -> Option<&str> {
        match self.get(number)? {
            Owned::String(text) => Some(text),
            Owned::Version(_) | Owned::Set(_) => None,
        }
    }

    /// The text of a version.
    #[inline]
    pub(crate) fn version<'s>(&'s self, slot: &Slot<'s>) -> Option<&'s str> {
        match slot.held {
            Held::Version(text) => Some(text),
            Held::Kept(number) => match self.get(number)? {
                Owned::Version(text) => Some(text),
                Owned::String(_) | Owned::Set(_) => None,
            },
            _ => None,
        }
    }
}

/// In line it is one comparison, which melts away where the compiler sees that nothing is kept; what there is
/// to drop is dropped by a call.
impl Drop for Kept {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(kept) = self.0.take() {
            drop_kept(kept);
        }
    }
}

#[cold]
#[inline(never)]
fn drop_kept(kept: Arc<Vec<Owned>>) {
    drop(kept);
}
