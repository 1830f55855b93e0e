//! A key-value bucket of NATS `JetStream`.

mod bucket;
mod link;
mod listen;
mod reports;
mod write;

use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_nats::jetstream::kv;
use async_nats::{ConnectOptions, ServerAddr};
use async_trait::async_trait;
use tokio::sync::Notify;

use super::words::{fingerprint, safe_name, without_secrets};
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use crate::OpenError;
use link::Link;

/// Rules in a key-value bucket of NATS `JetStream`: the keys `<set>.rules`, `<set>.base`, `<set>.kill`,
/// and `<set>.instances.<name>` for what instances report. Followers hear of a change in milliseconds.
///
/// The client connects when it is first asked, in the runtime that asks, and again after each loss. The first
/// write makes the bucket if there is none, with one replica; make it yourself if you want more:
/// `nats kv add flags --replicas 3`. Reports are forgotten after a day, and deleted when somebody asks for all of
/// them.
pub struct NatsStore {
    link: Link,
    bucket_name: String,
    set: String,
    /// The bucket as it was found, so that not each read asks for it first.
    bucket: Mutex<Option<kv::Store>>,
    /// The newest rules, base and kill list that were heard of. A server that copies from another may be behind.
    heard: [AtomicU64; 3],
}

/// Messages may get lost, though hardly.
const POLL_INTERVAL: Duration = Duration::from_secs(30);

impl NatsStore {
    /// A store on these servers, which are not asked yet: `["nats://one:4222", "nats://two:4222"]`.
    ///
    /// # Errors
    ///
    /// An address, or a name that NATS does not allow.
    pub fn new(
        servers: impl IntoIterator<Item = impl AsRef<str>>,
        bucket: &str,
        set: &str,
    ) -> Result<Self, OpenError> {
        Self::with_options(ConnectOptions::new(), servers, bucket, set)
    }

    /// The same, with credentials, certificates, and what else a connection may need.
    pub fn with_options(
        options: ConnectOptions,
        servers: impl IntoIterator<Item = impl AsRef<str>>,
        bucket: &str,
        set: &str,
    ) -> Result<Self, OpenError> {
        let (mut parsed, mut shown) = (Vec::new(), Vec::new());
        for server in servers {
            let server = server.as_ref();
            let address = without_secrets(server);
            parsed.push(server.parse::<ServerAddr>().map_err(|error| {
                OpenError::new(format!(
                    "`{address}` is no address of a NATS server, such as `nats://host:4222`: {error}"
                ))
            })?);
            shown.push(address);
        }
        if parsed.is_empty() {
            return Err(OpenError::new("no address of a NATS server is given, such as `nats://host:4222`"));
        }
        for (what, name) in [("bucket", bucket), ("set", set)] {
            if name.is_empty() || safe_name(name) != name {
                return Err(OpenError::new(format!(
                    "`{name}` is no name for a {what} of NATS: use letters, digits, `-` and `_`"
                )));
            }
        }
        let address = format!("{}/{bucket}/{set}", shown.join(","));
        Ok(Self {
            link: Link::new(options, parsed, address),
            bucket_name: bucket.to_owned(),
            set: set.to_owned(),
            bucket: Mutex::default(),
            heard: Default::default(),
        })
    }

    fn key(&self, item: &Item) -> String {
        match item {
            Item::Rules => format!("{}.rules", self.set),
            Item::Base => format!("{}.base", self.set),
            Item::Kills => format!("{}.kill", self.set),
            Item::Report(instance) => format!("{}.instances.{}", self.set, safe_name(instance)),
        }
    }

    /// The newest version of an item that was heard of.
    fn heard(&self, item: &Item) -> Option<&AtomicU64> {
        let [rules, base, kills] = &self.heard;
        match item {
            Item::Rules => Some(rules),
            Item::Base => Some(base),
            Item::Kills => Some(kills),
            Item::Report(_) => None,
        }
    }

    async fn find_bucket(&self) -> Result<Option<kv::Store>, Fault> {
        // Asked for in any case: it waits for the connection.
        let context = self.link.context().await?;
        let known = self.known_bucket().clone();
        if known.is_some() {
            return Ok(known);
        }
        let found = self.ask(bucket::find(&context, &self.bucket_name)).await?;
        self.known_bucket().clone_from(&found);
        Ok(found)
    }

    /// Asks the server. After a failure the bucket is looked for again: it may have been made anew.
    async fn ask<T>(&self, question: impl Future<Output = Result<T, String>>) -> Result<T, Fault> {
        let answer =
            self.link.ask(question).await.and_then(|it| it.map_err(|reason| self.link.fault(&reason)));
        if answer.is_err() {
            *self.known_bucket() = None;
        }
        answer
    }

    fn known_bucket(&self) -> std::sync::MutexGuard<'_, Option<kv::Store>> {
        self.bucket.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[async_trait]
impl Store for NatsStore {
    fn address(&self) -> String {
        self.link.address.clone()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let Some(bucket) = self.find_bucket().await? else { return Ok(Read::Absent) };
        let key = self.key(item);
        let mut message = self.ask(bucket::last(&bucket, &key, false)).await?;
        let heard = self.heard(item).map_or(0, |heard| heard.load(Ordering::Relaxed));
        if message.as_ref().is_none_or(|message| message.sequence < heard) {
            message = self.ask(bucket::last(&bucket, &key, true)).await?;
        }
        let Some(message) = message.filter(|message| !bucket::is_deleted(Some(&message.headers))) else {
            return Ok(Read::Absent);
        };
        let version = version(message.sequence, &message.payload);
        let is_known = known == Some(&version);
        Ok(if is_known { Read::Unchanged } else { Read::Found { bytes: message.payload.into(), version } })
    }

    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault> {
        self.put(item, bytes, expected).await
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        self.list_reports().await
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        let Err(fault) = self.listen(wake).await;
        fault
    }

    fn poll_interval(&self) -> Duration {
        POLL_INTERVAL
    }
}

impl fmt::Debug for NatsStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NatsStore").field("address", &self.link.address).finish_non_exhaustive()
    }
}

/// Revisions begin again when a bucket is made anew, and the text tells such two apart.
fn version(revision: u64, bytes: &[u8]) -> Version {
    Version(format!("{revision}-{}", fingerprint(bytes)))
}
