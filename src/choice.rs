//! Generated enums: attributes, variants, environments.

use crate::unknown::UnknownName;

/// A generated enum, by number and by name.
pub trait Choice: Copy + 'static {
    /// What it is called in messages: the attribute's or flag's name.
    const WHAT: &'static str;
    /// Its members, in file order.
    const ALL: &'static [Self];
    /// The members' names in the file, in the same order.
    const NAMES: &'static [&'static str];

    /// The number of a member.
    fn index(self) -> u16;
}

/// The member of this number; the first if there is none, which checked rules never ask for.
#[inline]
pub(crate) fn member<C: Choice>(index: u16) -> C {
    C::ALL.get(usize::from(index)).copied().unwrap_or(C::ALL[0])
}

/// No member has this name.
#[cold]
#[inline(never)]
pub fn unknown<C: Choice>(given: &str) -> Result<C, UnknownName> {
    Err(UnknownName::new(C::WHAT, given, C::NAMES))
}

/// A closed set as the rules read it: one bit for each member.
#[inline]
pub fn bits<C: Choice>(members: &[C]) -> u64 {
    members.iter().fold(0, |bits, member| bits | 1_u64.checked_shl(member.index().into()).unwrap_or(0))
}
