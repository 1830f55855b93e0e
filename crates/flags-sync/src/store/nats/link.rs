//! The connection to the servers: made when it is first needed, kept for ever, and watched.

use std::future::Future;
use std::time::Duration;

use async_nats::jetstream::{Context, ContextBuilder};
use async_nats::{Client, ConnectOptions, Event, ServerAddr};
use tokio::sync::{OnceCell, watch};
use tokio::time::timeout;

use crate::store::Fault;
use crate::store::words::with_reasons;

/// How long a question may take, and how long to wait for a connection before one is told that there is none.
const PATIENCE: Duration = Duration::from_secs(3);
/// A server that does not answer three of these is dead, though its connection may look alive.
const PING: Duration = Duration::from_secs(5);
/// Not longer, since a server that is back should be heard within seconds.
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

pub(super) struct Link {
    /// For messages.
    pub(super) address: String,
    servers: Vec<ServerAddr>,
    options: ConnectOptions,
    client: OnceCell<Client>,
    seen: watch::Sender<Seen>,
}

/// What has been seen of the connection.
#[derive(Default)]
struct Seen {
    connected: bool,
    /// How many times it was lost.
    losses: u64,
    /// What the client said last.
    trouble: Option<String>,
}

impl Link {
    pub(super) fn new(options: ConnectOptions, servers: Vec<ServerAddr>, address: String) -> Self {
        Self { address, servers, options, client: OnceCell::new(), seen: watch::Sender::default() }
    }

    /// The way to `JetStream`, if there is a connection, or will be in a moment.
    pub(super) async fn context(&self) -> Result<Context, Fault> {
        let client = self.client.get_or_try_init(|| self.connect()).await?;
        let mut seen = self.seen.subscribe();
        let connected = timeout(PATIENCE, seen.wait_for(|seen| seen.connected)).await;
        if !matches!(connected, Ok(Ok(_))) {
            return Err(self.lost());
        }
        Ok(ContextBuilder::new().timeout(PATIENCE).ack_timeout(PATIENCE).build(client.clone()))
    }

    /// Waits for an answer, but not on a connection that is gone.
    pub(super) async fn ask<T>(&self, question: impl Future<Output = T>) -> Result<T, Fault> {
        let mut seen = self.seen.subscribe();
        let losses = seen.borrow_and_update().losses;
        tokio::select! {
            answer = question => Ok(answer),
            _ = seen.wait_for(|seen| seen.losses > losses) => Err(self.lost()),
        }
    }

    /// Makes the client, which connects by itself and again after each loss, without an end.
    async fn connect(&self) -> Result<Client, Fault> {
        let seen = self.seen.clone();
        let options = self.options.clone();
        options
            .retry_on_initial_connect()
            .max_reconnects(None)
            .connection_timeout(PATIENCE)
            .request_timeout(Some(PATIENCE))
            .ping_interval(PING)
            .reconnect_delay_callback(|attempts| {
                let attempts = u32::try_from(attempts).unwrap_or(u32::MAX);
                Duration::from_millis(50).saturating_mul(attempts).min(LONGEST_PAUSE)
            })
            .event_callback(move |event| {
                seen.send_modify(|seen| seen.note(event));
                std::future::ready(())
            })
            .connect(self.servers.as_slice())
            .await
            .map_err(|error| self.fault(&with_reasons(&error)))
    }

    pub(super) fn fault(&self, reason: &str) -> Fault {
        Fault::new(format!("{}: {reason}", self.address))
    }

    fn lost(&self) -> Fault {
        let trouble = self.seen.borrow().trouble.clone();
        let reason = trouble.map_or_else(String::new, |trouble| format!(" ({trouble})"));
        self.fault(&format!(
            "no connection{reason}; see that a NATS server listens there and lets this program in"
        ))
    }
}

impl Seen {
    fn note(&mut self, event: Event) {
        match event {
            Event::Connected => {
                self.connected = true;
                self.trouble = None;
            }
            Event::Disconnected | Event::Closed => {
                self.connected = false;
                self.losses += 1;
            }
            Event::ServerError(error) => self.trouble = Some(error.to_string()),
            Event::ClientError(error) => self.trouble = Some(error.to_string()),
            _ => {}
        }
    }
}
