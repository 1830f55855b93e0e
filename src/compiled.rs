//! What the macro makes of a file.

use flags_runtime::ruleset::{FlagId, Ruleset};

/// A generated `Flags`: the way from the type to the tables behind it.
pub trait Compiled: 'static {
    /// The names of all flags, in file order.
    const NAMES: &'static [&'static str];
    /// The old names of renamed flags, and which flags they are now.
    const OLD_NAMES: &'static [(&'static str, FlagId)];

    /// The rules that the program was compiled with.
    fn rules() -> &'static Ruleset;
}
