//! Keeps the flags of running programs current.

pub mod store;
