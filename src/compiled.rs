//! What the macro makes of a file.

use flags_runtime::ruleset::{FlagId, Ruleset};

use crate::handle::Handle;

/// A generated `Flags`: the way from the type to the tables behind it.
pub trait Compiled: Sized + 'static {
    /// The name of the type itself.
    const TYPE: &'static str;
    /// The file, as it was written.
    const TEXT: &'static [u8];
    /// The names of all flags, in file order.
    const NAMES: &'static [&'static str];
    /// The old names of renamed flags, and which flags they are now.
    const OLD_NAMES: &'static [(&'static str, FlagId)];

    /// The rules that the program was compiled with.
    fn rules() -> &'static Ruleset;
    /// What the type wraps.
    fn handle(&self) -> &Handle<Self>;
    /// The type around a handle.
    fn of(handle: Handle<Self>) -> Self;
}

/// The flag that had this name before it was renamed.
pub(crate) fn flag_once_named(old_names: &[(&str, FlagId)], name: &str) -> Option<FlagId> {
    old_names.iter().find(|(old, _)| *old == name).map(|(_, flag)| *flag)
}
