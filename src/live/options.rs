//! How a text is taken.

use flags_model::reload::{Limits, Options};
#[cfg(feature = "signing")]
use flags_model::reload::{PublicKey, verify};

use super::{Provenance, Rejection};

/// How a text is taken by [`Live::reload_with`](super::Live::reload_with). Fields may be added: end with
/// `..ReloadOptions::default()`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReloadOptions {
    /// What the text is called in messages: a path, an address. `flags.toml`, unless you say more.
    pub name: String,
    /// Whether it must be sealed: so that one that was cut is noticed. `false`.
    pub require_seal: bool,
    /// Whether it must be for all instances: a seal with `apply=10` is refused. `false`.
    pub for_all: bool,
    /// What it may cost.
    pub limits: Limits,
    /// Whether to find out for each changed flag what that does to people. Takes milliseconds for a hundred
    /// flags; more are not compared. `true`.
    pub compare: bool,
    /// Where it was read.
    pub provenance: Provenance,
    /// Whose signature it must bear: the public key that `cargo flags seal --new-key` prints, parsed. `None`:
    /// nobody's.
    #[cfg(feature = "signing")]
    pub key: Option<PublicKey>,
}

impl Default for ReloadOptions {
    fn default() -> Self {
        Self {
            name: "flags.toml".to_owned(),
            require_seal: false,
            for_all: false,
            limits: Limits::default(),
            compare: true,
            provenance: Provenance::Source,
            #[cfg(feature = "signing")]
            key: None,
        }
    }
}

impl ReloadOptions {
    /// Checks the signature, if there must be one.
    #[cfg_attr(not(feature = "signing"), allow(clippy::unused_self, clippy::unnecessary_wraps))]
    pub(crate) fn check_signature(&self, text: &str) -> Result<(), Rejection> {
        #[cfg(feature = "signing")]
        if let Some(key) = self.key.as_ref().filter(|_| text.len() <= self.limits.text_bytes) {
            verify(text, key).map_err(Rejection::Seal)?;
        }
        let _ = text;
        Ok(())
    }

    pub(crate) fn merge_options(&self) -> Options {
        let defaults = Options::default();
        Options {
            limits: self.limits,
            require_seal: self.require_seal,
            compare: defaults.compare.filter(|_| self.compare),
            ..defaults
        }
    }
}
