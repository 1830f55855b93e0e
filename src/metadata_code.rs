//! Reads the metadata of flags from code in which the macro writes it.
//!
//! The compiler checks each expression that a macro writes, and evaluates the constants of a type, whether or
//! not anybody needs them: thousands of rows of metadata took as long to check as all methods of their flags.
//! So they are texts and their numbers, which a program reads when it first asks for them. (The rules are not:
//! there the compiler is to see each number.)
//!
//! `emit/code.rs` of the macro writes what this reads; `tests/face/names.rs` holds the two together.

use crate::metadata::{FlagKind, Metadata};

/// The rows. The words are all texts that they name by number, cut from one text; those that stand alone
/// count from one.
pub fn metadata(names: &[&'static str], text: &'static str, lengths: &str, rows: &str) -> Vec<Metadata> {
    // Once in a program, for a static: nobody would ever free it.
    let words = Vec::leak(words(text, Numbers(lengths.as_bytes())));
    let mut rows = Numbers(rows.as_bytes());
    names.iter().map(|name| rows.row(name, words)).collect()
}

fn words(text: &'static str, lengths: Numbers<'_>) -> Vec<&'static str> {
    let mut rest = text;
    let lengths = lengths.map_while(|length| {
        let (word, after) = rest.split_at_checked(length as usize)?;
        rest = after;
        Some(word)
    });
    lengths.collect()
}

/// Numbers, one after the other, as letters: five bits in each, the lowest first, the last one marked.
struct Numbers<'a>(&'a [u8]);

/// The letter of a zero that ends its number.
const LAST: u8 = b'#';
/// The letter of a zero after which its number goes on.
const MORE: u8 = b']';

impl Numbers<'_> {
    fn row(&mut self, name: &'static str, words: &'static [&'static str]) -> Metadata {
        Metadata {
            name,
            old_name: self.word(words),
            description: self.word(words),
            owner: self.word(words),
            tags: self.words(words),
            link: self.word(words),
            created: self.word(words),
            expires: self.word(words),
            kind: match self.number() {
                0 => FlagKind::Release,
                1 => FlagKind::Experiment,
                2 => FlagKind::Ops,
                _ => FlagKind::Permission,
            },
            client: self.number() == 1,
            line: self.number(),
            variants: self.words(words),
            __more_may_come: (),
        }
    }

    /// One of these words; 0 is none of them.
    fn word(&mut self, words: &[&'static str]) -> Option<&'static str> {
        let number = self.number() as usize;
        number.checked_sub(1).and_then(|index| words.get(index).copied())
    }

    /// Neighbouring words.
    fn words(&mut self, words: &'static [&'static str]) -> &'static [&'static str] {
        let (first, count) = (self.number() as usize, self.number() as usize);
        words.get(first..first + count).unwrap_or_default()
    }

    /// The next number. The macro writes as many as are read.
    fn number(&mut self) -> u32 {
        self.next().unwrap_or(0)
    }
}

impl Iterator for Numbers<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let (letter, rest) = self.0.split_first()?;
            self.0 = rest;
            if *letter < MORE {
                return Some(number | u32::from(letter - LAST) << shift);
            }
            number |= u32::from(letter - MORE) << shift;
            shift += 5;
        }
    }
}
