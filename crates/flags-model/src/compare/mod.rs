//! What changes for whom between two checked files.
//!
//! The one evaluator decides with both: for each kind of context that either file tells apart, and for
//! each way in which the buckets can fall ([`flags_runtime::chance`]). So what the comparison says of a
//! flag includes what comes to it through requirements, segments and stages.

mod bare;
mod change;
mod class;
mod count;
mod declare;
mod detail;
mod domain;
mod explore;
mod flag;
mod impact;
mod pair;
mod reach;
mod tree;
mod words;

pub use change::{
    Comparison, Declaration, DeclarationChange, Dependency, Detail, EnvironmentChange, Fate, FlagChange,
};
pub use class::{Class, UnknownClass};
pub use count::{Counter, FlagCount, count};
pub use flags_runtime::chance::Share;
pub use impact::{Case, Effect, Fact, Group, Holds, Impact};

use crate::model::Model;

/// What a comparison may know, and how far it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What time it is, in seconds since 1970: ages are counted from there.
    pub now: i64,
    /// The most kinds of contexts that are looked at for one flag in one environment.
    pub most_contexts: usize,
    /// The most decisions for one flag in one environment; beyond them shares are counted on a sample.
    pub most_decisions: u32,
}

impl Default for Options {
    /// The start of 2026, 2,000 contexts, 100,000 decisions.
    fn default() -> Self {
        Self { now: 1_767_225_600, most_contexts: 2_000, most_decisions: 100_000 }
    }
}

/// Compares two files.
///
/// ```
/// use flags_model::compare::{Class, Options, compare};
/// let load = |rollout| {
///     let text = format!(
///         "[context]\nuser = {{ type = \"string\", key = true }}\n\
///          [flags.new_sidebar]\nrollout = {rollout}\n"
///     );
///     flags_model::load(&text).model.expect("the file is valid")
/// };
/// let comparison = compare(&load(25), &load(60), &Options::default());
/// let flag = comparison.flag_named("new_sidebar").expect("both files have it");
/// assert_eq!(flag.class, Class::Safe);
/// let group = &flag.environments[0].impact.groups[0];
/// assert_eq!(group.to_string(), "everyone: 35 % gain it");
/// ```
pub fn compare(old: &Model, new: &Model, options: &Options) -> Comparison {
    let pair = pair::Pair::of(old, new);
    Comparison {
        flags: flag::compare_flags(&pair, options),
        declarations: declare::compare_declarations(&pair),
    }
}

/// Compares some flags of two files that number flags, environments and attributes alike.
#[cfg(feature = "reload")]
pub(crate) fn compare_alike(old: &Model, new: &Model, flags: &[usize], options: &Options) -> Vec<FlagChange> {
    let pair = pair::Pair::alike(old, new, flags);
    flag::compare_flags(&pair, options)
}
