//! Diagnostics for programs.

mod json;

pub(crate) use json::json;
