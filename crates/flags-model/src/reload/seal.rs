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
mod fault;
mod hex;
mod line;
#[cfg(feature = "signing")]
mod public_key;
#[cfg(feature = "signing")]
mod signing;

use crate::document;
use crate::model::Percent;
use crate::source::Span;
pub use again::{stated_revision, without_seal};
pub use fault::{SealError, SealFault};
#[cfg(feature = "signing")]
pub use hex::{hex, read_hex};
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
