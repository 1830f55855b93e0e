//! What a follower knows of its store: for whoever waits, and for a page that shows it.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use flags::live::{Diagnostics, KillFault};

use crate::store::Fault;

/// What a follower knows of its store.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FollowerStatus {
    /// Where the store is.
    pub store: String,
    /// What came of the rules.
    pub rules: ItemStatus,
    /// What came of the [base](crate::store::Item::Base). It is read while the rules are
    /// [for others](Found::HeldBack).
    pub base: ItemStatus,
    /// What came of the kill list.
    pub kills: ItemStatus,
    /// Why the store cannot say at once that something has changed. It is tried again and again; until then
    /// the store is only asked from time to time.
    pub watch: Option<Fault>,
    /// The flags of the rules that run which this program cannot follow, and why: it is too old for them. They
    /// keep the last rules that it could follow.
    pub kept: BTreeMap<String, String>,
    /// The lines of the kill list that cannot be read.
    pub kill_faults: Vec<KillFault>,
}

/// What came of reading an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ItemStatus {
    /// What the store said when it was heard last.
    pub found: Found,
    /// Why the store could not be read, if the last attempt failed.
    pub fault: Option<Fault>,
    /// Why what was taken last is not kept for the next start. It is tried again with each reading. Of the base it
    /// is told with the rules: one of them is kept.
    pub cache: Option<Fault>,
}

/// What a store said of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Found {
    /// Nothing yet.
    #[default]
    NotYet,
    /// There is none. If there was one before, it stays in force: a file that was deleted never means "no
    /// flags", and a kill list that was deleted revives nothing.
    Absent,
    /// The kill list has not even a comment: whoever meant to write one has failed, so it revives nothing, as
    /// if there was none. `# nothing is killed` is a list that revives everything.
    Empty,
    /// It was taken.
    Taken,
    /// The rules are for other instances: the seal says `apply=10`, and this one is not among them. It takes
    /// the [base](FollowerStatus::base).
    HeldBack,
    /// It could not be taken: something panicked, or a callback of [`Live::subscribe`] holds it up, and then it
    /// may run already. It is tried again. Nothing more is begun while eight of an item are held up, kill lists
    /// neither: callbacks must come to an end.
    ///
    /// [`Live::subscribe`]: flags::live::Live::subscribe
    NotTaken(Fault),
    /// The rules are older than those that run, which run on: a text with a lower number was published over a
    /// newer one, or what answers lags behind.
    Older {
        /// Their revision.
        revision: u64,
        /// The one that runs.
        running: u64,
    },
    /// The rules were refused, and those that ran run on.
    Refused(Arc<Diagnostics>),
}

impl FollowerStatus {
    pub(super) fn new(store: String) -> Self {
        let [rules, base, kills] = Default::default();
        Self { store, rules, base, kills, watch: None, kept: BTreeMap::new(), kill_faults: Vec::new() }
    }

    /// Whether what runs is what the store says.
    pub fn is_current(&self) -> bool {
        let is_base_heard = self.base.fault.is_none() || self.rules.found != Found::HeldBack;
        let is_heard = self.rules.fault.is_none() && self.kills.fault.is_none() && is_base_heard;
        let are_kills_judged = !matches!(self.kills.found, Found::NotYet | Found::NotTaken(_));
        is_heard && self.wanted().is_current() && are_kills_judged
    }

    /// Whether what ran before the rules is what should run: they are for others, and there is no base to take.
    pub(super) fn is_held_back(&self) -> bool {
        *self.wanted() == Found::HeldBack
    }

    /// What the store has for this instance. Without a base, or with one that is older, what ran before the rules
    /// that are for others is all that there is.
    pub(super) fn wanted(&self) -> &Found {
        let is_settled = matches!(self.base.found, Found::Absent | Found::Older { .. });
        if self.rules.found == Found::HeldBack && !is_settled { &self.base.found } else { &self.rules.found }
    }

    /// Why the rules that the store has for this instance were refused.
    pub fn refused(&self) -> Option<&Arc<Diagnostics>> {
        match self.wanted() {
            Found::Refused(diagnostics) => Some(diagnostics),
            _ => None,
        }
    }

    /// Why this is not what runs, as far as somebody has to mend it.
    pub(super) fn complaint(&self) -> Option<String> {
        match (self.wanted(), &self.kills.found) {
            (Found::Refused(diagnostics), _) => Some(diagnostics.to_string()),
            (found @ Found::Older { .. }, _) => Some(format!("the store has {found}")),
            (found @ Found::NotTaken(_), _) => Some(format!("the rules: {found}")),
            (_, found @ Found::NotTaken(_)) => Some(format!("the kill list: {found}")),
            _ => None,
        }
    }
}

impl Found {
    pub(super) fn is_current(&self) -> bool {
        matches!(self, Self::Taken | Self::HeldBack)
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet => f.write_str("not read yet"),
            Self::Absent => f.write_str("absent"),
            Self::Empty => f.write_str("empty: to revive, write a line such as `# nothing is killed`"),
            Self::Taken => f.write_str("taken"),
            Self::HeldBack => f.write_str("held back: they are for other instances"),
            Self::NotTaken(fault) => write!(f, "could not be taken: {fault}"),
            Self::Older { revision, running } => write!(
                f,
                "revision {revision}, older than {running}, which runs; publish with a greater revision"
            ),
            Self::Refused(diagnostics) => diagnostics.fmt(f),
        }
    }
}

impl fmt::Display for ItemStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.found.fmt(f)?;
        self.fault.iter().try_for_each(|fault| write!(f, "; cannot be read now: {fault}"))?;
        self.cache
            .iter()
            .try_for_each(|fault| write!(f, "; what was taken last is not kept for the next start: {fault}"))
    }
}

/// A line for each of its parts.
impl fmt::Display for FollowerStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { store, rules, base, kills, watch, kept, kill_faults } = self;
        write!(f, "{store}\nrules: {rules}")?;
        if rules.found == Found::HeldBack {
            write!(f, "\nbase: {base}")?;
        }
        write!(f, "\nkill list: {kills}")?;
        kept.iter()
            .try_for_each(|(flag, reason)| write!(f, "\nkeeps its rules: {flag}, because {reason}"))?;
        kill_faults.iter().try_for_each(|fault| write!(f, "\nkill list: {fault}"))?;
        watch.iter().try_for_each(|fault| {
            write!(f, "\nchanges are not announced, so it is asked from time to time: {fault}")
        })
    }
}
