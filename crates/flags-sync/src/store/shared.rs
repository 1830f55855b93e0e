//! A store behind a pointer is a store, so which one it is can be decided when the program runs.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::Notify;

use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};

#[async_trait]
impl<S: Store + ?Sized> Store for Arc<S> {
    fn address(&self) -> String {
        (**self).address()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        (**self).read(item, known).await
    }

    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault> {
        (**self).write(item, bytes, expected).await
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        (**self).reports().await
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        (**self).watch(wake).await
    }

    fn poll_interval(&self) -> Duration {
        (**self).poll_interval()
    }

    fn needs_seal(&self) -> bool {
        (**self).needs_seal()
    }
}
