//! The feature flags, made from `flags.toml`: `Flags`, `Context`, and an enum for each closed list.

#[flags::flags]
pub(crate) struct Flags;
