//! Which instance of a program this is.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;

/// The name of the machine or container, as far as it says who it is, and something that no other process has.
pub(crate) fn default_instance() -> Arc<str> {
    let host = std::env::var("HOSTNAME").unwrap_or_default();
    let host = if host.is_empty() { "instance" } else { &host };
    // The standard library seeds its hashers from the system's randomness.
    let random = RandomState::new().build_hasher().finish();
    format!("{host}-{:08x}", random & 0xffff_ffff).into()
}
