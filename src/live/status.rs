//! Where the rules come from, and whether whoever sends them can be heard.

use std::fmt;
use std::time::{Duration, Instant};

/// How current the rules of a program are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Status {
    /// They are those that the program was compiled with.
    Embedded,
    /// They are the last good ones of an earlier run; no source has confirmed them yet.
    Cached,
    /// They are what the source says now, or what `reload` was given.
    Live,
    /// They are the last good ones: for this long the source has not been heard, or has said what was
    /// refused.
    Stale {
        /// How long.
        age: Duration,
    },
}

/// What a text was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Provenance {
    /// From where rules come: a file that is watched, a server, whoever calls `reload`.
    #[default]
    Source,
    /// From what an earlier run left on the disk.
    Cache,
}

/// What is known of the source.
#[derive(Debug, Default)]
pub(crate) struct Contact {
    from: Option<Provenance>,
    /// Since when the source, which was heard before, does not say what runs.
    lost: Option<Instant>,
}

impl Contact {
    /// The source says that there is nothing newer than what was taken.
    pub fn confirm(&mut self) {
        if self.from.is_some() {
            self.take(Provenance::Source);
        }
    }

    /// Rules were taken.
    pub fn take(&mut self, from: Provenance) {
        // What the cache says is no news of the source.
        if from == Provenance::Source || self.from.is_none() {
            *self = Self { from: Some(from), lost: None };
        }
    }

    pub fn lose(&mut self) {
        self.lost.get_or_insert_with(Instant::now);
    }

    pub fn status(&self) -> Status {
        match (self.from, self.lost) {
            (None, _) => Status::Embedded,
            (Some(Provenance::Cache), _) => Status::Cached,
            (Some(Provenance::Source), Some(since)) => Status::Stale { age: since.elapsed() },
            (Some(Provenance::Source), None) => Status::Live,
        }
    }
}

impl Status {
    /// The name without the age: `embedded`, `cached`, `live`, `stale`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Embedded => "embedded",
            Self::Cached => "cached",
            Self::Live => "live",
            Self::Stale { .. } => "stale",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stale { age } => write!(f, "stale for {} s", age.as_secs()),
            status => f.write_str(status.as_str()),
        }
    }
}
