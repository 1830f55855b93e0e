//! A key-value bucket of NATS `JetStream`.

mod bucket;
mod link;

use std::convert::Infallible;
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_nats::jetstream::kv::{self, CreateErrorKind, UpdateErrorKind};
use async_nats::{ConnectOptions, ServerAddr};
use async_trait::async_trait;
use futures_util::StreamExt as _;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::words::{fingerprint, safe_name, with_reasons, without_secrets};
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use crate::OpenError;
use link::Link;

/// Rules in a key-value bucket of NATS `JetStream`: the keys `<set>.rules`, `<set>.kill`, and
/// `<set>.instances.<name>` for what instances report. Followers hear of a change in milliseconds.
///
/// The client connects when it is first asked, in the runtime that asks, and again after each loss. The first
/// write makes the bucket if there is none, with one replica; make it yourself if you want more:
/// `nats kv add flags --replicas 3`. Reports stay until they are deleted, with the time at which they were made.
pub struct NatsStore {
    link: Link,
    bucket_name: String,
    set: String,
    /// The bucket as it was found, so that not each read asks for it first.
    bucket: Mutex<Option<kv::Store>>,
    /// The newest rules and kill list that were heard of. A server that copies from another may be behind.
    heard: [AtomicU64; 2],
}

/// Messages may get lost, though hardly.
const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// How often to look whether somebody has made the bucket.
const BUCKET_PAUSE: Duration = Duration::from_secs(1);
/// How long all reports may take.
const REPORTS_PATIENCE: Duration = Duration::from_secs(30);

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
            Item::Kills => format!("{}.kill", self.set),
            Item::Report(instance) => format!("{}.instances.{}", self.set, safe_name(instance)),
        }
    }

    /// The newest version of an item that was heard of.
    fn heard(&self, item: &Item) -> Option<&AtomicU64> {
        let [rules, kills] = &self.heard;
        match item {
            Item::Rules => Some(rules),
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

    /// Listens until the connection is lost.
    async fn listen(&self, wake: &Notify) -> Result<Infallible, Fault> {
        let (bucket, context) = loop {
            // Reading says already that there is no connection. Here it is waited for, since whoever follows
            // should hear of it as soon as there is one.
            if let Ok(context) = self.link.context().await
                && let Some(bucket) = self.find_bucket().await?
            {
                break (bucket, context);
            }
            sleep(BUCKET_PAUSE).await;
        };
        self.link
            .ask(async {
                // Reports lie deeper, so what all instances report wakes nobody.
                let keys = format!("{}.*", self.set);
                let (_, mut messages) = bucket::follow(&context, &bucket, &keys, true).await?;
                wake.notify_one();
                while let Some(message) = messages.next().await {
                    let message = message.map_err(|error| with_reasons(&error))?;
                    let revision = message.info().map_err(|error| error.to_string())?.stream_sequence;
                    let of = if message.subject.ends_with(".kill") { Item::Kills } else { Item::Rules };
                    if let Some(heard) = self.heard(&of) {
                        heard.store(revision, Ordering::Relaxed);
                    }
                    wake.notify_one();
                }
                Err("the server has ended the subscription".to_owned())
            })
            .await
            .and_then(|it| it.map_err(|reason| self.link.fault(&reason)))
    }

    async fn list_reports(&self, bucket: &kv::Store) -> Result<Vec<Vec<u8>>, String> {
        let context = self.link.context().await.map_err(|fault| fault.message)?;
        let (mut pending, mut messages) =
            bucket::follow(&context, bucket, &format!("{}.instances.>", self.set), false).await?;
        let mut reports = Vec::new();
        while pending > 0 {
            let message = messages.next().await.ok_or("the server has ended the list of reports")?;
            let message = message.map_err(|error| with_reasons(&error))?;
            pending = message.info().map_err(|error| error.to_string())?.pending;
            if !bucket::is_deleted(message.headers.as_ref()) {
                reports.push(message.payload.to_vec());
            }
        }
        Ok(reports)
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
        let context = self.link.context().await?;
        let bucket = self.ask(bucket::find_or_create(&context, &self.bucket_name)).await?;
        let (key, text) = (self.key(item), bytes.to_vec().into());
        let most = context.client().server_info().max_payload;
        if bytes.len() > most {
            let length = bytes.len();
            return Err(WriteFault::Fault(self.link.fault(&format!(
                "the text has {length} bytes, and the server takes {most}; raise `max_payload` in its configuration"
            ))));
        }
        // `None` if somebody else was faster.
        let written = match expected {
            Expected::Anything => {
                self.ask(async {
                    bucket.put(key, text).await.map(Some).map_err(|error| with_reasons(&error))
                })
                .await
            }
            Expected::Absent => {
                self.ask(async {
                    match bucket.create(key, text).await {
                        Err(error) if error.kind() == CreateErrorKind::AlreadyExists => Ok(None),
                        result => result.map(Some).map_err(|error| with_reasons(&error)),
                    }
                })
                .await
            }
            Expected::Version(version) => {
                let Some(revision) = revision(version) else { return Err(WriteFault::Changed) };
                self.ask(async {
                    match bucket.update(key, text, revision).await {
                        Err(error) if error.kind() == UpdateErrorKind::WrongLastRevision => Ok(None),
                        result => result.map(Some).map_err(|error| with_reasons(&error)),
                    }
                })
                .await
            }
        };
        written?.map(|revision| version(revision, bytes)).ok_or(WriteFault::Changed)
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let Some(bucket) = self.find_bucket().await? else { return Ok(Vec::new()) };
        let reports = timeout(REPORTS_PATIENCE, Box::pin(self.list_reports(&bucket)));
        self.ask(async {
            reports.await.unwrap_or_else(|_| Err("listing the reports took too long".to_owned()))
        })
        .await
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        match self.listen(wake).await {
            Err(fault) => fault,
            Ok(never) => match never {},
        }
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

fn revision(version: &Version) -> Option<u64> {
    version.0.split('-').next()?.parse().ok()
}
