//! Who wants to know of changes.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, Weak};

use super::shared::lock;
use super::{Diagnostics, KillReport, Reload, Status};

/// What happened to the rules.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// A text was taken.
    Reloaded(&'a Reload),
    /// A text was refused; the rules are as they were.
    Refused(&'a Diagnostics),
    /// A kill list was read.
    Killed(&'a KillReport),
    /// The source was heard again, or is no longer heard.
    Status(Status),
}

/// What was said of it: several lines, if there is more to say.
impl fmt::Display for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reloaded(reload) => reload.fmt(f),
            Self::Refused(diagnostics) => fmt::Display::fmt(diagnostics, f),
            Self::Killed(report) => report.fmt(f),
            Self::Status(status) => write!(f, "the rules are {status}"),
        }
    }
}

type Callback = dyn Fn(&Event<'_>) + Send + Sync;

/// Keeps a callback alive. Once this is dropped, no call of it begins, also not for an event that others are
/// just told of; a call that has begun in another thread comes to its end.
#[must_use = "the callback is called as long as this lives"]
pub struct Subscription {
    _callback: Arc<Callback>,
}

#[derive(Default)]
pub(crate) struct Subscribers {
    callbacks: Mutex<Vec<Weak<Callback>>>,
}

impl Subscribers {
    pub fn add(&self, callback: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Subscription {
        let callback: Arc<Callback> = Arc::new(callback);
        let mut callbacks = lock(&self.callbacks);
        // Whoever subscribes for each request must not leave anything behind.
        callbacks.retain(|callback| callback.strong_count() > 0);
        callbacks.push(Arc::downgrade(&callback));
        Subscription { _callback: callback }
    }

    /// Without a lock, so that a callback may reload or subscribe. One that panics harms nobody else.
    pub fn tell(&self, event: &Event<'_>) {
        let callbacks = {
            let mut callbacks = lock(&self.callbacks);
            callbacks.retain(|callback| callback.strong_count() > 0);
            callbacks.clone()
        };
        for callback in callbacks {
            // Only now, because an earlier one may have dropped it.
            let Some(callback) = callback.upgrade() else { continue };
            // What it holds may panic as well when it is dropped here, as the last to have it.
            let _ = catch_unwind(AssertUnwindSafe(move || callback(event)));
        }
    }
}

impl fmt::Debug for Subscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Subscription").finish_non_exhaustive()
    }
}
