//! What a context holds for each attribute.

use crate::bucket::{id_hash, integer_id_hash};
use crate::version::is_version;

/// The value of one attribute in a context. A context is a slice of these, in the order of
/// [`Ruleset::attributes`](crate::ruleset::Ruleset::attributes).
///
/// The word stands beside the value and not in it, so that what is asked most is one load and one test,
/// whatever the value is. Slots are `Copy` and have nothing to drop: a context is built in registers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slot<'a> {
    /// Of an id the hash, which buckets and long lists read, or 0 if nobody computed it. Of an enum or a closed
    /// set one bit for each member that it holds, of the first 64.
    pub word: u64,
    /// The value.
    pub held: Held<'a>,
}

/// What a slot holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Held<'a> {
    /// The context does not say.
    #[default]
    Absent,
    /// A string.
    String(&'a str),
    /// An integer.
    Integer(i64),
    /// A bool.
    Bool(bool),
    /// A float; never NaN.
    Float(f64),
    /// A version, checked.
    Version(&'a str),
    /// Seconds since 1970.
    Timestamp(i64),
    /// One of an enum's first 64 members: the bit of its slot's word. Without a bit the context does not say, so
    /// that the setters of most enums need not choose between this and absent.
    Enum,
    /// A later member of an enum, by number.
    LateMember(u16),
    /// A closed set: the bits of its slot's word.
    ClosedSet,
    /// Any strings.
    OpenSet(&'a [&'a str]),
    /// A string, version or open set that the context owns: its number in [`Kept`](crate::Kept).
    Kept(u32),
}

impl<'a> Slot<'a> {
    /// The context does not say.
    pub const ABSENT: Slot<'static> = Slot::absent();

    /// The same, made where it is needed: of a constant also the bytes that say nothing are copied.
    #[inline(always)]
    pub const fn absent() -> Self {
        Self { word: 0, held: Held::Absent }
    }

    /// A value without a word.
    #[inline]
    pub const fn of(held: Held<'a>) -> Self {
        Self { word: 0, held }
    }

    /// A string.
    #[inline]
    pub const fn string(text: &'a str) -> Self {
        Self::of(Held::String(text))
    }

    /// A string that rollouts are bucketed by: hashed now, once.
    #[inline]
    pub fn id(text: &'a str) -> Self {
        Self { word: id_hash(text), held: Held::String(text) }
    }

    /// The key: an empty one is absent.
    #[inline]
    pub fn key(text: &'a str) -> Self {
        let id = Self::id(text);
        if text.is_empty() { Self::absent() } else { id }
    }

    /// A bool.
    #[inline]
    pub const fn bool(value: bool) -> Self {
        Self::of(Held::Bool(value))
    }

    /// An integer.
    #[inline]
    pub const fn integer(value: i64) -> Self {
        Self::of(Held::Integer(value))
    }

    /// An integer that rollouts are bucketed by: hashed now, once.
    #[inline]
    pub fn integer_id(value: i64) -> Self {
        Self { word: integer_id_hash(value), held: Held::Integer(value) }
    }

    /// A float; NaN is absent.
    #[inline]
    pub fn float(value: f64) -> Self {
        if value.is_nan() { Self::absent() } else { Self::of(Held::Float(value)) }
    }

    /// A version; text that is none is absent.
    #[inline]
    pub fn version(text: &'a str) -> Self {
        if is_version(text) { Self::of(Held::Version(text)) } else { Self::absent() }
    }

    /// Seconds since 1970.
    #[inline]
    pub const fn timestamp(seconds: i64) -> Self {
        Self::of(Held::Timestamp(seconds))
    }

    /// An enum's member, by number.
    #[inline]
    pub const fn member(number: u16) -> Self {
        if number < 64 { Self::member_bit(1 << number) } else { Self::of(Held::LateMember(number)) }
    }

    /// A member of an enum by its bit, or none.
    #[inline]
    pub const fn member_bit(bit: u64) -> Self {
        Self { word: bit, held: Held::Enum }
    }

    /// One bit for each member of a closed set.
    #[inline]
    pub const fn closed_set(bits: u64) -> Self {
        Self { word: bits, held: Held::ClosedSet }
    }

    /// Any strings.
    #[inline]
    pub const fn open_set(items: &'a [&'a str]) -> Self {
        Self::of(Held::OpenSet(items))
    }

    /// Whether the context says nothing.
    #[inline]
    pub fn is_absent(&self) -> bool {
        match self.held {
            Held::Absent => true,
            Held::Enum => self.word == 0,
            _ => false,
        }
    }

    /// The number of an enum's member.
    #[inline]
    pub fn member_number(&self) -> Option<u16> {
        match self.held {
            Held::Enum if self.word != 0 => u16::try_from(self.word.trailing_zeros()).ok(),
            Held::LateMember(number) => Some(number),
            _ => None,
        }
    }
}
