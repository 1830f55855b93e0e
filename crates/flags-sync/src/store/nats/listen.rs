//! Hears from the server when a text has changed.

use std::convert::Infallible;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::StreamExt as _;
use tokio::sync::Notify;
use tokio::time::sleep;

use super::{NatsStore, bucket};
use crate::store::words::with_reasons;
use crate::store::{Fault, Item};

/// How often to look whether somebody has made the bucket.
const BUCKET_PAUSE: Duration = Duration::from_secs(1);

impl NatsStore {
    /// Listens until the connection is lost.
    pub(super) async fn listen(&self, wake: &Notify) -> Result<Infallible, Fault> {
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
                    let of = match message.subject.rsplit('.').next() {
                        Some("kill") => Item::Kills,
                        Some("base") => Item::Base,
                        _ => Item::Rules,
                    };
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
}
