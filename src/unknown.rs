//! Names that are none, at run time.

use std::fmt;

use crate::closest::closest;

/// A text is no member of a generated enum: what `FromStr` of `Environment` and the like returns.
/// Displays the legal names, and the one that was probably meant.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName {
    /// What the text should have been: `environment`, or the name of an attribute or flag.
    pub what: &'static str,
    /// The text.
    pub given: String,
    /// What it could have been, in file order.
    pub legal: &'static [&'static str],
}

/// No flag has this name: what `decide` by name returns.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownFlag {
    /// The name.
    pub given: String,
    /// The names of all flags, in file order.
    pub legal: &'static [&'static str],
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, given: &str, legal: &'static [&'static str]) -> Self {
        Self { what, given: given.to_owned(), legal }
    }
}

impl UnknownFlag {
    pub(crate) fn new(given: &str, legal: &'static [&'static str]) -> Self {
        Self { given: given.to_owned(), legal }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "unknown {} `{}`: expected one of {}",
            self.what,
            Short(&self.given),
            self.legal.join(", ")
        )?;
        write_closest(f, &self.given, self.legal)
    }
}

/// All flags may be thousands, so only a close one is named.
impl fmt::Display for UnknownFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown flag `{}`", Short(&self.given))?;
        write_closest(f, &self.given, self.legal)
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for UnknownName {}
impl fmt::Debug for UnknownFlag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for UnknownFlag {}

/// What was given may be as long as a request.
struct Short<'a>(&'a str);

impl fmt::Display for Short<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.char_indices().nth(SHOWN) {
            Some((end, _)) => write!(f, "{}…", &self.0[..end]),
            None => f.write_str(self.0),
        }
    }
}

/// How many characters of what was given a message shows.
const SHOWN: usize = 64;

fn write_closest(f: &mut fmt::Formatter<'_>, given: &str, legal: &'static [&'static str]) -> fmt::Result {
    match closest(given, legal) {
        Some(name) => write!(f, "; did you mean `{name}`?"),
        None => Ok(()),
    }
}
