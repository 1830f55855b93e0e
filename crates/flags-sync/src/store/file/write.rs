//! Writing a file that others read, and perhaps write.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fs4::FileExt;

use super::super::{Expected, Read, Version, WriteFault};
use super::read;
use crate::disk::write_whole;
use crate::store::Fault;

/// Writes a file if it is what is expected. Who asks and writes holds a lock, so of two at the same time one
/// finds that the other was faster. An editor asks for no lock.
pub(super) fn write(
    path: &Path,
    bytes: &[u8],
    expected: &Expected,
    longest: usize,
) -> Result<Version, WriteFault> {
    // A link stays one, and what it leads to is written.
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let fault = |error: io::Error| Fault::new(format!("{}: {error}", path.display()));
    let _lock = lock(&path).map_err(fault)?;
    let is_expected = match expected {
        Expected::Anything => true,
        Expected::Absent => read::read(&path, longest, None)? == Read::Absent,
        Expected::Version(version) => read::read(&path, longest, Some(version))? == Read::Unchanged,
    };
    if !is_expected {
        return Err(WriteFault::Changed);
    }
    write_whole(&path, &[bytes]).map_err(fault)?;
    Ok(read::version(bytes))
}

/// Holds the lock of a file as long as what it returns lives. The file of the lock stays: if it were deleted,
/// two could hold a lock, each of a file of its own.
fn lock(path: &Path) -> io::Result<File> {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".lock");
    let lock: PathBuf = path.with_file_name(name);
    fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    let file = File::options().create(true).truncate(false).write(true).open(lock)?;
    FileExt::lock(&file)?;
    Ok(file)
}
