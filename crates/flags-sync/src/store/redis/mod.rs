//! Keys of Redis.

mod listen;

use std::fmt;
use std::time::Duration;

use async_trait::async_trait;
use flags::live::Limits;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, Cmd, FromRedisValue, RedisError, RedisResult};
use tokio::sync::{Mutex, Notify};

use super::words::{with_reasons, without_secrets};
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use crate::OpenError;

/// Rules in Redis or Valkey: the keys `<set>:rules`, `<set>:base` and `<set>:kill`, and the hash
/// `<set>:instances` for what instances report. Whoever writes by this store says so on the channel `<set>:changed`, and followers hear
/// of it in milliseconds. Whoever writes with other tools may do so as well: `PUBLISH shop:changed rules`.
///
/// The version of a text is its SHA-1, which the server computes, so what is known is not sent again. Reports
/// are forgotten after a day. It is for one server, or one name that always leads to the one that takes writes.
pub struct RedisStore {
    address: String,
    client: Client,
    set: String,
    longest: usize,
    /// Made when it is first needed, and again after it broke.
    connection: Mutex<Option<MultiplexedConnection>>,
}

/// Who is not connected when a message is sent never gets it.
const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// How long a question may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// Each is done by the server in one piece, so nobody writes in between.
const READ: &str = include_str!("read.lua");
const WRITE: &str = include_str!("write.lua");
const REPORTS: &str = include_str!("reports.lua");

impl RedisStore {
    /// A store on a server, which is not asked yet: `redis://host:6379/0`, or `rediss://` for TLS.
    ///
    /// # Errors
    ///
    /// It is no address.
    pub fn new(server: &str, set: &str) -> Result<Self, OpenError> {
        let shown = without_secrets(server);
        let client = Client::open(server).map_err(|error| {
            OpenError::new(format!(
                "`{shown}` is no address of Redis, such as `redis://host:6379/0`: {}",
                with_reasons(&error)
            ))
        })?;
        if set.is_empty() {
            return Err(OpenError::new(format!("{shown}: the set of rules needs a name, such as `shop`")));
        }
        let address = format!("{}/{set}", shown.trim_end_matches('/'));
        let longest = Limits::default().text_bytes;
        Ok(Self { address, client, set: set.to_owned(), longest, connection: Mutex::default() })
    }

    /// Fetches no text that is longer than this. 4 MiB: state it if you let rules be longer than
    /// [`Limits::text_bytes`].
    #[must_use]
    pub fn longest(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    fn key(&self, name: &str) -> String {
        format!("{}:{name}", self.set)
    }

    /// Where an item is: a key, or a field of one.
    fn place<'a>(&self, item: &'a Item) -> (String, &'a str) {
        match item {
            Item::Rules => (self.key("rules"), ""),
            Item::Base => (self.key("base"), ""),
            Item::Kills => (self.key("kill"), ""),
            Item::Report(instance) => (self.key("instances"), instance),
        }
    }

    async fn ask<T: FromRedisValue>(&self, command: &Cmd) -> Result<T, Fault> {
        let answer = match self.connection().await {
            Ok(mut connection) => command.query_async(&mut connection).await,
            Err(error) => Err(error),
        };
        if answer.as_ref().is_err_and(is_of_connection) {
            *self.connection.lock().await = None;
        }
        answer.map_err(|error| self.fault(&error))
    }

    async fn connection(&self) -> RedisResult<MultiplexedConnection> {
        let mut kept = self.connection.lock().await;
        if let Some(connection) = &*kept {
            return Ok(connection.clone());
        }
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        *kept = Some(connection.clone());
        Ok(connection)
    }

    fn fault(&self, error: &RedisError) -> Fault {
        let reason = with_reasons(error);
        let remedy = if is_of_connection(error) {
            "; see that Redis listens there and lets this program in"
        } else if reason.contains("WRONGTYPE") {
            "; something else uses the key, so choose another name for the set"
        } else {
            ""
        };
        Fault::new(format!("{}: {reason}{remedy}", self.address))
    }
}

#[async_trait]
impl Store for RedisStore {
    fn address(&self) -> String {
        self.address.clone()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let (key, field) = self.place(item);
        let known = known.map_or("", |version| version.0.as_str());
        let mut command = redis::cmd("EVAL");
        command.arg(READ).arg(1).arg(key).arg(field).arg(known).arg(self.longest);
        let answer: Vec<Vec<u8>> = self.ask(&command).await?;
        let mut answer = answer.into_iter();
        Ok(match (answer.next(), answer.next()) {
            (None, _) => Read::Absent,
            (Some(_), None) => Read::Unchanged,
            (Some(version), Some(bytes)) => {
                Read::Found { bytes, version: Version(String::from_utf8_lossy(&version).into_owned()) }
            }
        })
    }

    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault> {
        let (key, field) = self.place(item);
        let expected = match expected {
            Expected::Anything => "anything",
            Expected::Absent => "absent",
            Expected::Version(version) => &version.0,
        };
        let mut command = redis::cmd("EVAL");
        command.arg(WRITE).arg(2).arg(key).arg(self.key("instances:times"));
        command.arg(field).arg(expected).arg(bytes).arg(self.key("changed"));
        let written: Option<String> = self.ask(&command).await?;
        written.map(Version).ok_or(WriteFault::Changed)
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let mut command = redis::cmd("EVAL");
        command.arg(REPORTS).arg(2).arg(self.key("instances")).arg(self.key("instances:times"));
        self.ask(&command).await
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        let Err(fault) = self.listen(wake).await;
        fault
    }

    fn poll_interval(&self) -> Duration {
        POLL_INTERVAL
    }
}

impl fmt::Debug for RedisStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedisStore").field("address", &self.address).finish_non_exhaustive()
    }
}

fn is_of_connection(error: &RedisError) -> bool {
    error.is_unrecoverable_error() || error.is_timeout() || error.is_io_error()
}
