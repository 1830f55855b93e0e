//! Membership of long lists: a list of a thousand ids costs what a list of ten does.

use alloc::vec;
use alloc::vec::Vec;

use crate::bucket::id_hash;
use crate::ruleset::{Ruleset, Run};
use crate::slot::{Held, Slot};
use crate::slots::Kept;
use crate::truth::Truth;

/// Lists shorter than this are compared one by one, which is faster for them.
pub const LONG_LIST: usize = 9;

/// The hash table over a list of strings, at most a third full, with linear probing. A slot is 0 if it is
/// empty; else its low bits, as many as number the slots, are the number of a string from 1, and the rest
/// are those bits of the string's hash, so that most others end there. The contract has no duplicates in it.
pub fn string_table(strings: &[&str]) -> Vec<u32> {
    let size = (strings.len() * 3).next_power_of_two();
    let mut slots = vec![0_u32; size];
    let Some(mask) = mask(&slots) else { return slots };
    for (number, string) in (1..).zip(strings) {
        let hash = id_hash(string);
        let mut at = start(hash, mask);
        while slots.get(at as usize).is_some_and(|slot| *slot != 0) {
            at = (at + 1) & mask;
        }
        if let Some(slot) = slots.get_mut(at as usize) {
            *slot = (tag(hash) & !mask) | number;
        }
    }
    slots
}

/// Whether the slot's text is one of the strings; unknown if it has none.
#[inline(always)]
pub(super) fn contains_string(
    rules: &Ruleset,
    kept: &Kept,
    slot: &Slot<'_>,
    is_hashed: bool,
    strings: Run,
    table: Run,
) -> Truth {
    match slot.held {
        Held::String(text) if is_hashed || slot.word != 0 => {
            is_member(rules, text, slot.word, strings, table).into()
        }
        _ => contains_now(rules, kept, slot, strings, table),
    }
}

/// The same for text that is owned, or has no hash yet, as that of attributes that nothing is bucketed by.
/// Cold, because what is long is mostly lists of ids, which pay three instructions for it if it is not.
#[cold]
#[inline(never)]
fn contains_now(rules: &Ruleset, kept: &Kept, slot: &Slot<'_>, strings: Run, table: Run) -> Truth {
    let Some(text) = kept.string(slot) else { return Truth::Unknown };
    let hash = if slot.word == 0 { id_hash(text) } else { slot.word };
    is_member(rules, text, hash, strings, table).into()
}

/// Nearly all that are no members end at an empty slot; where the bits of a hash are found, the rest is a call,
/// so that nothing but the hash has to be kept for what comes after.
#[inline(always)]
fn is_member(rules: &Ruleset, text: &str, hash: u64, strings: Run, table: Run) -> bool {
    let slots = table.of(&rules.slots);
    let Some(mask) = mask(slots) else { return false };
    match find_tag(slots, mask, hash, start(hash, mask)) {
        Some((at, _)) => is_member_from(rules, text, hash, strings, table, at),
        None => false,
    }
}

/// The same from a slot on, with a look at the strings.
#[inline(never)]
fn is_member_from(rules: &Ruleset, text: &str, hash: u64, strings: Run, table: Run, mut at: u32) -> bool {
    let slots = table.of(&rules.slots);
    let Some(mask) = mask(slots) else { return false };
    for _ in slots {
        let Some((found, number)) = find_tag(slots, mask, hash, at) else { return false };
        if is_string(rules, strings, number, text) {
            return true;
        }
        at = (found + 1) & mask;
    }
    false
}

/// The first slot from one on that has the bits of a hash, and the number in it; none after an empty slot.
#[inline(always)]
fn find_tag(slots: &[u32], mask: u32, hash: u64, mut at: u32) -> Option<(u32, u32)> {
    // As many steps as there are slots: a table without an empty slot must not hang.
    for _ in slots {
        let slot = slots.get(at as usize).copied().filter(|slot| *slot != 0)?;
        if (slot ^ tag(hash)) & !mask == 0 {
            return Some((at, slot & mask));
        }
        at = (at + 1) & mask;
    }
    None
}

/// Whether the text is the string of this number, from 1.
#[inline]
fn is_string(rules: &Ruleset, strings: Run, number: u32, text: &str) -> bool {
    let string = strings.of(&rules.strings).get((number as usize).wrapping_sub(1));
    string.is_some_and(|string| rules.is_str(*string, text))
}

/// The bits that number the slots, of which there is a power of two.
#[inline(always)]
fn mask(slots: &[u32]) -> Option<u32> {
    u32::try_from(slots.len()).ok()?.checked_sub(1)
}

/// Where the search for a hash starts.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "only the low bits count")]
fn start(hash: u64, mask: u32) -> u32 {
    hash as u32 & mask
}

/// The bits of a hash that did not say where to start.
#[inline(always)]
#[allow(clippy::cast_possible_truncation, reason = "the upper half")]
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32
}
