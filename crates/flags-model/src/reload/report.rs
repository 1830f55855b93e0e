//! What came of a reload, flag by flag.

use std::fmt;

use crate::compare::Class;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// What came of a text that was taken.
#[derive(Clone, Debug, Default)]
pub struct Reload {
    /// The flags of the program in its order, then those of the text that it does not know.
    pub flags: Vec<FlagReport>,
    /// What the text should be told: limits that are close.
    pub warnings: Vec<Diagnostic>,
}

/// What became of one flag.
#[derive(Clone, Debug, PartialEq)]
pub struct FlagReport {
    /// Its name in the program; in the text, if the program does not know it.
    pub name: String,
    /// Its name in the text, if that is another.
    pub renamed: Option<String>,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a flag.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It decides as before, and so does whatever it asks about.
    Unchanged,
    /// It, or something that it asks about, has new rules; what that does to people, if it was asked:
    /// [`Class::Safe`] widens or does nothing.
    Changed(Option<Class>),
    /// The program cannot follow its new rules, so it keeps the last that it could.
    Kept(Kept),
    /// The text has a flag that the program does not know.
    Ignored,
    /// The text lacks it, so it keeps its rules.
    Missing(Missing),
}

/// Why a flag keeps its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The first thing that stands in the way.
    pub reason: Reason,
    /// Where the text says it, as near as is known; it may be in a segment or a stage.
    pub span: Span,
}

/// What stands in the way of new rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The flag is of another type than in the program.
    Type,
    /// The program has no such attribute.
    Attribute(String),
    /// The program has an attribute of this name, but of another type, or it is the key in one of the two.
    AttributeType(String),
    /// The attribute has no such value in the program.
    Value {
        /// The attribute.
        attribute: String,
        /// The value.
        value: String,
    },
    /// The flag has no such variant in the program.
    Variant {
        /// The flag.
        flag: String,
        /// The variant.
        variant: String,
    },
    /// The program has no such environment.
    Environment(String),
    /// The program has no such flag.
    Flag(String),
    /// The program is built without this feature of `flags`, which a condition needs.
    Feature(&'static str),
    /// With the rules that other flags keep it would wait for itself: it and these wait for each other.
    Cycle(Vec<String>),
    /// With the rules that other flags keep a decision would go too deep or take too many tests.
    TooDeep,
    /// With what other flags keep there would be more segments or stages than there are numbers.
    TooMany,
}

/// Why a text may lack a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The text says that it is retired.
    Retired,
    /// The text is sealed, so it is whole.
    Sealed,
}

impl Reload {
    /// What became of the flag of this name.
    pub fn flag_named(&self, name: &str) -> Option<&FlagReport> {
        self.flags.iter().find(|flag| flag.name == name)
    }

    /// Whether every flag of the program decides as before.
    pub fn is_unchanged(&self) -> bool {
        let is_changed = |flag: &&FlagReport| matches!(flag.outcome, Outcome::Changed(_));
        !self.flags.iter().any(|flag| is_changed(&flag))
    }
}

impl fmt::Display for FlagReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        if let Some(renamed) = &self.renamed {
            write!(f, " ({renamed})")?;
        }
        match &self.outcome {
            Outcome::Unchanged => f.write_str(": unchanged"),
            Outcome::Changed(None) => f.write_str(": changed"),
            Outcome::Changed(Some(Class::Safe)) => f.write_str(": changed; nobody loses it"),
            Outcome::Changed(Some(class)) => write!(f, ": changed; {class}"),
            Outcome::Kept(kept) => write!(f, ": keeps its rules, because {}", kept.reason),
            Outcome::Ignored => f.write_str(": ignored; the program does not know it"),
            Outcome::Missing(Missing::Retired) => f.write_str(": keeps its rules; it is retired"),
            Outcome::Missing(Missing::Sealed) => f.write_str(": keeps its rules; the text lacks it"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type => f.write_str("the text has it with another type"),
            Self::Attribute(name) => write!(f, "the program has no attribute `{name}`"),
            Self::AttributeType(name) => write!(f, "the program has attribute `{name}` with another type"),
            Self::Value { attribute, value } => {
                write!(f, "the program knows no value `{value}` of attribute `{attribute}`")
            }
            Self::Variant { flag, variant } => {
                write!(f, "the program knows no variant `{variant}` of flag `{flag}`")
            }
            Self::Environment(name) => write!(f, "the program has no environment `{name}`"),
            Self::Flag(name) => write!(f, "the program has no flag `{name}`"),
            Self::Feature(name) => {
                write!(f, "the program is built without the feature `{name}`, which a condition needs")
            }
            Self::Cycle(flags) => {
                write!(
                    f,
                    "with rules that others keep, these would wait for each other: {}",
                    flags.join(", ")
                )
            }
            Self::TooDeep => f.write_str("with rules that others keep, a decision would take too much"),
            Self::TooMany => {
                f.write_str("with those that others keep, there are too many segments or stages")
            }
        }
    }
}
