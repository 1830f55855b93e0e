//! Where texts are kept: one trait for all who follow a store and all who publish to it.

#[cfg(feature = "file")]
mod file;
#[cfg(feature = "nats")]
mod nats;
#[cfg(feature = "object")]
mod object;
#[cfg(feature = "redis")]
mod redis;
mod shared;
#[cfg_attr(
    not(all(feature = "nats", feature = "redis", feature = "object")),
    allow(dead_code, reason = "each kind of store needs some of them")
)]
pub(crate) mod words;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;

#[cfg(feature = "file")]
pub use file::FileStore;
#[cfg(feature = "nats")]
pub use nats::NatsStore;
#[cfg(feature = "object")]
pub use object::ObjectStore;
#[cfg(feature = "redis")]
pub use redis::RedisStore;

/// A place that keeps the rules of a set of programs, their base, their kill list, and what the programs report.
///
/// Reading is the truth, and [`watch`](Store::watch) only says when it is worth while: a message that is lost
/// delays a change until the next poll, and nothing else.
#[async_trait]
pub trait Store: Send + Sync + 'static {
    /// Where it is, for messages. Says no password.
    fn address(&self) -> String;

    /// Reads an item, unless it is the version that is known.
    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault>;

    /// Writes an item, if it still is what is expected; so two people cannot overwrite each other unseen.
    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault>;

    /// What the instances that follow this store have reported, as they wrote it.
    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault>;

    /// Wakes whoever follows when something may have changed, for as long as the store can be heard. It wakes
    /// once as soon as it listens, so that nothing is lost between reading and listening. Returns only with a
    /// fault. A store that cannot tell waits for ever.
    async fn watch(&self, wake: &Notify) -> Fault {
        let _ = wake;
        std::future::pending().await
    }

    /// How often to read without being woken.
    fn poll_interval(&self) -> Duration;

    /// Whether a text may be cut on its way, so that only sealed ones are taken.
    fn needs_seal(&self) -> bool {
        true
    }
}

/// What a store keeps.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    /// The rules.
    Rules,
    /// The last rules that were for all instances, while the rules are for a share of them (`apply=10` in the
    /// seal): what those outside of the share take if they start then. Else it is out of date, and not read.
    Base,
    /// The kill list.
    Kills,
    /// What an instance says of itself, by its name.
    Report(String),
}

/// One version of an item, as the store calls it: an `ETag`, a revision, a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(pub String);

/// What came of reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Read {
    /// There is no such item.
    Absent,
    /// It is the version that is known.
    Unchanged,
    /// It is this.
    Found {
        /// What it holds.
        bytes: Vec<u8>,
        /// Which version it is.
        version: Version,
    },
}

/// What must be there for a write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Nothing.
    Absent,
    /// This version.
    Version(Version),
    /// Whatever is there.
    Anything,
}

/// A store could not be read or heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What went wrong, and with what, in words.
    pub message: String,
}

/// A write did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteFault {
    /// Somebody else has written meanwhile.
    Changed,
    /// The store could not be reached, or refused.
    Fault(Fault),
}

impl Fault {
    /// A fault with its reason.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl fmt::Display for WriteFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Changed => f.write_str("somebody else has written meanwhile"),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl From<Fault> for WriteFault {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

impl std::error::Error for Fault {}
impl std::error::Error for WriteFault {}
