//! The kill list: a document of names, one on each line, of what must be off whatever the rules say.
//!
//! A kill is never lost. A line that cannot be read is reported and takes no other line with it; a list
//! with such lines only adds to what is killed already ([`Kills::after`]), because a name that is not in
//! it may be one that could not be read. A name that no flag has is remembered: newer rules may say which
//! flag it is ([`Kills::flags`] is asked anew after each reload).

mod known;

use std::collections::BTreeSet;
use std::fmt;

use crate::model::FlagId;
pub use known::Known;

/// A longer list is cut there, in bytes.
pub const LONGEST_KILL_LIST: usize = 64 * 1024;
/// A longer name is none.
const LONGEST_NAME: usize = 64;

/// What a kill list says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kills {
    /// The names that it has, in alphabetical order, whether a flag has them or not.
    pub names: BTreeSet<String>,
    /// The lines that could not be read. Without any the list is whole.
    pub faults: Vec<KillFault>,
}

/// A line that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KillFault {
    /// The line is not UTF-8.
    NotText {
        /// The line, from 1.
        line: usize,
    },
    /// The line holds something that cannot be the name of a flag.
    NoName {
        /// The line, from 1.
        line: usize,
        /// What it holds, as far as a name goes.
        found: String,
    },
    /// The list goes on after so many bytes as it may have: this line, and all that follow, were not read.
    TooLong {
        /// The line, from 1.
        line: usize,
    },
    /// Nothing of the list was taken, because something in it panicked: what was killed before still is. This
    /// is a bug of `flags`; [`read_kills`] alone never says so.
    Broken,
}

/// Reads a kill list. It always comes to something, because the lines that can be read are kills.
///
/// ```
/// use flags_model::reload::{Known, read_kills};
/// let text = "[flags.checkout]\nenabled = true\nrenamed_from = \"cart\"\n";
/// let model = flags_model::load(text).model.expect("the file is valid");
/// let kills = read_kills(b"# they pay twice\ncart  # since 14:02\nunheard_of\n");
/// let known = Known::of(&model);
/// assert_eq!(kills.flags(&known).into_iter().collect::<Vec<_>>(), [0]);
/// assert_eq!(kills.unknown(&known).collect::<Vec<_>>(), ["unheard_of"]);
/// assert!(kills.is_whole());
/// ```
pub fn read_kills(bytes: &[u8]) -> Kills {
    let mut kills = Kills::default();
    let bytes = without_mark(bytes);
    let mut read = 0;
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        read += line.len();
        // The line break of the last line is not needed.
        if read > LONGEST_KILL_LIST {
            kills.faults.push(KillFault::TooLong { line: number });
            break;
        }
        read += 1;
        match read_line(line, number) {
            Ok(Some(name)) => {
                kills.names.insert(name.to_owned());
            }
            Ok(None) => {}
            Err(fault) => kills.faults.push(fault),
        }
    }
    kills
}

/// Whether a list has nothing, not even a comment: what a shell leaves of `curl … > flags.kill` that failed. Whoever
/// takes that for a list revives everything.
pub fn is_blank(list: &[u8]) -> bool {
    without_mark(list).trim_ascii().is_empty()
}

/// Some editors begin a text with a byte order mark.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes)
}

impl Kills {
    /// Whether every line could be read.
    pub fn is_whole(&self) -> bool {
        self.faults.is_empty()
    }

    /// What holds after what held before. A whole list replaces it; one with faults adds to it, so that no
    /// flag comes back because its line was damaged.
    #[must_use]
    pub fn after(mut self, before: &Self) -> Self {
        if !self.is_whole() {
            self.names.extend(before.names.iter().cloned());
        }
        self
    }

    /// The flags that are killed, by number.
    pub fn flags(&self, known: &Known) -> BTreeSet<FlagId> {
        self.names.iter().flat_map(|name| known.flags_of(name)).copied().collect()
    }

    /// The names that no flag has, or had.
    pub fn unknown<'k>(&'k self, known: &'k Known) -> impl Iterator<Item = &'k str> {
        self.names.iter().map(String::as_str).filter(|name| known.flags_of(name).is_empty())
    }
}

/// The name on a line, if there is one.
fn read_line(line: &[u8], number: usize) -> Result<Option<&str>, KillFault> {
    // What follows `#` is for people, whatever it is.
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default();
    let text = std::str::from_utf8(line).map_err(|_| KillFault::NotText { line: number })?;
    let name = text.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let is_part = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    let is_name = name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_lowercase())
        && name.bytes().all(is_part);
    if is_name {
        return Ok(Some(name));
    }
    let found = name.chars().take(LONGEST_NAME).collect::<String>().escape_debug().to_string();
    Err(KillFault::NoName { line: number, found })
}

impl fmt::Display for KillFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { line } => write!(f, "line {line} is not UTF-8"),
            Self::NoName { line, found } => {
                write!(f, "line {line} holds no name of a flag: `{found}`; write one name on each line")
            }
            Self::TooLong { line } => {
                write!(f, "the list is longer than {LONGEST_KILL_LIST} bytes and was read up to line {line}")
            }
            Self::Broken => f.write_str(
                "the list was not taken, because of a bug in `flags`: please report it with the list",
            ),
        }
    }
}

impl std::error::Error for KillFault {}
