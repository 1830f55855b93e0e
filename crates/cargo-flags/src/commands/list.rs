//! `cargo flags list`
