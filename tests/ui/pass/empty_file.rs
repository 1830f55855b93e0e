//! A file may declare nothing yet, which is worth a warning.
#![deny(warnings, missing_docs)]
#![allow(deprecated)]

/// The flags.
#[flags::flags("./empty_file.toml")]
pub struct Flags;

fn main() {
    let _ = Flags::new().all(&Context::new());
    assert!(Flags::NAMES.is_empty() && Flags::METADATA.is_empty());
}
