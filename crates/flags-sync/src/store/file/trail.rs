//! What leads to a file: names in directories, of which some are links.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The names by which a file is found, and the directories in which they are. When one of the names comes to
/// mean something else, the file may be another.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Trail {
    pub names: BTreeSet<PathBuf>,
    pub directories: BTreeSet<PathBuf>,
}

/// More links in a row go round in a circle.
const MOST_LINKS: usize = 40;

impl Trail {
    pub fn of(paths: &[&Path]) -> Self {
        let mut trail = Self::default();
        for path in paths {
            trail.walk(path, MOST_LINKS);
        }
        trail
    }

    /// Walks down a path. Directories on the way that are no links are left out, because there are busy ones
    /// among them: whether one of those was replaced, whoever listens looks from time to time.
    fn walk(&mut self, path: &Path, links: usize) {
        let mut at = PathBuf::new();
        for component in path.components() {
            at.push(component);
            let Ok(found) = at.symlink_metadata() else { break };
            if found.is_symlink() {
                self.note(&at);
                let Ok(target) = fs::read_link(&at) else { return };
                let target = at.parent().map(|directory| directory.join(&target)).unwrap_or(target);
                if links > 0 {
                    self.walk(&target, links - 1);
                }
                let Ok(end) = at.canonicalize() else { return };
                at = end;
            }
        }
        // The file, or the first name on the way that does not exist.
        self.note(&at);
    }

    fn note(&mut self, name: &Path) {
        if let Some(directory) = name.parent() {
            self.directories.insert(directory.to_owned());
            // A directory may go as well.
            self.names.insert(directory.to_owned());
        }
        self.names.insert(name.to_owned());
    }
}
