//! Which files are code.

use std::path::{Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use crate::failure::Failure;
use crate::look;

/// A file of Rust.
#[derive(Debug)]
pub(super) struct CodeFile {
    pub(super) path: PathBuf,
    /// The path as messages show it.
    pub(super) name: String,
    /// Whether only `cargo test` and `cargo bench` build it.
    pub(super) in_tests: bool,
}

/// Every `*.rs` in the folders that neither git ignores nor cargo has built, in the order of names.
pub(super) fn list(folders: &[PathBuf]) -> Result<Vec<CodeFile>, Failure> {
    let mut files = Vec::new();
    for folder in folders {
        let about = folder.metadata().map_err(|error| Failure::io("read the code in", folder, &error))?;
        if !about.is_dir() {
            return Err(Failure::new(format!("{} is no folder", folder.display()))
                .help("`--code` takes a folder, and reads each file of Rust in it"));
        }
        // A folder that is no repository may have a `.gitignore` too.
        let walk = WalkBuilder::new(folder).require_git(false).filter_entry(is_source).build();
        for entry in walk {
            let entry = entry.map_err(|error| cannot_list(folder, &error))?;
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && entry.path().extension().is_some_and(|extension| extension == "rs") {
                files.push(CodeFile::of(folder, entry.into_path()));
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    Ok(files)
}

impl CodeFile {
    fn of(folder: &Path, path: PathBuf) -> Self {
        let name = path.strip_prefix(".").unwrap_or(&path).display().to_string();
        let within = path.strip_prefix(folder).unwrap_or(&path);
        let in_tests = within.iter().any(|part| part == "tests" || part == "benches");
        Self { path, name, in_tests }
    }
}

/// Not what cargo wrote: its folder says so itself, or is called as it always is.
fn is_source(entry: &DirEntry) -> bool {
    let path = entry.path();
    let is_folder = entry.depth() > 0 && entry.file_type().is_some_and(|kind| kind.is_dir());
    let beside = |name: &str| path.parent().is_some_and(|folder| folder.join(name).exists());
    !(is_folder
        && (path.join("CACHEDIR.TAG").exists() || (entry.file_name() == "target" && beside("Cargo.toml"))))
}

fn cannot_list(folder: &Path, error: &ignore::Error) -> Failure {
    match error.io_error() {
        Some(io) => Failure::new(format!("cannot list {}: {}", folder.display(), look::reason(io))),
        None => Failure::new(format!("cannot list {}: {error}", folder.display())),
    }
}
