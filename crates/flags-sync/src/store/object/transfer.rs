//! Reading and writing one object.

use futures_util::TryStreamExt as _;
use object_store::path::Path;
use object_store::{Error, GetOptions, GetResult, ObjectStoreExt as _, PutMode, PutPayload, UpdateVersion};

use super::ObjectStore;
use crate::store::words::{fingerprint, with_reasons};
use crate::store::{Expected, Read, Version};

/// What is beside the rules need not be there, and such an answer does not say whether it is.
const MAY_BE_ABSENT: &str = "a bucket says so too of what is absent, to whoever may not list it: grant that \
                             (`s3:ListBucket`), or upload what is absent: a kill list may be one line of comment";

impl ObjectStore {
    pub(super) async fn get(&self, path: &Path, known: Option<&Version>) -> Result<Read, String> {
        let if_none_match = known.map(|version| to_update(version).e_tag.unwrap_or_default());
        let options = GetOptions { if_none_match, ..GetOptions::default() };
        let found = match self.objects.get_opts(path, options).await {
            Ok(found) => found,
            Err(Error::NotFound { .. }) => return Ok(Read::Absent),
            Err(Error::NotModified { .. }) => return Ok(Read::Unchanged),
            Err(error @ Error::PermissionDenied { .. }) if *path != self.rules => {
                return Err(format!("{}; {MAY_BE_ABSENT}", with_reasons(&error)));
            }
            Err(error) => return Err(with_reasons(&error)),
        };
        let (e_tag, number) = (found.meta.e_tag.clone(), found.meta.version.clone());
        let bytes = read_body(found, self.longest).await?;
        let version = version(e_tag.as_deref(), number.as_deref(), &bytes);
        // A server without ETags sends everything each time.
        Ok(if known == Some(&version) { Read::Unchanged } else { Read::Found { bytes, version } })
    }

    pub(super) async fn put(
        &self,
        path: &Path,
        bytes: &[u8],
        expected: &Expected,
    ) -> Result<Option<Version>, String> {
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
}

/// Reads a text, unless it is too long: that the server says first, and may be wrong about.
async fn read_body(found: GetResult, longest: usize) -> Result<Vec<u8>, String> {
    let too_long = || format!("it has more than {longest} bytes, too many for rules");
    let expected = usize::try_from(found.meta.size).unwrap_or(usize::MAX);
    if expected > longest {
        return Err(too_long());
    }
    let (mut bytes, mut body) = (Vec::new(), found.into_stream());
    while let Some(piece) = body.try_next().await.map_err(|error| with_reasons(&error))? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > longest {
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
