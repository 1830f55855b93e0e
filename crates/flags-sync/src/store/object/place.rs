//! From an address to something that can be asked.

use std::sync::Arc;
use std::time::Duration;

use object_store::http::HttpBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectStore, RetryConfig};
use url::Url;

use crate::store::words::with_reasons;

type Objects = Arc<dyn ObjectStore>;

const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Why an address cannot be opened.
pub(super) struct Fault {
    pub reason: String,
    /// The feature of this crate that is missing, if that is the reason.
    pub feature: Option<&'static str>,
}

impl From<String> for Fault {
    fn from(reason: String) -> Self {
        Self { reason, feature: None }
    }
}

/// Opens what an address names, and says where in it.
pub(super) fn open(url: &Url) -> Result<(Objects, Path), Fault> {
    let path = Path::from_url_path(url.path()).map_err(|error| with_reasons(&error))?;
    let objects = match url.scheme() {
        "http" | "https" => web(url),
        "file" => return local(url),
        "s3" | "s3a" => s3(url),
        "gs" => google(url),
        "az" | "azure" | "abfs" | "abfss" => azure(url),
        scheme => {
            Err(format!("objects are at `https:`, `s3:`, `gs:`, `az:` or `file:`, not at `{scheme}:`").into())
        }
    };
    Ok((objects?, path))
}

fn web(url: &Url) -> Result<Objects, Fault> {
    // A signature stays behind `?`, wherever the path ends.
    let mut root = url.clone();
    root.set_path("");
    let options = options().with_allow_http(true);
    let builder = HttpBuilder::new().with_url(root).with_retry(no_retries()).with_client_options(options);
    built(builder.build())
}

fn local(url: &Url) -> Result<(Objects, Path), Fault> {
    let decoded = url.to_file_path().map_err(|()| "it is no path on this machine".to_owned())?;
    let path = Path::from_absolute_path(decoded).map_err(|error| with_reasons(&error))?;
    Ok((Arc::new(LocalFileSystem::new()), path))
}

#[cfg(feature = "aws")]
fn s3(url: &Url) -> Result<Objects, Fault> {
    let builder = object_store::aws::AmazonS3Builder::from_env().with_url(bare(url));
    built(builder.with_retry(no_retries()).with_client_options(options()).build())
}

#[cfg(feature = "gcp")]
fn google(url: &Url) -> Result<Objects, Fault> {
    let builder = object_store::gcp::GoogleCloudStorageBuilder::from_env().with_url(bare(url));
    built(builder.with_retry(no_retries()).with_client_options(options()).build())
}

#[cfg(feature = "azure")]
fn azure(url: &Url) -> Result<Objects, Fault> {
    let builder = object_store::azure::MicrosoftAzureBuilder::from_env().with_url(bare(url));
    built(builder.with_retry(no_retries()).with_client_options(options()).build())
}

#[cfg(not(feature = "aws"))]
fn s3(_: &Url) -> Result<Objects, Fault> {
    Err(missing("aws"))
}

#[cfg(not(feature = "gcp"))]
fn google(_: &Url) -> Result<Objects, Fault> {
    Err(missing("gcp"))
}

#[cfg(not(feature = "azure"))]
fn azure(_: &Url) -> Result<Objects, Fault> {
    Err(missing("azure"))
}

#[cfg(not(all(feature = "aws", feature = "gcp", feature = "azure")))]
fn missing(feature: &'static str) -> Fault {
    let reason =
        format!("this program was built without it; build with the feature `{feature}` of flags-sync");
    Fault { reason, feature: Some(feature) }
}

/// The address of the place alone.
#[cfg(any(feature = "aws", feature = "gcp", feature = "azure"))]
fn bare(url: &Url) -> &str {
    url.as_str().strip_suffix(url.path()).unwrap_or(url.as_str())
}

/// Whoever follows asks again anyway, and whoever writes must know whether the first attempt has succeeded.
fn no_retries() -> RetryConfig {
    RetryConfig { max_retries: 0, ..RetryConfig::default() }
}

fn options() -> ClientOptions {
    ClientOptions::new().with_connect_timeout(CONNECT_TIMEOUT).with_timeout(super::PATIENCE)
}

fn built<T: ObjectStore>(builder: Result<T, object_store::Error>) -> Result<Objects, Fault> {
    Ok(Arc::new(builder.map_err(|error| with_reasons(&error))?))
}
