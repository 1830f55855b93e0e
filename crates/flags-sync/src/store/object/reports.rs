//! What instances report: an object for each.

use std::time::SystemTime;

use futures_util::{StreamExt as _, TryStreamExt as _, stream};

use super::ObjectStore;
use crate::store::Read;
use crate::store::words::{FORGOTTEN, with_reasons};

/// So many reports are asked for at the same time.
const AT_ONCE: usize = 16;

impl ObjectStore {
    pub(super) async fn list_reports(&self) -> Result<Vec<Vec<u8>>, String> {
        let oldest = SystemTime::now() - FORGOTTEN;
        let listed = self.objects.list(Some(&self.reports_path())).try_collect::<Vec<_>>().await;
        let listed = listed.map_err(|error| with_reasons(&error))?;
        let recent = listed.into_iter().filter(|meta| SystemTime::from(meta.last_modified) >= oldest);
        stream::iter(recent.map(|meta| async move { self.get(&meta.location, None).await }))
            .buffer_unordered(AT_ONCE)
            .try_filter_map(|read| async move {
                // One that is gone meanwhile is no fault.
                Ok(if let Read::Found { bytes, .. } = read { Some(bytes) } else { None })
            })
            .try_collect()
            .await
    }
}
