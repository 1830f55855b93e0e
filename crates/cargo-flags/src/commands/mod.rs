//! One file for each command: its arguments, and what it does.

mod completions;
mod explain;

pub(crate) use completions::Completions;
pub(crate) use explain::Explain;
