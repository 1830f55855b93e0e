//! Work whose panic is a fault like another.

use tokio::task::{JoinError, JoinSet, spawn_blocking};

use crate::store::Fault;

/// Runs something of a store in a task of its own, which ends when this is dropped.
pub(super) async fn contain<T: Send + 'static>(
    what: &str,
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Fault> {
    let mut tasks = JoinSet::new();
    tasks.spawn(work);
    match tasks.join_next().await {
        Some(Ok(result)) => Ok(result),
        Some(Err(error)) => Err(describe(what, error)),
        None => Err(Fault::new(format!("{what} did not run"))),
    }
}

/// Runs something that computes, where it holds up nobody. What may call back a program goes through a
/// [`Hand`](super::hand::Hand).
pub(super) async fn contain_blocking<T: Send + 'static>(
    what: &str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Fault> {
    spawn_blocking(work).await.map_err(|error| describe(what, error))
}

pub(super) fn describe(what: &str, error: JoinError) -> Fault {
    let Ok(panic) = error.try_into_panic() else {
        return Fault::new(format!("{what} was cancelled: the runtime ends"));
    };
    let message = (panic.downcast_ref::<&str>().copied())
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("without a message");
    Fault::new(format!("{what} panicked: {message}"))
}
