//! The flags of Storefront, generated from `flags.toml` beside this package's `Cargo.toml`.
//!
//! Nothing but the one line below is written by hand. It brings into this module `Flags` with one
//! method per flag, `Context` with one setter per attribute, `Environment`, and an enum or a struct
//! for each enum, set, list of variants and table of the file. Since `Flags` is `pub(crate)`, a flag
//! that nobody asks for is dead code, and rustc says so.

#[flags::flags]
pub(crate) struct Flags;
