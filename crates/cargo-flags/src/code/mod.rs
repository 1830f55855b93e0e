//! The Rust code beside the file: where it asks for which flag.
//!
//! The code is read, not compiled, so a call is what looks like one: a method with the name of a flag and
//! one argument that can be a context, a path such as `Flags::new_sidebar`, or the name as text in
//! `decide("new_sidebar", …)`. A method of something else with the same name counts too, which makes a
//! flag look called that is not; the reverse takes a call that no file shows, such as one that a macro
//! puts together.

mod argument;
mod files;
mod read;
mod testing;
mod tokens;
mod usage;
mod visit;

use std::collections::{BTreeSet, HashSet};
use std::path::PathBuf;

pub(crate) use usage::Usage;

use crate::failure::Failure;

/// What was found in some folders.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    /// Every call, by file and line.
    pub(crate) calls: Vec<Call>,
    /// How many files of Rust there are.
    pub(crate) files: usize,
    /// Files that could not be read.
    pub(crate) unread: Vec<Unread>,
    /// Names that occur in those; whether as calls is not known.
    pub(crate) maybe: BTreeSet<String>,
    /// Where a flag is asked for by a name that only the running program knows.
    pub(crate) by_variable: Option<Place>,
    /// Whether all flags are asked for at once, with `all(&ctx)`.
    pub(crate) asks_all: bool,
}

/// Where code asks for a flag.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Call {
    pub(crate) place: Place,
    /// The name as the code writes it.
    pub(crate) name: String,
    /// Whether it is code that only tests run.
    pub(crate) in_tests: bool,
}

/// A place in code. Line and column count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
}

/// A file that could not be read as Rust.
#[derive(Debug)]
pub(crate) struct Unread {
    /// The file, and the place in it where one is known.
    pub(crate) place: String,
    pub(crate) reason: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// Looks for calls of these names in every file of Rust in the folders.
pub(crate) fn scan(folders: &[PathBuf], names: &HashSet<&str>) -> Result<Findings, Failure> {
    let files = files::list(folders)?;
    let mut findings = Findings { files: files.len(), ..Findings::default() };
    let mut modules = testing::Modules::default();
    for read in read::read_all(&files, names) {
        modules.add(&read.test_modules);
        findings.calls.extend(read.calls);
        findings.unread.extend(read.unread);
        findings.maybe.extend(read.maybe);
        findings.by_variable = findings.by_variable.or(read.by_variable);
        findings.asks_all |= read.asks_all;
    }
    for call in &mut findings.calls {
        call.in_tests |= modules.contain(&call.place.file);
    }
    findings.calls.sort();
    Ok(findings)
}
