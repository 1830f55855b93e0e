//! Why a follower is not ready, or could not start.

use std::fmt;
use std::sync::Arc;

use flags::live::Diagnostics;

use super::{FollowerStatus, Found};
use crate::store::Fault;

/// Why the rules that run are not those of the store. They run on, and so does the follower: it may be ready
/// a moment later.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cause {
    /// The store could not be read.
    NotHeard {
        /// Where it is.
        store: String,
        /// The last that went wrong; `None` if the first answer is still awaited.
        fault: Option<Fault>,
    },
    /// The store has no rules.
    Absent {
        /// Where it is.
        store: String,
    },
    /// The store has older rules than those that run: [`Found::Older`].
    Older {
        /// Where it is.
        store: String,
        /// The revision that it has.
        revision: u64,
        /// The one that runs.
        running: u64,
    },
    /// What the store says could not be taken: [`Found::NotTaken`].
    NotTaken {
        /// Where it is.
        store: String,
        /// What went wrong.
        fault: Fault,
    },
    /// The rules that the store has were refused.
    Refused(Arc<Diagnostics>),
    /// The runtime that the follower was started on has ended.
    Ended,
}

/// A follower could not be started.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StartError {
    /// There is no runtime to run on.
    NoRuntime,
    /// The runtime has no clock.
    NoClock,
}

impl Cause {
    pub(super) fn of(status: &FollowerStatus) -> Self {
        let store = status.store.clone();
        let FollowerStatus { rules, base, kills, .. } = status;
        let fault = rules.fault.as_ref().or(kills.fault.as_ref()).or(base.fault.as_ref());
        if let (true, Found::NotTaken(fault)) = (status.wanted().is_current(), &kills.found) {
            return Self::NotTaken { store, fault: fault.clone() };
        }
        match status.wanted() {
            Found::Refused(diagnostics) => Self::Refused(Arc::clone(diagnostics)),
            Found::Older { revision, running } => {
                Self::Older { store, revision: *revision, running: *running }
            }
            Found::Absent if fault.is_none() => Self::Absent { store },
            Found::NotTaken(fault) => Self::NotTaken { store, fault: fault.clone() },
            _ => Self::NotHeard { store, fault: fault.cloned() },
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotHeard { store, fault: Some(fault) } => write!(f, "{store} cannot be read: {fault}"),
            Self::NotHeard { store, fault: None } => write!(f, "{store} has not answered yet"),
            Self::Absent { store } => {
                write!(f, "{store} has no rules yet: `cargo flags push` publishes the first")
            }
            Self::Older { store, revision, running } => {
                let (revision, running) = (*revision, *running);
                write!(f, "{store} has {}", Found::Older { revision, running })
            }
            Self::NotTaken { store, fault } => write!(f, "what {store} says could not be taken: {fault}"),
            Self::Refused(diagnostics) => diagnostics.fmt(f),
            Self::Ended => f.write_str("the runtime that the follower was started on has ended"),
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoRuntime => {
                "flags are followed on a tokio runtime, and there is none here: call `start()` in an async \
                 function, or after `runtime.enter()`"
            }
            Self::NoClock => {
                "flags are followed on a tokio runtime with a clock, and this one has none: build it with \
                 `enable_time()` or `enable_all()`"
            }
        })
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Debug for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Cause {}
impl std::error::Error for StartError {}
