//! Why a text was refused.

use std::fmt;

use crate::diagnostic::Diagnostic;
use crate::has_error;
use crate::reload::SealError;

/// Why a text was not taken. The running rules stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It has mistakes of its own, or is over a limit. Without any, so many flags would have to keep their rules
    /// for the others to move that it is not worth the search.
    Invalid(Vec<Diagnostic>),
    /// It is not what was sealed.
    Seal(SealError),
    /// It has no seal, and must have one.
    Unsealed,
    /// It has no seal and lacks these flags, so it may be cut.
    Missing(Vec<String>),
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid(diagnostics) => match diagnostics.iter().find(|it| has_error(&[(*it).clone()])) {
                Some(first) => f.write_str(&first.message),
                None => f.write_str("too many flags would have to keep their rules for the others to move"),
            },
            Self::Seal(error) => error.fmt(f),
            Self::Unsealed => f.write_str("the text has no seal, and must have one"),
            Self::Missing(flags) => {
                let names: Vec<String> = flags.iter().take(5).map(|name| format!("`{name}`")).collect();
                let more = flags.len().saturating_sub(names.len());
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                write!(f, "the text has no seal and lacks {}{more}: it may be cut", names.join(", "))
            }
        }
    }
}

impl std::error::Error for Rejection {}
