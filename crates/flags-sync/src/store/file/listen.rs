//! Hears of changes from the system.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::trail::Trail;
use crate::store::Fault;

/// Editors and tools save in several steps: it is read when nothing has happened for so long.
const QUIET: Duration = Duration::from_millis(50);
/// A file that is written without end is read after so many times [`QUIET`].
const MOST_STEPS: usize = 10;
/// After so long it is looked whether the directories are still those that lead to the file.
const LONGEST: Duration = Duration::from_secs(30);

/// Hears what happens to files, as they are found now.
pub(super) struct Ear {
    heard: Arc<Notify>,
    _watcher: RecommendedWatcher,
}

impl Ear {
    pub fn listen(paths: &[&Path]) -> Result<Self, Fault> {
        let heard = Arc::new(Notify::new());
        let Trail { names, directories } = Trail::of(paths);
        let mouth = Arc::clone(&heard);
        let handler = move |event: notify::Result<Event>| {
            let matters = event.as_ref().map_or(true, |event| {
                is_change(event) && event.paths.iter().any(|path| names.contains(path)) || event.need_rescan()
            });
            if matters {
                mouth.notify_one();
            }
        };
        let mut watcher = notify::recommended_watcher(handler).map_err(|error| describe(&error))?;
        for directory in &directories {
            watcher.watch(directory, RecursiveMode::NonRecursive).map_err(|error| describe(&error))?;
        }
        Ok(Self { heard, _watcher: watcher })
    }

    /// Waits until something has happened and is over.
    pub async fn hear(&self) {
        if timeout(LONGEST, self.heard.notified()).await.is_ok() {
            for _ in 0..MOST_STEPS {
                if timeout(QUIET, self.heard.notified()).await.is_err() {
                    break;
                }
            }
        }
    }
}

/// Whether something was written, named or permitted. Reading is no change: it would be heard by those who
/// read because they heard.
fn is_change(event: &Event) -> bool {
    matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
}

fn describe(error: &notify::Error) -> Fault {
    use notify::ErrorKind::{Io, MaxFilesWatch};
    let remedy = match &error.kind {
        MaxFilesWatch => "; raise fs.inotify.max_user_watches",
        // EMFILE: not files, but listeners are too many.
        Io(error) if error.raw_os_error() == Some(24) => {
            "; raise fs.inotify.max_user_instances, or ulimit -n"
        }
        _ => "",
    };
    Fault::new(format!("the system cannot tell of changes: {error}{remedy}"))
}
