//! Stores, by their address. A command asks one thing after the other, so here they answer at once or fail.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use flags_sync::OpenError;
use flags_sync::store::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;

use crate::failure::Failure;

const REPOSITORY: &str = env!("CARGO_PKG_REPOSITORY");

/// A server that does not answer for so long does not answer.
const LONGEST: Duration = Duration::from_secs(15);

const ADDRESSES: &str = "The store that programs follow: the path of a file, or an address, such as \
                         file:PATH, nats://HOST:4222/BUCKET/SET, redis://HOST:6379/DB/SET, \
                         https://HOST/flags.toml, s3://BUCKET/flags.toml";

/// Which store.
#[derive(Debug, Args)]
pub(crate) struct StoreArgument {
    /// The store that programs follow: its address, or the path of a file
    #[arg(id = "STORE", long_help = ADDRESSES)]
    pub(crate) address: String,
}

/// A store that was opened.
pub(crate) struct Place {
    /// The address as messages show it: without a password.
    pub(crate) name: String,
    pub(crate) store: Arc<dyn Store>,
    /// `None` only while it is dropped.
    runtime: Option<Runtime>,
}

/// What came of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Written {
    /// It is there.
    Done,
    /// Somebody else has written meanwhile, and nothing was written.
    Changed,
}

impl Place {
    /// Opens the store at an address.
    pub(crate) fn open(address: &str) -> Result<Self, Failure> {
        let runtime = Builder::new_current_thread().enable_all().build();
        let runtime = runtime
            .map_err(|error| Failure::new(format!("the system lets nothing be waited for: {error}")))?;
        // A client starts its tasks when it is made.
        let store = {
            let _entered = runtime.enter();
            flags_sync::open(address).map_err(|error| describe(&error))?
        };
        Ok(Self { name: store.address(), store, runtime: Some(runtime) })
    }

    /// Waits for something.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        self.runtime.as_ref().expect("BUG: it is there until the end").block_on(future)
    }

    /// Does something beside what is waited for.
    pub(crate) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.runtime.as_ref().expect("BUG: it is there until the end").spawn(task);
    }

    /// What an item holds, and which version that is.
    pub(crate) fn read(&self, item: &Item) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let read = self.wait(async { timeout(LONGEST, self.store.read(item, None)).await });
        match read {
            Ok(Ok(Read::Found { bytes, version })) => Ok(Some((bytes, version))),
            Ok(Ok(Read::Absent | Read::Unchanged)) => Ok(None),
            Ok(Err(fault)) => Err(self.fail("read", &fault)),
            Err(_) => Err(self.silent("whether it can be reached from here is the first thing to find out")),
        }
    }

    /// Writes an item if it still is what is expected.
    pub(crate) fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Written, Failure> {
        let written = self.wait(async { timeout(LONGEST, self.store.write(item, bytes, expected)).await });
        match written {
            Ok(Ok(_)) => Ok(Written::Done),
            Ok(Err(WriteFault::Changed)) => Ok(Written::Changed),
            Ok(Err(WriteFault::Fault(fault))) => Err(self.fail("write", &fault)),
            Err(_) => Err(self.silent("it may have been written all the same: ask `cargo flags status`")),
        }
    }

    /// What instances have reported, as they wrote it.
    pub(crate) fn reports(&self) -> Result<Vec<Vec<u8>>, Failure> {
        let reports = self.wait(async { timeout(LONGEST, self.store.reports()).await });
        let reports = reports.map_err(|_| self.silent("try again"))?;
        reports.map_err(|fault| self.fail("read the reports in", &fault))
    }

    fn fail(&self, what: &str, fault: &Fault) -> Failure {
        Failure::new(format!("cannot {what} the store: {fault}")).at(&self.name)
    }

    fn silent(&self, help: &str) -> Failure {
        let message = format!("the store does not answer within {} s", LONGEST.as_secs());
        Failure::new(message).at(&self.name).help(help)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // What hangs in a drive that hangs would be waited for.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Whoever asks for a kind of store that this build leaves out has to know how to get one that has it.
fn describe(error: &OpenError) -> Failure {
    let Some(feature) = error.missing_feature() else { return Failure::new(error.to_string()) };
    Failure::new(format!("this build of cargo flags knows no such stores: it lacks the feature `{feature}`"))
        .help(format!("`cargo install cargo-flags --git {REPOSITORY} --features {feature}` has it"))
}
