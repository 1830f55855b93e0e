//! Signed seals: who wrote a text. A digest anybody can make.

pub use ed25519_dalek::SigningKey;
use ed25519_dalek::{Signature, Signer};

use super::{PublicKey, Seal, SealError, SealFault, error, read_seal, seal_with};
use crate::model::Percent;
use crate::source::Span;

/// Seals a text and signs the seal. That the text is new is for whoever takes it to see: an old text with
/// its old signature is genuine, and only its revision says that it is old.
///
/// ```
/// use flags_model::reload::{SealFault, SigningKey, seal, sign, verify};
/// let key = SigningKey::from_bytes(&[7; 32]);
/// let text = sign("[flags.chat]\nenabled = true\n", 42, None, &key);
/// let public = key.verifying_key().into();
/// let seal_of_text = verify(&text, &public).expect("it is genuine");
/// assert_eq!(seal_of_text.revision, 42);
/// // Anybody can seal a text.
/// let unsigned = seal(&text.replace("true", "false"), 43, None);
/// let error = verify(&unsigned, &public).expect_err("nobody signed it");
/// assert_eq!(error.fault, SealFault::Unsigned);
/// ```
pub fn sign(text: &str, revision: u64, apply: Option<Percent>, key: &SigningKey) -> String {
    seal_with(text, revision, apply, |digest| Some(key.sign(digest).to_bytes()))
}

/// Reads the seal of a text that must be whole and signed by this key.
///
/// # Errors
///
/// The text is not what was sealed, has no seal, or one that the key did not sign.
pub fn verify(text: &str, key: &PublicKey) -> Result<Seal, SealError> {
    let end = text.trim_end().len();
    let start = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let fail = |fault| error(fault, Span { start, end });
    let seal = read_seal(text)?.ok_or_else(|| fail(SealFault::Unsigned))?;
    let signature = seal.signature.ok_or_else(|| fail(SealFault::Unsigned))?;
    // Strictly, so that there is one signature for each text and none that fits several.
    let is_genuine = key.verifying_key().verify_strict(&seal.digest, &Signature::from_bytes(&signature));
    is_genuine.map(|()| seal).map_err(|_| fail(SealFault::Signature))
}
