//! What a context holds for each attribute.

use alloc::borrow::Cow;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;

use crate::bucket::{id_hash, integer_id_hash};
use crate::version::is_version;

/// The value of one attribute in a context. A context is a slice of these, in the order of
/// [`Ruleset::attributes`](crate::ruleset::Ruleset::attributes).
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Slot<'a> {
    /// The context does not say.
    #[default]
    Absent,
    /// A string.
    String {
        /// The text.
        text: Cow<'a, str>,
        /// The text's hash, or 0 if nobody computed it yet.
        hash: u64,
    },
    /// A bool.
    Bool(bool),
    /// An integer.
    Integer {
        /// The number.
        value: i64,
        /// The hash of its digits, or 0 if nobody computed it yet.
        hash: u64,
    },
    /// A float; never NaN.
    Float(f64),
    /// A version, checked.
    Version(Cow<'a, str>),
    /// Seconds since 1970.
    Timestamp(i64),
    /// The number of an enum's member.
    Enum(u16),
    /// One bit for each member of a closed set.
    ClosedSet(u64),
    /// Any strings.
    OpenSet(&'a [&'a str]),
    /// Any strings, owned.
    OwnedSet(Arc<[Box<str>]>),
}

impl<'a> Slot<'a> {
    /// A string.
    #[inline]
    pub const fn string(text: &'a str) -> Self {
        Self::String { text: Cow::Borrowed(text), hash: 0 }
    }

    /// A string that rollouts are bucketed by or long lists are searched for: hashed now, once.
    #[inline]
    pub fn id(text: &'a str) -> Self {
        Self::String { text: Cow::Borrowed(text), hash: id_hash(text) }
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
        if is_version(text) { Self::Version(Cow::Borrowed(text)) } else { Self::Absent }
    }

    /// Whether the context says nothing.
    #[inline]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// The same, borrowing nothing.
    pub fn into_owned(self) -> Slot<'static> {
        match self {
            Self::Absent => Slot::Absent,
            Self::String { text, hash } => Slot::String { text: own(text), hash },
            Self::Bool(value) => Slot::Bool(value),
            Self::Integer { value, hash } => Slot::Integer { value, hash },
            Self::Float(value) => Slot::Float(value),
            Self::Version(text) => Slot::Version(own(text)),
            Self::Timestamp(seconds) => Slot::Timestamp(seconds),
            Self::Enum(member) => Slot::Enum(member),
            Self::ClosedSet(members) => Slot::ClosedSet(members),
            Self::OpenSet(items) => Slot::OwnedSet(items.iter().map(|item| Box::from(*item)).collect()),
            Self::OwnedSet(items) => Slot::OwnedSet(items),
        }
    }
}

fn own(text: Cow<'_, str>) -> Cow<'static, str> {
    Cow::Owned(String::from(text))
}
