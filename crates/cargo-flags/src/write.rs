//! Writes files that nobody edits: whoever reads sees the old or the new one, and never a part.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;

use tempfile::NamedTempFile;

use crate::failure::Failure;

/// Writes a file that may be there already.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    put(&real, text).map_err(|error| Failure::io("write", path, &error))
}

/// Writes a file that must not be there yet.
pub(crate) fn create(path: &Path, text: &str) -> Result<(), Failure> {
    let written = fill(path, text).and_then(|file| Ok(file.persist_noclobber(path)?));
    match written {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            Err(Failure::new(format!("{} is there already", path.display())))
        }
        Err(error) => Err(Failure::io("write", path, &error)),
    }
}

fn put(path: &Path, text: &str) -> std::io::Result<()> {
    let file = fill(path, text)?;
    if let Ok(about) = fs::metadata(path) {
        fs::set_permissions(file.path(), about.permissions())?;
    }
    file.persist(path)?;
    // The new name must survive a crash too; systems that cannot say so do not fail for it.
    if let Ok(folder) = File::open(folder_of(path)) {
        let _ = folder.sync_all();
    }
    Ok(())
}

/// A file of another name beside it, safely on disk.
fn fill(path: &Path, text: &str) -> std::io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".flags-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // What a new file has; the system takes away what the user does not want.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder_of(path))?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::{create, write};

    #[test]
    fn only_writing_overwrites() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("flags.schema.json");
        create(&path, "one").expect("it is new");
        assert!(create(&path, "two").is_err());
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "one");
        write(&path, "two").expect("it may be there");
        assert_eq!(std::fs::read_to_string(&path).expect("it is there"), "two");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
