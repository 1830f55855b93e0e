//! Public keys as people pass them on.

use std::fmt;
use std::str::FromStr;

use ed25519_dalek::VerifyingKey;

use super::hex::{hex, read_hex};

/// The public half of a key: whose signature a text must bear. Written as 64 hexadecimal digits, as
/// `cargo flags seal --new-key` prints it.
///
/// ```
/// use flags_model::reload::PublicKey;
/// let digits = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
/// let key: PublicKey = digits.parse().expect("it is a key");
/// assert_eq!(key.to_string(), digits);
/// let error = "d75a98".parse::<PublicKey>().expect_err("it is too short");
/// assert_eq!(error.to_string(), "a public key has 64 hexadecimal digits, and this has 6 characters");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    pub(super) fn verifying_key(&self) -> &VerifyingKey {
        &self.0
    }
}

impl From<VerifyingKey> for PublicKey {
    fn from(key: VerifyingKey) -> Self {
        Self(key)
    }
}

impl FromStr for PublicKey {
    type Err = PublicKeyError;

    /// # Errors
    ///
    /// Not 64 hexadecimal digits, or digits that are no Ed25519 key or one that fits any signature.
    fn from_str(digits: &str) -> Result<Self, PublicKeyError> {
        let digits = digits.trim();
        let found = digits.chars().count();
        if found != 64 {
            return Err(PublicKeyError::Length(found));
        }
        if let Some((at, other)) = digits.chars().enumerate().find(|(_, digit)| !digit.is_ascii_hexdigit()) {
            return Err(PublicKeyError::Digit(other, at + 1));
        }
        let bytes = read_hex(&digits.to_ascii_lowercase()).ok_or(PublicKeyError::Length(found))?;
        let key = VerifyingKey::from_bytes(&bytes).map_err(|_| PublicKeyError::NoKey)?;
        if key.is_weak() { Err(PublicKeyError::NoKey) } else { Ok(Self(key)) }
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex(self.0.as_bytes()))
    }
}

/// Why text is no [`PublicKey`].
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum PublicKeyError {
    /// It has so many characters.
    Length(usize),
    /// This character is no digit; its place counts from 1.
    Digit(char, usize),
    /// The digits are no key of Ed25519, or one that fits any signature.
    NoKey,
}

impl fmt::Display for PublicKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(found) => {
                write!(f, "a public key has 64 hexadecimal digits, and this has {found} characters")
            }
            Self::Digit(other, place) => {
                write!(
                    f,
                    "a public key has 64 hexadecimal digits, and character {place} of this is {other:?}"
                )
            }
            Self::NoKey => f.write_str(
                "these digits are no public key of Ed25519; `cargo flags seal --new-key` writes it into the \
                 file of the private key, as a comment",
            ),
        }
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for PublicKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for PublicKeyError {}
