//! Reading a file that anybody may have written.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _};
use std::path::Path;

use super::super::{Fault, Read, Version};

/// Reads a file up to a length and one byte more, by which it is known to be longer.
pub(super) fn read(path: &Path, longest: usize, known: Option<&Version>) -> Result<Read, Fault> {
    match read_bytes(path, longest) {
        Ok(bytes) => {
            let version = version(&bytes);
            Ok(if known == Some(&version) { Read::Unchanged } else { Read::Found { bytes, version } })
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Read::Absent),
        Err(error) => Err(Fault::new(format!("{}: {error}", path.display()))),
    }
}

fn read_bytes(path: &Path, longest: usize) -> io::Result<Vec<u8>> {
    // A pipe would be waited for without end.
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    let most = u64::try_from(longest).unwrap_or(u64::MAX).saturating_add(1);
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether it may be a piece of what somebody writes just now. What ends in a seal is held against it later.
pub(super) fn may_be_cut(read: &Read) -> bool {
    let Read::Found { bytes, .. } = read else { return false };
    let lines = bytes.strip_suffix(b"\n").unwrap_or(bytes).rsplit(|byte| *byte == b'\n');
    !lines.take(1).any(|last| last.starts_with(b"# seal:"))
}

/// Times and inodes of files are no versions: a file may be written twice within the grain of a clock.
pub(super) fn version(bytes: &[u8]) -> Version {
    Version(blake3::hash(bytes).to_hex().to_string())
}
