//! Random valid files, and random contexts for them.

mod choices;
mod condition;
mod context;
mod file;
mod flag;
mod render;

pub use choices::{Choices, choices};
pub use condition::{SCHEMA, condition};
pub use context::{ATTRIBUTES, BUCKETED, complete_context, context, values_of};
pub use file::{File, Segment, file};

/// What a generated file may hold.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each is a wish of its own")]
pub struct Wishes {
    /// Tests with `present`.
    pub present: bool,
    /// Conditions on flags, and requirements of variants.
    pub flag_conditions: bool,
    /// Conditions on segments.
    pub segments: bool,
    /// Splits; without them a flag with variants serves one.
    pub splits: bool,
}

impl Wishes {
    /// All that the contract has.
    pub const ALL: Self = Self { present: true, flag_conditions: true, segments: true, splits: true };
    /// Without the two ways to say that absence means something.
    pub const LAWFUL: Self = Self { present: false, flag_conditions: false, ..Self::ALL };
}
