//! The seal: the last line of a text, by which a text that was cut or changed on its way is known.
//!
//! ```text
//! # seal: v1 revision=42 flags=25 blake3=<64 hex> apply=10
//! ```
//!
//! The digest is that of all bytes before the line and of the line itself without ` blake3=<64 hex>`: over
//! the bytes before the line alone, nobody would notice a revision or a share that was changed, and a
//! revision that is too high locks out all that follow. A digest of the bytes before the line alone, as
//! `b3sum` makes it, is good as well: whoever seals by hand needs no tool of ours, and has that much less.
//! Such a line must end in a line break: cut before ` apply=10` it would be for all instances.
//!
//! The line may end in ` ed25519=<128 hex>`, a signature of the digest, which then must be the one that
//! covers the line. A seal alone says that a text is whole; who wrote it says only a signature.

mod again;
mod hex;
mod line;
#[cfg(feature = "signing")]
mod public_key;
#[cfg(feature = "signing")]
mod signing;

use std::fmt;

use crate::document;
use crate::model::Percent;
use crate::source::Span;
pub use again::{stated_revision, without_seal};
#[cfg(feature = "signing")]
pub use public_key::{PublicKey, PublicKeyError};
#[cfg(feature = "signing")]
pub use signing::{SigningKey, sign, verify};

/// What a seal says of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal {
    /// Which version of the text it is. Of two the greater is the newer.
    pub revision: u64,
    /// How many flags the text has.
    pub flags: usize,
    /// Which share of the instances takes the text; `None` is all.
    pub apply: Option<Percent>,
    /// The BLAKE3 digest.
    pub digest: [u8; 32],
    /// The Ed25519 signature of the digest, if it is signed. Only `verify`, of the feature `signing`, looks
    /// at it.
    pub signature: Option<[u8; 64]>,
}

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

/// Seals a text: the same text with a line for its end. A seal that it has is replaced. The text should be
/// a valid file, because its flags are counted.
///
/// ```
/// use flags_model::reload::{read_seal, seal};
/// let text = seal("[flags.chat]\nenabled = true\n", 42, None);
/// assert!(text.contains("\n# seal: v1 revision=42 flags=1 blake3="));
/// let read = read_seal(&text).expect("it is whole").expect("it is sealed");
/// assert_eq!((read.revision, read.flags), (42, 1));
/// assert!(read_seal(&text.replace("true", "false")).is_err());
/// ```
pub fn seal(text: &str, revision: u64, apply: Option<Percent>) -> String {
    seal_with(text, revision, apply, |_| None)
}

/// The same with what signs the digest.
fn seal_with(
    text: &str,
    revision: u64,
    apply: Option<Percent>,
    sign: impl FnOnce(&[u8; 32]) -> Option<[u8; 64]>,
) -> String {
    let body = without_seal(text);
    let mut sealed = body.to_owned();
    if !body.is_empty() && !body.ends_with('\n') {
        sealed.push('\n');
    }
    let flags = document::parse(&sealed).flag_count().unwrap_or_default();
    let mut seal = Seal { revision, flags, apply, digest: [0; 32], signature: None };
    seal.digest = digest(&sealed, &line::without_digest(&seal));
    seal.signature = sign(&seal.digest);
    sealed.push_str(&line::write(&seal));
    sealed.push('\n');
    sealed
}

/// Reads the seal of a text and holds the text against it. `None` if it has none: such a text may be whole
/// or not.
///
/// # Errors
///
/// The text is not what was sealed, or its last line was meant to be a seal and is none.
pub fn read_seal(text: &str) -> Result<Option<Seal>, SealError> {
    let Some((seal, span)) = verify_seal(text)? else { return Ok(None) };
    check_flag_count(&seal, span, document::parse(text).flag_count())?;
    Ok(Some(seal))
}

/// The same without the number of flags, which takes a parser, and the place of the seal.
pub(super) fn verify_seal(text: &str) -> Result<Option<(Seal, Span)>, SealError> {
    let Some(found) = line::find(text)? else { return Ok(None) };
    let seal = line::read(&found)?;
    let body = &text[..found.span.start];
    if digest(body, &line::without_digest(&seal)) == seal.digest {
        return Ok(Some((seal, found.span)));
    }
    // A signature is for the revision and the share as well.
    let is_body_whole = seal.signature.is_none() && digest(body, "") == seal.digest;
    match (is_body_whole, found.is_ended) {
        (true, true) => Ok(Some((seal, found.span))),
        (true, false) => Err(error(SealFault::LineBreak, found.span)),
        (false, _) => Err(error(SealFault::Changed, found.span)),
    }
}

/// Holds the number of flags against the seal; what is no TOML has no number, and is refused anyway.
pub(super) fn check_flag_count(seal: &Seal, span: Span, found: Option<usize>) -> Result<(), SealError> {
    match found {
        Some(found) if found != seal.flags => {
            Err(error(SealFault::Flags { sealed: seal.flags, found }, span))
        }
        _ => Ok(()),
    }
}

fn digest(body: &str, line: &str) -> [u8; 32] {
    *blake3::Hasher::new().update(body.as_bytes()).update(line.as_bytes()).finalize().as_bytes()
}

fn error(fault: SealFault, span: Span) -> SealError {
    SealError { fault, span }
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
                f.write_str("the text is not signed; it must end in a seal with ` ed25519=` and a signature")
            }
            SealFault::Signature => f.write_str(
                "the signature is not that of the key; sign the text with the key that this one belongs to",
            ),
        }
    }
}

impl std::error::Error for SealError {}
