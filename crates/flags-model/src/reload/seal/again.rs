//! What is left of a seal for whoever seals a text again: after a change it no longer fits, and still says
//! which revision the change was made to.

use flags_runtime::bucket::{Stream, bucket, id_hash, salt_hash};

use super::{Seal, line};

/// The revision that the seal of a text states, whether or not it is the seal of this very text. For whoever
/// seals it again; what [`read_seal`](super::read_seal) does not say must not be believed.
///
/// ```
/// use flags_model::reload::{read_seal, seal, stated_revision};
/// let edited = seal("[flags.chat]\nenabled = true\n", 42, None).replace("true", "false");
/// assert!(read_seal(&edited).is_err());
/// assert_eq!(stated_revision(&edited), Some(42));
/// ```
pub fn stated_revision(text: &str) -> Option<u64> {
    let found = line::find(text).ok()??;
    line::read(&found).ok().map(|seal| seal.revision)
}

/// The text before its seal; all of it if its last line is none.
pub fn without_seal(text: &str) -> &str {
    match line::find(text) {
        Ok(Some(found)) => &text[..found.span.start],
        _ => text,
    }
}

impl Seal {
    /// Whether an instance of this name is among those that take the text. The salt is always the same, so
    /// that a wider share keeps those that a narrower one had.
    pub fn is_for(&self, instance: &str) -> bool {
        let is_among = |share: u32| bucket(salt_hash("apply", Stream::Sample), id_hash(instance)) < share;
        self.apply.is_none_or(|apply| is_among(apply.0))
    }
}
