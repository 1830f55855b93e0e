//! Objects: S3, Google Cloud Storage, Azure, a web server, a directory.

mod place;
mod reports;
mod transfer;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use flags::live::Limits;
use object_store::ObjectStore as Objects;
use object_store::path::Path;
use tokio::time::timeout;
use url::Url;

use super::words::{safe_name, without_secrets};
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use crate::OpenError;

/// Rules in an object, such as `s3://bucket/shop/flags.toml` or `https://cdn.example.com/flags.toml`; the kill
/// list beside it (`flags.kill`), the [base](Item::Base) beside it (`flags.base.toml`), and reports below a name beside it (`flags.instances/web-1.json`).
///
/// Nobody says when an object has changed, so it is asked for every few seconds: by its `ETag`, and what is
/// known is not sent again. A web server is only read. In a local directory, the version is compared just
/// before a text is written over, and two who write in the same moment may miss each other.
#[derive(Clone)]
pub struct ObjectStore {
    address: String,
    objects: Arc<dyn Objects>,
    rules: Path,
    longest: usize,
    is_read_only: bool,
    /// What must not stand in a message, though a library may put it there.
    secrets: Vec<String>,
}

/// Most clouds charge for each question; two objects every five seconds are a million in a month.
const POLL_INTERVAL: Duration = Duration::from_secs(5);
/// How long a question may take, whole text and all.
const PATIENCE: Duration = Duration::from_secs(10);

impl ObjectStore {
    /// A store at an address, which is not asked yet: `https://`, `file://`, and with the features `aws`,
    /// `gcp`, `azure` also `s3://`, `gs://`, `az://`. For those, credentials come from where their own tools
    /// find them: variables such as `AWS_ACCESS_KEY_ID`, or the machine.
    ///
    /// # Errors
    ///
    /// It is no such address, or there is something wrong with the credentials.
    pub fn of(address: &str) -> Result<Self, OpenError> {
        let shown = without_secrets(address);
        let open = |url: &Url| place::open(url);
        let url = Url::parse(address).map_err(|error| place::Fault::from(error.to_string()));
        let (url, (objects, rules)) =
            url.and_then(|url| open(&url).map(|place| (url, place))).map_err(|fault| {
                let message = format!("`{shown}`: {}", fault.reason.replace(address, &shown));
                OpenError::lacking(message, fault.feature)
            })?;
        if rules.filename().is_none() {
            return Err(OpenError::new(format!("`{shown}` names no object, such as `{shown}/flags.toml`")));
        }
        let secrets = url.password().into_iter().chain(url.query());
        // An address may end in `?`, and nothing stands between all letters.
        let secrets = secrets.filter(|secret| !secret.is_empty()).map(str::to_owned).collect();
        let is_read_only = matches!(url.scheme(), "http" | "https");
        Ok(Self { address: shown, is_read_only, secrets, ..Self::with(objects, rules) })
    }

    /// A store in whatever [`object_store`] can reach, with the rules at this path.
    pub fn with(objects: Arc<dyn Objects>, rules: impl Into<Path>) -> Self {
        let rules = rules.into();
        let address = format!("{objects}/{rules}");
        let longest = Limits::default().text_bytes;
        Self { address, objects, rules, longest, is_read_only: false, secrets: Vec::new() }
    }

    /// Fetches no text that is longer than this. 4 MiB: state it if you let rules be longer than
    /// [`Limits::text_bytes`].
    #[must_use]
    pub fn longest(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    fn path(&self, item: &Item) -> Path {
        match item {
            Item::Rules => self.rules.clone(),
            Item::Base => Path::from(format!("{}.base.toml", self.stem())),
            Item::Kills => Path::from(format!("{}.kill", self.stem())),
            Item::Report(instance) => self.reports_path().join(format!("{}.json", safe_name(instance))),
        }
    }

    fn reports_path(&self) -> Path {
        Path::from(format!("{}.instances", self.stem()))
    }

    /// The path of the rules, without `.toml`.
    fn stem(&self) -> &str {
        let path = self.rules.as_ref();
        let is_extension = |extension: &str| !extension.is_empty() && !extension.contains('/');
        path.rsplit_once('.').filter(|(_, extension)| is_extension(extension)).map_or(path, |(stem, _)| stem)
    }

    /// Does not wait for ever: some servers answer, and never come to an end.
    async fn ask<T>(&self, question: impl Future<Output = Result<T, String>>) -> Result<T, Fault> {
        let seconds = PATIENCE.as_secs();
        match timeout(PATIENCE, question).await {
            Ok(answer) => answer.map_err(|reason| self.fault(&reason)),
            Err(_) => Err(self.fault(&format!("there was no whole answer within {seconds} seconds"))),
        }
    }

    fn refuse_to_write(&self) -> Result<(), Fault> {
        if self.is_read_only {
            return Err(
                self.fault("a web server is only read; write to the bucket or the directory behind it")
            );
        }
        Ok(())
    }

    fn fault(&self, reason: &str) -> Fault {
        let hide = |text: String, secret: &String| text.replace(secret, "…");
        Fault::new(format!("{}: {}", self.address, self.secrets.iter().fold(reason.to_owned(), hide)))
    }
}

#[async_trait]
impl Store for ObjectStore {
    fn address(&self) -> String {
        self.address.clone()
    }

    async fn read(&self, item: &Item, known: Option<&Version>) -> Result<Read, Fault> {
        self.ask(self.get(&self.path(item), known)).await
    }

    async fn write(&self, item: &Item, bytes: &[u8], expected: &Expected) -> Result<Version, WriteFault> {
        self.refuse_to_write()?;
        self.ask(self.put(&self.path(item), bytes, expected)).await?.ok_or(WriteFault::Changed)
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, Fault> {
        if self.is_read_only {
            // Nobody can write one there.
            return Ok(Vec::new());
        }
        self.ask(self.list_reports()).await
    }

    fn poll_interval(&self) -> Duration {
        POLL_INTERVAL
    }
}

impl fmt::Debug for ObjectStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectStore").field("address", &self.address).finish_non_exhaustive()
    }
}
