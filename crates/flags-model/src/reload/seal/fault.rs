//! What is wrong with a seal.

use std::fmt;

use crate::source::Span;

/// Why a text with a seal is not what was sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SealError {
    /// What is wrong.
    pub fault: SealFault,
    /// The seal's line, or the piece of it that is wrong.
    pub span: Span,
}

/// What is wrong with a seal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SealFault {
    /// The text ends inside of the seal.
    Truncated,
    /// No line break follows a seal whose digest does not cover its line: its end may be cut off.
    LineBreak,
    /// The seal's line ends in a carriage return: the line endings of the text were changed on its way.
    LineEnding,
    /// The text or the seal is not the one that was sealed.
    Changed,
    /// The text has another number of flags than the seal says.
    Flags {
        /// What the seal says.
        sealed: usize,
        /// How many there are.
        found: usize,
    },
    /// There is more than one seal.
    Twice,
    /// Something follows the seal.
    NotLast,
    /// A field is missing, misspelled or not as a seal is written; which one, and how it is written.
    Field(&'static str),
    /// There is no signature where one is needed.
    Unsigned,
    /// The signature is not that of the key.
    Signature,
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.fault {
            SealFault::Truncated => f.write_str("the text ends inside of its seal; send it again"),
            SealFault::LineBreak => f.write_str(
                "the seal's line lacks its line break, so that its end may be cut off; send it again, or end it",
            ),
            SealFault::LineEnding => f.write_str(
                "the seal's line ends in CRLF; the line endings of the text were changed on its way, and must \
                 stay as they were sealed",
            ),
            SealFault::Changed => {
                f.write_str("the text is not the one that was sealed; after a change it must be sealed again")
            }
            SealFault::Flags { sealed, found } => {
                write!(f, "the seal is for {sealed} flags, but the text has {found}; seal it again")
            }
            SealFault::Twice => f.write_str("the text has more than one seal; only its last line may be one"),
            SealFault::NotLast => f.write_str("the seal is not the last line; remove what follows it"),
            SealFault::Field(how) => write!(f, "the last line is no seal: it lacks {how}"),
            SealFault::Unsigned => {
                f.write_str("the text is not signed: `cargo flags push` and `seal` sign it with `--key FILE`")
            }
            SealFault::Signature => f.write_str(
                "the signature is not that of the key; sign the text with the key that this one belongs to",
            ),
        }
    }
}

impl std::error::Error for SealError {}
