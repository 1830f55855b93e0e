//! From an address to a store.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::meant::unlikely_path;
use crate::store::Store;
use crate::store::words::without_secrets;

/// An address could not be opened: it is none, or this program was built without what it needs.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenError {
    message: String,
    feature: Option<&'static str>,
}

type Opened = Result<Arc<dyn Store>, OpenError>;

/// The store at an address, so that an option or a variable can say where the rules are. Nothing is read yet.
///
/// | address | feature |
/// |---|---|
/// | `/etc/shop/flags.toml`, `file:flags.toml` | `file` |
/// | `nats://host:4222/BUCKET/SET`, also `nats://one,two/…` and `tls://…` | `nats` |
/// | `redis://host:6379/DB/SET`, also `rediss://…` and `redis://host/DB?set=SET` | `redis` |
/// | `https://host/flags.toml`, `http://…` | `object` |
/// | `s3://bucket/flags.toml` | `aws` |
/// | `gs://bucket/flags.toml` | `gcp` |
/// | `az://container/flags.toml` | `azure` |
///
/// # Errors
///
/// It is no such address, or its feature is missing; the error says which.
pub fn open(address: &str) -> Opened {
    if let Some(meant) = unlikely_path(address) {
        return Err(OpenError::new(format!(
            "`{0}` looks like the address of a server: is it `{1}`? A file of that name is `file:{0}`",
            meant.written, meant.address
        )));
    }
    let Some((scheme, rest)) = address.split_once(':') else { return file(address, address) };
    match scheme {
        "file" => file(address, rest.strip_prefix("//").unwrap_or(rest)),
        "nats" | "tls" => nats(address),
        "redis" | "rediss" => redis(address),
        "http" | "https" | "s3" | "s3a" | "gs" | "az" | "azure" | "abfs" | "abfss" => object(address),
        // A letter is a drive, and a path may have a colon somewhere.
        _ if scheme.len() == 1 || !rest.starts_with("//") => file(address, address),
        _ => Err(OpenError::new(format!(
            "`{}`: there is no store of the kind `{scheme}:`; there are paths, `nats:`, `redis:`, `https:`, `s3:`, \
             `gs:` and `az:`",
            without_secrets(address)
        ))),
    }
}

#[cfg(feature = "file")]
fn file(address: &str, path: &str) -> Opened {
    if path.is_empty() {
        return Err(OpenError::new(format!("`{address}` names no file, such as `file:flags.toml`")));
    }
    Ok(Arc::new(crate::store::FileStore::new(path)))
}

#[cfg(feature = "nats")]
fn nats(address: &str) -> Opened {
    let parsed = address.split_once("://").and_then(|(scheme, rest)| {
        let (servers, names) = rest.split_once('/')?;
        let (bucket, set) = names.split_once('/').filter(|(_, set)| !set.is_empty())?;
        let servers: Vec<String> = servers.split(',').map(|server| format!("{scheme}://{server}")).collect();
        Some(crate::store::NatsStore::new(servers, bucket, set))
    });
    match parsed {
        Some(store) => Ok(Arc::new(store?)),
        None => Err(incomplete(address, "nats://host:4222/BUCKET/SET")),
    }
}

#[cfg(feature = "redis")]
fn redis(address: &str) -> Opened {
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let parsed = query.strip_prefix("set=").map(|set| (place, set)).or_else(|| {
        // `redis://host/shop` would be a database called shop.
        let (server, set) = place.rsplit_once('/')?;
        server.split_once("://")?.1.contains('/').then_some((server, set))
    });
    match parsed {
        Some((server, set)) => Ok(Arc::new(crate::store::RedisStore::new(server, set)?)),
        None => Err(incomplete(address, "redis://host:6379/DB/SET")),
    }
}

#[cfg(feature = "object")]
fn object(address: &str) -> Opened {
    Ok(Arc::new(crate::store::ObjectStore::of(address)?))
}

#[cfg(not(feature = "file"))]
fn file(address: &str, _: &str) -> Opened {
    Err(missing(address, "file"))
}

#[cfg(not(feature = "nats"))]
fn nats(address: &str) -> Opened {
    Err(missing(address, "nats"))
}

#[cfg(not(feature = "redis"))]
fn redis(address: &str) -> Opened {
    Err(missing(address, "redis"))
}

#[cfg(not(feature = "object"))]
fn object(address: &str) -> Opened {
    let feature = match address.split(':').next() {
        Some("s3" | "s3a") => "aws",
        Some("gs") => "gcp",
        Some("http" | "https") => "object",
        _ => "azure",
    };
    Err(missing(address, feature))
}

#[cfg(any(feature = "nats", feature = "redis"))]
fn incomplete(address: &str, whole: &str) -> OpenError {
    OpenError::new(format!("`{}` does not say which rules: write `{whole}`", without_secrets(address)))
}

#[cfg(not(all(feature = "file", feature = "nats", feature = "redis", feature = "object")))]
fn missing(address: &str, feature: &'static str) -> OpenError {
    let message = format!(
        "`{}`: this program was built without it; build with the feature `{feature}` of flags-sync",
        without_secrets(address)
    );
    OpenError { message, feature: Some(feature) }
}

impl OpenError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), feature: None }
    }

    /// The same where a feature may be missing.
    #[cfg(feature = "object")]
    pub(crate) fn lacking(message: String, feature: Option<&'static str>) -> Self {
        Self { message, feature }
    }

    /// The feature of this crate without which there are no such stores.
    pub fn missing_feature(&self) -> Option<&'static str> {
        self.feature
    }
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Error for OpenError {}

#[cfg(test)]
mod tests {
    #[test]
    fn says_which_feature_is_missing() {
        for (address, feature, is_built) in [
            ("s3://bucket/flags.toml", "aws", cfg!(feature = "aws")),
            ("gs://bucket/flags.toml", "gcp", cfg!(feature = "gcp")),
            ("az://container/flags.toml", "azure", cfg!(feature = "azure")),
            ("nats://127.0.0.1:4222/flags/shop", "nats", cfg!(feature = "nats")),
            ("redis://127.0.0.1/0/shop", "redis", cfg!(feature = "redis")),
        ] {
            if !is_built {
                let error = super::open(address).err().expect("it cannot be opened");
                assert_eq!(error.missing_feature(), Some(feature), "{error}");
            }
        }
    }
}
