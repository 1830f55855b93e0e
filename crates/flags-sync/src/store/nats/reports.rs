//! What instances report: a key for each.

use std::time::{Duration, SystemTime};

use async_nats::jetstream::kv;
use futures_util::StreamExt as _;
use tokio::time::timeout;

use super::{NatsStore, bucket};
use crate::store::Fault;
use crate::store::words::{FORGOTTEN, with_reasons};

/// How long all reports may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to delete those of instances that are no more. What is left, the next who asks deletes.
const DELETING: Duration = Duration::from_secs(1);

/// A report of an instance that is no more.
struct Forgotten {
    subject: String,
    sequence: u64,
}

impl NatsStore {
    pub(super) async fn list_reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let Some(bucket) = self.find_bucket().await? else { return Ok(Vec::new()) };
        let oldest = SystemTime::now() - FORGOTTEN;
        let listing = timeout(PATIENCE, Box::pin(self.list_since(&bucket, oldest)));
        let (reports, forgotten) = self
            .ask(async {
                listing.await.unwrap_or_else(|_| Err("listing the reports took too long".to_owned()))
            })
            .await?;
        let _ = timeout(DELETING, delete(&bucket, forgotten)).await;
        Ok(reports)
    }

    /// The reports that are not older than this, and which ones are.
    async fn list_since(
        &self,
        bucket: &kv::Store,
        oldest: SystemTime,
    ) -> Result<(Vec<Vec<u8>>, Vec<Forgotten>), String> {
        let context = self.link.context().await.map_err(|fault| fault.message)?;
        let (mut pending, mut messages) =
            bucket::follow(&context, bucket, &format!("{}.instances.>", self.set), false).await?;
        let (mut reports, mut forgotten) = (Vec::new(), Vec::new());
        while pending > 0 {
            let message = messages.next().await.ok_or("the server has ended the list of reports")?;
            let message = message.map_err(|error| with_reasons(&error))?;
            let info = message.info().map_err(|error| error.to_string())?;
            pending = info.pending;
            // The server's clock says when it was written.
            if SystemTime::from(info.published) < oldest {
                let (subject, sequence) = (message.subject.to_string(), info.stream_sequence);
                forgotten.push(Forgotten { subject, sequence });
            } else if !bucket::is_deleted(message.headers.as_ref()) {
                reports.push(message.payload.to_vec());
            }
        }
        Ok((reports, forgotten))
    }
}

/// Deletes reports, unless their instances have reported meanwhile. Whoever may only read cannot, and is not
/// told: there is nothing to do about it, and the reports are left out anyway.
async fn delete(bucket: &kv::Store, forgotten: Vec<Forgotten>) {
    for Forgotten { subject, sequence } in forgotten {
        // A key that is deleted as keys are leaves a mark behind; this leaves nothing.
        if bucket.stream.purge().sequence(sequence + 1).filter(subject).await.is_err() {
            return;
        }
    }
}

#[cfg(test)]
#[path = "../../../tests/stores/server.rs"]
#[allow(dead_code, reason = "the tests of stores use all of it")]
mod server;

#[cfg(test)]
mod tests {
    use super::server::Server;
    use super::*;
    use crate::store::{Expected, Item, Read, Store as _};

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_forgotten_is_deleted_unless_it_is_news() {
        let Some(server) = Server::nats() else { return };
        let store = NatsStore::new([format!("nats://{}", server.address)], "flags", "shop").expect("it is");
        let [gone, back] = ["gone", "back"].map(|name| Item::Report(name.to_owned()));
        store.write(&gone, b"one", &Expected::Anything).await.expect("anything is fine");
        store.write(&back, b"two", &Expected::Anything).await.expect("anything is fine");
        let bucket = store.find_bucket().await.expect("it is there").expect("it is there");

        let tomorrow = SystemTime::now() + FORGOTTEN;
        let (reports, forgotten) = store.list_since(&bucket, tomorrow).await.expect("the reports");
        assert_eq!((reports.len(), forgotten.len()), (0, 2));
        store.write(&back, b"three", &Expected::Anything).await.expect("anything is fine");
        delete(&bucket, forgotten).await;
        assert_eq!(store.reports().await, Ok(vec![b"three".to_vec()]));
        assert_eq!(store.read(&gone, None).await, Ok(Read::Absent));
        let mut stream = bucket.stream.clone();
        assert_eq!(stream.info().await.expect("it is there").state.messages, 1, "nothing is left behind");
    }
}
