//! What came of a text or a kill list that was taken.

use std::fmt;

use flags_model::model::Percent;
use flags_model::reload::{FlagReport, KillFault, Outcome};
use flags_runtime::words::Percentage;

/// What came of a text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reload {
    /// Whether its rules hold now.
    pub taken: Taken,
    /// Which version of the rules runs now: what [`Live::generation`](super::Live::generation) says.
    pub generation: u64,
    /// The revision of the text, if it is sealed.
    pub revision: Option<u64>,
    /// What became of each flag: those of the program in its order, then those of the text that it does not
    /// know. For a text that is held back, what would become of it.
    pub flags: Vec<FlagReport>,
    /// The flags that are killed from now on, because the text calls them by a name that a kill list has. No
    /// text revives a flag.
    pub killed: Vec<&'static str>,
    /// What the text should be told, each as a compiler would say it: limits that are close.
    pub warnings: Vec<String>,
}

/// Whether a text's rules hold now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Taken {
    /// They do.
    New,
    /// They did before: it is the revision that runs.
    Known,
    /// They do not: the seal says `apply=10`, and this instance is not among the ten percent.
    HeldBack {
        /// Which share of the instances takes the text.
        apply: Percent,
    },
}

/// What came of a kill list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct KillReport {
    /// Which version of the rules runs now: what [`Live::generation`](super::Live::generation) says.
    pub generation: u64,
    /// The flags that are off now whatever their rules say, in file order.
    pub killed: Vec<&'static str>,
    /// The flags that were, and follow their rules again.
    pub revived: Vec<&'static str>,
    /// Names that no flag has. They are remembered: newer rules may know them.
    pub unknown: Vec<String>,
    /// Lines that could not be read. A list with such lines only adds to what is killed.
    pub faults: Vec<KillFault>,
}

impl KillReport {
    /// Whether the list was taken, as far as it can be read. If not, it must not be kept in place of the one
    /// that was taken before: something in it panicked ([`KillFault::Broken`]), and the report says what was
    /// killed before and still is.
    pub fn is_taken(&self) -> bool {
        !self.faults.contains(&KillFault::Broken)
    }
}

impl Reload {
    /// Whether the rules of the text hold now, from this moment or before.
    pub fn is_running(&self) -> bool {
        matches!(self.taken, Taken::New | Taken::Known)
    }

    /// What became of the flag of this name.
    pub fn flag_named(&self, name: &str) -> Option<&FlagReport> {
        self.flags.iter().find(|flag| flag.name == name)
    }

    /// The flags that the program cannot follow: they keep the last rules that it could.
    pub fn kept(&self) -> impl Iterator<Item = &FlagReport> {
        self.flags.iter().filter(|flag| matches!(flag.outcome, Outcome::Kept(_)))
    }

    /// The flags that have new rules.
    pub fn changed(&self) -> impl Iterator<Item = &FlagReport> {
        self.flags.iter().filter(|flag| matches!(flag.outcome, Outcome::Changed(_)))
    }
}

/// One line for a log, and one for each flag that did not stay as it was.
impl fmt::Display for Reload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.revision {
            Some(revision) => write!(f, "revision {revision}: ")?,
            None => f.write_str("text without a seal: ")?,
        }
        match self.taken {
            Taken::New => write!(f, "taken, generation {}", self.generation)?,
            Taken::Known => write!(f, "known already, generation {}", self.generation)?,
            Taken::HeldBack { apply } => {
                write!(f, "held back, this instance is not among the {}", Percentage(apply.0))?;
            }
        }
        for flag in self.flags.iter().filter(|flag| flag.outcome != Outcome::Unchanged) {
            write!(f, "\n  {flag}")?;
        }
        let mut killed = self.killed.iter();
        killed.try_for_each(|name| write!(f, "\n  {name}: killed; the kill list has a name of it"))
    }
}

impl fmt::Display for KillReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.killed.as_slice() {
            [] => f.write_str("nothing is killed")?,
            killed => write!(f, "killed: {}", killed.join(", "))?,
        }
        if !self.revived.is_empty() {
            write!(f, "; revived: {}", self.revived.join(", "))?;
        }
        if !self.unknown.is_empty() {
            write!(f, "; no flag has the name: {}", self.unknown.join(", "))?;
        }
        self.faults.iter().try_for_each(|fault| write!(f, "; {fault}"))
    }
}
