//! What the rules of a file can come to, for all contexts at once.
//!
//! A context is a value, or none, for each attribute. The tests of a file tell only finitely many kinds
//! of values apart, so each attribute falls into *cells*: one for absence, and one for each way to answer
//! all tests that are asked of it (`cells`, `strings`). Conditions and decisions are then walked through as the
//! evaluator does it, and whenever a test would be true in some of the cells that are left, false in
//! others, and unknown in the rest, the walk goes on in each of the three (`world`). What holds on all ways
//! holds for all contexts.
//!
//! The cells are all that there are, and maybe more: a gap between two versions counts as inhabited, and
//! what no rule relates is independent. So there may be ways that no context goes, which costs findings,
//! but never the reverse. The same holds where a flag has too many ways: then nothing is said about it.
//!
//! Some things are not meant to stay as they are: percentages, kill switches, and literals in the place
//! of conditions. A condition that asks about another flag is not *always true* because the flag is at
//! 100 percent today. [`Dials`] says which of them are taken as they are.

mod cells;
mod condition;
mod decide;
mod reach;
mod shut;
mod strings;
mod study;
mod world;

pub(crate) use decide::{Decider, Outcome, Watch, serve_of};
pub use shut::is_shut;
pub(crate) use study::{Analysis, Study, payloads_of};
pub(crate) use world::{Dials, World};
