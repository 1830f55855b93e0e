//! Writing a text, if what is there is what is expected.

use async_nats::jetstream::kv::{CreateErrorKind, UpdateErrorKind};

use super::{NatsStore, bucket, version};
use crate::store::words::with_reasons;
use crate::store::{Expected, Item, Version, WriteFault};

impl NatsStore {
    pub(super) async fn put(
        &self,
        item: &Item,
        bytes: &[u8],
        expected: &Expected,
    ) -> Result<Version, WriteFault> {
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
}

fn revision(version: &Version) -> Option<u64> {
    version.0.split('-').next()?.parse().ok()
}
