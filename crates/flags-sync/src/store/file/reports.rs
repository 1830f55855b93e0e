//! What instances report: a file for each in a directory.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::{Fault, Version, WriteFault};
use super::read::version;
use crate::disk::write_whole;
use crate::store::words::{FORGOTTEN, safe_name};

/// The file of an instance, whatever letters its name has.
pub(super) fn path(directory: &Path, instance: &str) -> PathBuf {
    directory.join(safe_name(instance) + ".json")
}

pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<Version, WriteFault> {
    let fault = |error: io::Error| Fault::new(format!("{}: {error}", path.display()));
    if let Some(directory) = path.parent().filter(|_| !path.exists()) {
        fs::create_dir_all(directory).map_err(fault)?;
        // Each start may have a name of its own, so each looks after those that have ended.
        forget(directory);
    }
    write_whole(path, &[bytes]).map_err(fault)?;
    Ok(version(bytes))
}

pub(super) fn read(directory: &Path) -> Result<Vec<Vec<u8>>, Fault> {
    let fault = |error: io::Error| Fault::new(format!("{}: {error}", directory.display()));
    match fs::read_dir(directory) {
        // What is deleted meanwhile, or is none of ours, is no report.
        Ok(entries) => {
            let recent = list(entries).filter(|path| !is_forgotten(path));
            Ok(recent.filter_map(|path| fs::read(path).ok()).collect())
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(fault(error)),
    }
}

fn forget(directory: &Path) {
    let forgotten = fs::read_dir(directory).into_iter().flat_map(list).filter(|path| is_forgotten(path));
    for path in forgotten {
        // Another instance may have done it.
        let _ = fs::remove_file(path);
    }
}

fn is_forgotten(path: &Path) -> bool {
    let written = fs::metadata(path).and_then(|file| file.modified()).ok();
    let oldest = SystemTime::now().checked_sub(FORGOTTEN);
    written.zip(oldest).is_some_and(|(written, oldest)| written < oldest)
}

fn list(entries: fs::ReadDir) -> impl Iterator<Item = PathBuf> {
    entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|it| it == "json"))
}
