//! Counting with real people.

use flags_runtime::{Decision, Value};

use super::pair::match_flags;
use crate::dynamic::{DynamicContext, Engine};

/// How many people a change affects, for one flag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlagCount {
    /// The flag; its new name if it was renamed.
    pub name: String,
    /// How many people were looked at.
    pub people: u64,
    /// How many were on.
    pub before: u64,
    /// How many are on.
    pub after: u64,
    /// How many were off and are on.
    pub gained: u64,
    /// How many were on and are off.
    pub lost: u64,
    /// How many are on as before, but with another variant or value.
    pub moved: u64,
    /// How many are off as before, but are served another value for it.
    pub moved_off: u64,
}

/// Counts people one by one.
///
/// ```
/// use flags_model::compare::Counter;
/// use flags_model::dynamic::Engine;
/// let engine = |text| Engine::new(flags_model::load(text).model.expect("the file is valid"));
/// let (old, new) = (engine("[flags.a]\nenabled = false\n"), engine("[flags.a]\nenabled = true\n"));
/// let mut counter = Counter::new(&old, &new);
/// counter.add(&old.empty_context(), &new.empty_context());
/// assert_eq!(counter.counts()[0].gained, 1);
/// ```
#[derive(Debug)]
pub struct Counter<'e> {
    old: &'e Engine,
    new: &'e Engine,
    /// The numbers of a flag in the old and in the new file, one row for each count.
    flags: Vec<(Option<usize>, Option<usize>)>,
    counts: Vec<FlagCount>,
}

impl<'e> Counter<'e> {
    /// Nobody yet. The counts are those of every flag of either file, in the order of
    /// [`Comparison::flags`](super::Comparison::flags).
    pub fn new(old: &'e Engine, new: &'e Engine) -> Self {
        let flags = match_flags(old.model(), new.model());
        let counts = flags.iter().map(|(before, after)| {
            let new = after.map(|id| &new.model().flags[id].name);
            let old = before.map(|id| &old.model().flags[id].name);
            FlagCount { name: new.or(old).cloned().unwrap_or_default(), ..FlagCount::default() }
        });
        Self { old, new, counts: counts.collect(), flags }
    }

    /// One more person, as a context of the old file and as one of the new.
    pub fn add(&mut self, old: &DynamicContext<'_>, new: &DynamicContext<'_>) {
        let old: Vec<Decision<Value>> = self.old.all(old).collect();
        let new: Vec<Decision<Value>> = self.new.all(new).collect();
        for ((before, after), count) in self.flags.iter().zip(&mut self.counts) {
            let before = before.and_then(|id| old.get(id));
            let after = after.and_then(|id| new.get(id));
            let is_on = |decision: Option<&Decision<Value>>| decision.is_some_and(|decision| decision.on);
            let differs = match (before, after) {
                (Some(before), Some(after)) => before.value != after.value || before.variant != after.variant,
                _ => false,
            };
            let (was, is) = (is_on(before), is_on(after));
            count.people += 1;
            count.before += u64::from(was);
            count.after += u64::from(is);
            count.gained += u64::from(!was && is);
            count.lost += u64::from(was && !is);
            count.moved += u64::from(was && is && differs);
            count.moved_off += u64::from(!was && !is && differs);
        }
    }

    /// What was counted so far.
    pub fn counts(&self) -> &[FlagCount] {
        &self.counts
    }
}

/// Counts all these people: each as a context of the old file and as one of the new.
pub fn count<'c>(
    old: &Engine,
    new: &Engine,
    people: impl IntoIterator<Item = (DynamicContext<'c>, DynamicContext<'c>)>,
) -> Vec<FlagCount> {
    let mut counter = Counter::new(old, new);
    for (before, after) in people {
        counter.add(&before, &after);
    }
    counter.counts
}
