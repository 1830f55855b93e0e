//! Decides feature flags: rules as plain data, contexts, buckets, decisions.
//!
//! This is the engine under the crate `flags`; apps use that crate, and tools use `flags-model`, which
//! makes a [`Ruleset`] from text. The engine needs `alloc` only, knows no files and no clock of its
//! own, and on the path of a decision it neither allocates nor locks nor panics.
#![no_std]
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

extern crate alloc;

pub mod bucket;
pub mod chance;
mod decision;
mod evaluate;
mod explain;
mod lower;
mod overrides;
mod pattern;
pub mod rows;
pub mod ruleset;
mod slot;
mod slots;
mod text;
mod truth;
mod value;
pub mod version;
pub mod words;

pub use decision::{Decision, Reason, Trace, TraceStep};
pub use evaluate::membership::{LONG_LIST, string_table};
pub use evaluate::{Cause, Draw, Outcome, Scope, decide, serve, serve_generated};
pub use explain::{decide_all, decide_named, explain, overriding_value, payload_of, value_of};
pub use overrides::{Override, Overrides};
pub use pattern::Pattern;
pub use ruleset::Ruleset;
pub use slot::{Held, Slot};
pub use slots::{Kept, Owned, Slots};
pub use text::Text;
pub use truth::Truth;
pub use value::Value;
