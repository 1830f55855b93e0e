//! Words that are none.

use super::{Mutant, lines, replace};
use crate::random::Random;
use crate::sites::{Sites, Word};

pub(super) fn misspell(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let word = random.pick(&sites.words)?;
    let wrong = damage(&word.text, random)?;
    misspelt(text, word, &wrong)
}

/// One edit: swap two neighbours, drop, double or replace a letter.
fn damage(word: &str, random: &mut Random) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    match random.below(4) {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = char::from(*random.pick(b"abcdefghijklmnopqrstuvwxyz")?),
    }
    Some(letters.into_iter().collect())
}

/// The flag that a part belongs to which is no flag by itself.
pub(super) fn misspell_owner(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (start, header) = *random.pick(&lines(text))?;
    let path = header.trim_start_matches('[').strip_prefix("flags.")?;
    let (flag, part) = path.split_once('.')?;
    let wrong = damage(flag, random)?;
    let is_unknown = !text.contains(&format!("[flags.{wrong}]")) && wrong != flag;
    let is_part = part.starts_with("env.") || part.starts_with("expect");
    let at = start + header.find(flag)?;
    let mutant = replace(text, &(at..at + flag.len()), &wrong);
    (is_unknown && is_part).then_some(Mutant { misspelt: true, ..mutant })
}

pub(super) fn respell(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let words: Vec<&Word> = sites.words.iter().filter(|word| word.text.contains(['_', '-'])).collect();
    let word = *random.pick(&words)?;
    let mut parts = word.text.split(['_', '-']);
    let first = parts.next()?.to_owned();
    let wrong = if random.below(2) == 0 && word.text.contains('_') {
        word.text.replace('_', "-")
    } else {
        parts.fold(first, |camel, part| camel + &part[..1].to_uppercase() + &part[1..])
    };
    misspelt(text, word, &wrong)
}

/// The wrong word instead of the right one, unless it happens to be right or to be no key at all.
fn misspelt(text: &str, word: &Word, wrong: &str) -> Option<Mutant> {
    if wrong.is_empty() || wrong == word.text || word.valid.iter().any(|valid| valid == wrong) {
        return None;
    }
    Some(Mutant { misspelt: true, ..replace(text, &word.span, wrong) })
}

pub(super) fn invent_operator(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["gte", "lessThan", "frobnicate", "is-one-of", "regexp", "between", "soundslike"];
    Some(replace(text, random.pick(&sites.operators)?, random.pick(&wrong)?))
}
