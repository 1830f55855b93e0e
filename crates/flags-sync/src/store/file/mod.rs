//! A file, also one that Kubernetes mounts.

mod listen;
mod read;
mod reports;
mod trail;
mod write;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use flags::live::Limits;
use tokio::sync::{Mutex, Notify, Semaphore, watch};
use tokio::task::spawn_blocking;
use tokio::time::sleep;

use super::words::LONGEST_KILLS;
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use listen::Ear;

/// Rules in a file, the kill list beside it (`flags.kill` beside `flags.toml`), the [base](Item::Base) beside it
/// (`flags.base.toml`), and reports in a directory beside it (`flags.instances`).
///
/// The system tells at once when they change: written over, replaced, linked to another file or directory as
/// Kubernetes does with a `ConfigMap`, deleted and made again, directories and all. Where it cannot tell, as on
/// most network drives, they are read every few seconds.
///
/// Rules need no seal here. A text without one, and a kill list, is taken only if it says the same a tenth of a
/// second later, because `cp`, editors and shells write a file piece by piece, and one that is cut inside of its
/// last flag lacks none. Who pauses for longer while writing can still be read half: seal the text, or write
/// it beside the file and rename it into place, as [`Store::write`] does.
#[derive(Clone, Debug)]
pub struct FileStore {
    paths: Arc<Paths>,
    longest: usize,
    /// A drive that hangs holds up so many threads and no more.
    readers: Arc<Semaphore>,
    ears: Arc<Ears>,
}

/// What clones listen with. Systems have few listeners for each user, so one of the clones listens for all.
#[derive(Debug, Default)]
struct Ears {
    /// Who has it listens; when that one ends, the next in the line does.
    turn: Mutex<()>,
    /// How many times something was heard.
    heard: watch::Sender<u64>,
}

#[derive(Debug)]
struct Paths {
    rules: PathBuf,
    base: PathBuf,
    kills: PathBuf,
    reports: PathBuf,
}

const POLL_INTERVAL: Duration = Duration::from_secs(4);
const MOST_READERS: usize = 8;
/// For so long a text that may be cut has to stay as it is.
const STILL: Duration = Duration::from_millis(100);
/// A file that is written without end is given up after so many times [`STILL`].
const MOST_LOOKS: usize = 20;

impl FileStore {
    /// A store whose rules are at this path, which need not exist yet.
    pub fn new(rules: impl AsRef<Path>) -> Self {
        // The working directory may change, and then the file should not.
        let rules = std::path::absolute(rules.as_ref()).unwrap_or_else(|_| rules.as_ref().to_owned());
        let base = rules.with_extension("base.toml");
        let (kills, reports) = (rules.with_extension("kill"), rules.with_extension("instances"));
        Self {
            paths: Arc::new(Paths { rules, base, kills, reports }),
            longest: Limits::default().text_bytes,
            readers: Arc::new(Semaphore::new(MOST_READERS)),
            ears: Arc::default(),
        }
    }

    /// Reads files up to this length, and one byte of longer ones, so that they are refused. 4 MiB: state it
    /// if you let rules be longer than [`Limits::text_bytes`]. Kill lists are read as far as they may go, whatever
    /// this says.
    #[must_use]
    pub fn longest(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    fn longest_of(&self, item: &Item) -> usize {
        if *item == Item::Kills { self.longest.max(LONGEST_KILLS) } else { self.longest }
    }

    fn path(&self, item: &Item) -> PathBuf {
        match item {
            Item::Rules => self.paths.rules.clone(),
            Item::Base => self.paths.base.clone(),
            Item::Kills => self.paths.kills.clone(),
            Item::Report(instance) => reports::path(&self.paths.reports, instance),
        }
    }

    async fn look(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let (path, longest, known) = (self.path(item), self.longest_of(item), known.cloned());
        let Ok(place) = Arc::clone(&self.readers).acquire_owned().await else {
            return Err(Fault::new("the store is closed"));
        };
        blocking(move || {
            let _place = place;
            read::read(&path, longest, known.as_ref())
        })
        .await?
    }
}

#[async_trait]
impl Store for FileStore {
    fn address(&self) -> String {
        self.paths.rules.display().to_string()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        let mut seen = self.look(item, known).await?;
        for _ in 0..MOST_LOOKS {
            if !read::may_be_cut(&seen) {
                return Ok(seen);
            }
            sleep(STILL).await;
            let again = self.look(item, known).await?;
            if again == seen {
                return Ok(seen);
            }
            seen = again;
        }
        Err(Fault::new(format!("{}: somebody writes it without end", self.path(item).display())))
    }

    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault> {
        let (path, bytes, expected) = (self.path(item), bytes.to_owned(), expected.clone());
        let longest = self.longest_of(item);
        match item {
            Item::Report(_) => blocking(move || reports::write(&path, &bytes)).await?,
            _ => blocking(move || write::write(&path, &bytes, &expected, longest)).await?,
        }
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        let paths = Arc::clone(&self.paths);
        blocking(move || reports::read(&paths.reports)).await?
    }

    async fn watch(&self, wake: &Notify) -> Fault {
        let mut heard = self.ears.heard.subscribe();
        wake.notify_one();
        let _turn = loop {
            tokio::select! {
                turn = self.ears.turn.lock() => break turn,
                _ = heard.changed() => wake.notify_one(),
            }
        };
        let listen = || {
            let paths = Arc::clone(&self.paths);
            blocking(move || Ear::listen(&[&paths.rules, &paths.base, &paths.kills]))
        };
        loop {
            // What leads to the files may have changed with them, so it is looked at anew each time. Systems
            // have few ears: the old one is closed by then.
            let ear = match listen().await {
                Ok(Ok(ear)) => ear,
                Ok(Err(fault)) | Err(fault) => return fault,
            };
            // What happened before it listened is there to be read.
            self.ears.heard.send_modify(|times| *times += 1);
            wake.notify_one();
            ear.hear().await;
        }
    }

    fn poll_interval(&self) -> Duration {
        POLL_INTERVAL
    }

    fn needs_seal(&self) -> bool {
        false
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Fault> {
    spawn_blocking(work).await.map_err(|error| Fault::new(error.to_string()))
}
