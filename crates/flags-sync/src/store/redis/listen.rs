//! Hears on a channel when a text has changed.

use std::convert::Infallible;
use std::time::Duration;

use futures_util::StreamExt as _;
use redis::RedisResult;
use redis::aio::PubSub;
use tokio::sync::Notify;
use tokio::time::{interval, sleep, timeout};

use super::{PATIENCE, RedisStore};
use crate::store::Fault;

/// How often to see whether whoever is listened to is still there.
const PING: Duration = Duration::from_secs(5);
/// Between attempts to listen.
const PAUSE: Duration = Duration::from_secs(1);

impl RedisStore {
    /// Listens until the connection is lost.
    pub(super) async fn listen(&self, wake: &Notify) -> Result<Infallible, Fault> {
        let silence = || Fault::new(format!("{}: the server does not answer", self.address));
        let (mut questions, mut messages) = loop {
            // Reading says already that there is no connection. Here it is waited for, since whoever follows
            // should hear of it as soon as there is one.
            if let Ok(Ok(subscription)) = timeout(PATIENCE, self.subscribe()).await {
                break subscription.split();
            }
            sleep(PAUSE).await;
        };
        wake.notify_one();
        let mut pings = interval(PING);
        loop {
            tokio::select! {
                message = messages.next() => match message {
                    Some(_) => wake.notify_one(),
                    None => return Err(Fault::new(format!("{}: the connection was closed", self.address))),
                },
                _ = pings.tick() => {
                    let answer = timeout(PATIENCE, questions.ping::<redis::Value>()).await;
                    answer.map_err(|_| silence())?.map_err(|error| self.fault(&error))?;
                }
            }
        }
    }

    async fn subscribe(&self) -> RedisResult<PubSub> {
        let mut subscription = self.client.get_async_pubsub().await?;
        subscription.subscribe(self.key("changed")).await?;
        Ok(subscription)
    }
}
