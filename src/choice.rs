//! Generated enums: attributes, variants, environments.

use flags_runtime::Slot;

use crate::unknown::UnknownName;

/// A generated enum, by number and by name.
pub trait Choice: Copy + 'static {
    /// What there is to choose from. One constant, because each one is a body that a build of an app checks.
    const MEMBERS: Members<Self>;

    /// The number of a member.
    fn index(self) -> u16;
}

/// The members of a generated enum.
pub struct Members<C: 'static> {
    /// What the enum is called in messages: the attribute's or flag's name.
    pub what: &'static str,
    /// In file order.
    pub all: &'static [C],
    /// Their names in the file, in the same order.
    pub names: &'static [&'static str],
}

/// The member of this number; the first if there is none, which checked rules never ask for.
#[inline]
pub(crate) fn member<C: Choice>(index: u16) -> C {
    C::MEMBERS.all.get(usize::from(index)).copied().unwrap_or(C::MEMBERS.all[0])
}

/// No member has this name.
#[cold]
#[inline(never)]
pub fn unknown<C: Choice>(given: &str) -> Result<C, UnknownName> {
    Err(UnknownName::new(C::MEMBERS.what, given, C::MEMBERS.names))
}

/// The slot of a member, or of none. The bit of no member is the one after the last, which the mask takes away:
/// that takes less than to ask whether there is one.
#[inline]
pub fn maybe_member<C: Choice>(value: Option<C>) -> Slot<'static> {
    let count = C::MEMBERS.all.len();
    if count >= 64 {
        return value.map_or(Slot::absent(), |member| Slot::member(member.index()));
    }
    let number = value.map_or(count, |member| member.index().into());
    Slot::member_bit((1 << (number & 63)) & ((1 << count) - 1))
}

/// A closed set as the rules read it: one bit for each member.
#[inline]
pub fn bits<C: Choice>(members: &[C]) -> u64 {
    members.iter().fold(0, |bits, member| bits | 1_u64.checked_shl(member.index().into()).unwrap_or(0))
}
