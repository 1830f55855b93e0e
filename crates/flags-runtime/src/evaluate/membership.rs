//! Membership of long lists: a list of a thousand ids costs what a list of ten does.

use alloc::vec;
use alloc::vec::Vec;

use crate::bucket::id_hash;
use crate::ruleset::{Ruleset, Run};

/// Lists shorter than this are compared one by one, which is faster for them.
pub const LONG_LIST: usize = 9;

/// The hash table over a list of strings: slots that hold 0 for empty or the number of a string from
/// 1, at most half full, with linear probing. The contract has no duplicates in it.
pub fn string_table(strings: &[&str]) -> Vec<u32> {
    let size = (strings.len() * 2).next_power_of_two();
    let mut slots = vec![0_u32; size];
    for (number, string) in (1..).zip(strings) {
        let mut at = start(id_hash(string), size);
        while slots.get(at).is_some_and(|slot| *slot != 0) {
            at = (at + 1) % size;
        }
        if let Some(slot) = slots.get_mut(at) {
            *slot = number;
        }
    }
    slots
}

/// Whether the text is one of the strings. A hash of 0 was not computed yet.
#[inline]
pub(super) fn contains_string(rules: &Ruleset, text: &str, hash: u64, strings: Run, table: Run) -> bool {
    let strings = strings.of(&rules.strings);
    let slots = table.of(&rules.slots);
    let hash = if hash == 0 { id_hash(text) } else { hash };
    let Some(mask) = slots.len().checked_sub(1) else { return false };
    let mut at = start(hash, slots.len());
    // As many steps as there are slots: a table without an empty slot must not hang.
    for _ in slots {
        let Some(number @ 1..) = slots.get(at).copied() else { return false };
        if strings.get(number as usize - 1).is_some_and(|string| rules.str(*string) == text) {
            return true;
        }
        at = (at + 1) & mask;
    }
    false
}

/// Where the search for a hash starts; `size` is a power of two.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "only the low bits count")]
fn start(hash: u64, size: usize) -> usize {
    hash as usize & size.wrapping_sub(1)
}
