//! Objects: S3, Google Cloud Storage, Azure, a web server, a directory.

mod place;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use object_store::{
    Error, GetOptions, GetResult, ObjectStore as Objects, ObjectStoreExt as _, PutMode, PutPayload,
    UpdateVersion,
};
use tokio::time::timeout;
use url::Url;

use super::words::{LONGEST_TEXT, fingerprint, safe_name, with_reasons, without_secrets};
use super::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use crate::OpenError;

/// Rules in an object, such as `s3://bucket/shop/flags.toml` or `https://cdn.example.com/flags.toml`; the kill
/// list beside it (`flags.kill`), and reports below a name beside it (`flags.instances/web-1.json`).
///
/// Nobody says when an object has changed, so it is asked for every few seconds: by its `ETag`, and what is
/// known is not sent again. A web server is only read. In a local directory, the version is compared just
/// before a text is written over, and two who write in the same moment may miss each other.
#[derive(Clone)]
pub struct ObjectStore {
    address: String,
    objects: Arc<dyn Objects>,
    rules: Path,
    is_read_only: bool,
    /// What must not stand in a message, though a library may put it there.
    secrets: Vec<String>,
}

/// Most clouds charge for each question; two objects every four seconds are 1.3 million in a month.
const POLL_INTERVAL: Duration = Duration::from_secs(4);
/// How long a question may take, whole text and all.
const PATIENCE: Duration = Duration::from_secs(10);
/// So many reports are asked for at the same time.
const REPORTS_AT_ONCE: usize = 16;
/// Who has not reported for so long is no more.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

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
        let url = Url::parse(address).map_err(|error| error.to_string());
        let (url, (objects, rules)) = url
            .and_then(|url| open(&url).map(|place| (url, place)))
            .map_err(|reason| OpenError::new(format!("`{shown}`: {}", reason.replace(address, &shown))))?;
        if rules.filename().is_none() {
            return Err(OpenError::new(format!("`{shown}` names no object, such as `{shown}/flags.toml`")));
        }
        let secrets = url.password().into_iter().chain(url.query()).map(str::to_owned).collect();
        let is_read_only = matches!(url.scheme(), "http" | "https");
        Ok(Self { address: shown, objects, rules, is_read_only, secrets })
    }

    /// A store in whatever [`object_store`] can reach, with the rules at this path.
    pub fn with(objects: Arc<dyn Objects>, rules: impl Into<Path>) -> Self {
        let rules = rules.into();
        let address = format!("{objects}/{rules}");
        Self { address, objects, rules, is_read_only: false, secrets: Vec::new() }
    }

    fn path(&self, item: &Item) -> Path {
        match item {
            Item::Rules => self.rules.clone(),
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

    async fn get(&self, path: &Path, known: Option<&Version>) -> Result<Read, String> {
        let if_none_match = known.map(|version| to_update(version).e_tag.unwrap_or_default());
        let options = GetOptions { if_none_match, ..GetOptions::default() };
        let found = match self.objects.get_opts(path, options).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(Read::Absent),
            Err(Error::NotModified { .. }) => return Ok(Read::Unchanged),
            Err(error) => return Err(with_reasons(&error)),
        };
        let (e_tag, number) = (found.meta.e_tag.clone(), found.meta.version.clone());
        let bytes = read_body(found).await?;
        let version = version(e_tag.as_deref(), number.as_deref(), &bytes);
        // A server without ETags sends everything each time.
        Ok(if known == Some(&version) { Read::Unchanged } else { Read::Found { bytes, version } })
    }

    async fn put(&self, path: &Path, bytes: &[u8], expected: &Expected) -> Result<Option<Version>, String> {
        let text = PutPayload::from(bytes.to_vec());
        let mode = match expected {
            Expected::Absent => PutMode::Create,
            Expected::Version(version) => PutMode::Update(to_update(version)),
            Expected::Anything => PutMode::Overwrite,
        };
        let result = match (self.objects.put_opts(path, text.clone(), mode.into()).await, expected) {
            (Err(Error::NotImplemented { .. }), Expected::Version(expected)) => {
                match self.objects.head(path).await {
                    Ok(meta) if version(meta.e_tag.as_deref(), meta.version.as_deref(), b"") == *expected => {
                        self.objects.put(path, text).await
                    }
                    Ok(_) => return Ok(None),
                    Err(error) => Err(error),
                }
            }
            (result, _) => result,
        };
        match result {
            Ok(put) => Ok(Some(version(put.e_tag.as_deref(), put.version.as_deref(), bytes))),
            Err(Error::Precondition { .. } | Error::AlreadyExists { .. }) => Ok(None),
            // What was expected to be there is not.
            Err(Error::NotFound { .. }) if matches!(expected, Expected::Version(_)) => Ok(None),
            Err(error) => Err(with_reasons(&error)),
        }
    }

    async fn list_reports(&self) -> Result<Vec<Vec<u8>>, String> {
        let oldest = SystemTime::now() - FORGOTTEN;
        let listed = self.objects.list(Some(&self.reports_path())).try_collect::<Vec<_>>().await;
        let listed = listed.map_err(|error| with_reasons(&error))?;
        let recent = listed.into_iter().filter(|meta| SystemTime::from(meta.last_modified) >= oldest);
        stream::iter(recent.map(|meta| async move { self.get(&meta.location, None).await }))
            .buffer_unordered(REPORTS_AT_ONCE)
            .try_filter_map(|read| async move {
                // One that is gone meanwhile is no fault.
                Ok(if let Read::Found { bytes, .. } = read { Some(bytes) } else { None })
            })
            .try_collect()
            .await
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
            return Err(self.fault("a web server has no reports"));
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

/// Reads a text, unless it is too long: that the server says first, and may be wrong about.
async fn read_body(found: GetResult) -> Result<Vec<u8>, String> {
    let too_long = || format!("it has more than {LONGEST_TEXT} bytes, too many for rules");
    let expected = usize::try_from(found.meta.size).unwrap_or(usize::MAX);
    if expected > LONGEST_TEXT {
        return Err(too_long());
    }
    let (mut bytes, mut body) = (Vec::new(), found.into_stream());
    while let Some(piece) = body.try_next().await.map_err(|error| with_reasons(&error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > LONGEST_TEXT {
            return Err(too_long());
        }
    }
    if bytes.len() != expected {
        return Err(format!("of {expected} bytes only {} came", bytes.len()));
    }
    Ok(bytes)
}

/// An `ETag`, and the number that Google asks for, behind a space, which no `ETag` has. Where there is none,
/// the text itself.
fn version(e_tag: Option<&str>, number: Option<&str>, bytes: &[u8]) -> Version {
    let e_tag = e_tag.map_or_else(|| fingerprint(bytes), str::to_owned);
    Version(number.map_or(e_tag.clone(), |number| format!("{e_tag} {number}")))
}

fn to_update(version: &Version) -> UpdateVersion {
    let (e_tag, number) = version.0.split_once(' ').map_or((version.0.as_str(), None), |(a, b)| (a, Some(b)));
    UpdateVersion { e_tag: Some(e_tag.to_owned()), version: number.map(str::to_owned) }
}
