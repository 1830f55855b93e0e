//! What a context holds for each attribute.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::sync::Arc;

use crate::bucket::{id_hash, integer_id_hash};
use crate::version::is_version;

/// The value of one attribute in a context. A context is a slice of these, in the order of
/// [`Ruleset::attributes`](crate::ruleset::Ruleset::attributes).
///
/// What is owned stands behind one pointer, in a variant of its own: the others have no destructor, so that
/// setting them is a store, and dropping a context is one comparison for each slot.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Slot<'a> {
    /// The context does not say.
    #[default]
    Absent,
    /// A string.
    String {
        /// The text's hash, or 0 if nobody computed it yet.
        hash: u64,
        /// The text.
        text: &'a str,
    },
    /// An integer. Beside strings and with the hash in the same place, so that one comparison and one load
    /// read the hash of either.
    Integer {
        /// The hash of its digits, or 0 if nobody computed it yet.
        hash: u64,
        /// The number.
        value: i64,
    },
    /// A bool.
    Bool(bool),
    /// A float; never NaN.
    Float(f64),
    /// A version, checked.
    Version(&'a str),
    /// Seconds since 1970.
    Timestamp(i64),
    /// The number of an enum's member.
    Enum(u16),
    /// One bit for each member of a closed set.
    ClosedSet(u64),
    /// Any strings.
    OpenSet(&'a [&'a str]),
    /// A string, version or open set that borrows nothing.
    Owned(Arc<Owned>),
}

/// What a slot holds that borrows nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Owned {
    /// A string, and its hash, or 0 if nobody computed it yet.
    String(Box<str>, u64),
    /// A version, checked.
    Version(Box<str>),
    /// Any strings.
    Set(Box<[Box<str>]>),
}

impl<'a> Slot<'a> {
    /// A string.
    #[inline]
    pub const fn string(text: &'a str) -> Self {
        Self::String { text, hash: 0 }
    }

    /// A string that rollouts are bucketed by or long lists are searched for: hashed now, once.
    #[inline]
    pub fn id(text: &'a str) -> Self {
        Self::String { text, hash: id_hash(text) }
    }

    /// The key: an empty one is absent.
    #[inline]
    pub fn key(text: &'a str) -> Self {
        if text.is_empty() { Self::Absent } else { Self::id(text) }
    }

    /// An integer.
    #[inline]
    pub const fn integer(value: i64) -> Self {
        Self::Integer { value, hash: 0 }
    }

    /// An integer that rollouts are bucketed by: hashed now, once.
    #[inline]
    pub fn integer_id(value: i64) -> Self {
        Self::Integer { value, hash: integer_id_hash(value) }
    }

    /// A float; NaN is absent.
    #[inline]
    pub fn float(value: f64) -> Self {
        if value.is_nan() { Self::Absent } else { Self::Float(value) }
    }

    /// A version; text that is none is absent.
    #[inline]
    pub fn version(text: &'a str) -> Self {
        if is_version(text) { Self::Version(text) } else { Self::Absent }
    }

    /// Whether the context says nothing.
    #[inline]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// A string with its hash, or 0, borrowed or owned as the text is.
    pub fn of_text(text: Cow<'a, str>, hash: u64) -> Self {
        match text {
            Cow::Borrowed(text) => Self::String { text, hash },
            Cow::Owned(text) => Owned::String(text.into(), hash).into(),
        }
    }

    /// A checked version, borrowed or owned as the text is.
    pub fn of_version(text: Cow<'a, str>) -> Self {
        match text {
            Cow::Borrowed(text) => Self::Version(text),
            Cow::Owned(text) => Owned::Version(text.into()).into(),
        }
    }

    /// Replaces the value. What was there is nearly always borrowed, and has nothing to drop.
    #[inline(always)]
    pub fn set(&mut self, slot: Self) {
        if let Self::Owned(old) = core::mem::replace(self, slot) {
            drop_owned(old);
        }
    }

    /// The text and hash of a string.
    #[inline(always)]
    pub(crate) fn string_and_hash(&self) -> Option<(&str, u64)> {
        match self {
            Self::String { text, hash } => Some((text, *hash)),
            Self::Owned(owned) => owned_string(owned),
            _ => None,
        }
    }

    /// The text of a version.
    #[inline]
    pub(crate) fn version_text(&self) -> Option<&str> {
        match self {
            Self::Version(text) => Some(text),
            Self::Owned(owned) => match &**owned {
                Owned::Version(text) => Some(text),
                Owned::String(..) | Owned::Set(_) => None,
            },
            _ => None,
        }
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Slot<'static> {
        match self {
            Self::Absent => Slot::Absent,
            Self::String { text, hash } => Owned::String(text.into(), hash).into(),
            Self::Bool(value) => Slot::Bool(value),
            Self::Integer { value, hash } => Slot::Integer { value, hash },
            Self::Float(value) => Slot::Float(value),
            Self::Version(text) => Owned::Version(text.into()).into(),
            Self::Timestamp(seconds) => Slot::Timestamp(seconds),
            Self::Enum(member) => Slot::Enum(member),
            Self::ClosedSet(members) => Slot::ClosedSet(members),
            Self::OpenSet(items) => Owned::Set(items.iter().map(|item| Box::from(*item)).collect()).into(),
            Self::Owned(owned) => Slot::Owned(owned),
        }
    }
}

impl From<Owned> for Slot<'_> {
    fn from(owned: Owned) -> Self {
        Self::Owned(Arc::new(owned))
    }
}

#[cold]
#[inline(never)]
fn drop_owned(owned: Arc<Owned>) {
    drop(owned);
}

#[cold]
#[inline(never)]
fn owned_string(owned: &Owned) -> Option<(&str, u64)> {
    match owned {
        Owned::String(text, hash) => Some((text, *hash)),
        Owned::Version(_) | Owned::Set(_) => None,
    }
}
