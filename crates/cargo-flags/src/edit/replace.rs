//! Puts a new text in a file's place, so that at any moment the file is the old or the new one.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::failure::Failure;

/// How old the file of an interrupted edit is before another edit removes it.
const ABANDONED: Duration = Duration::from_secs(60);

/// Puts `new` in the place of `old`. Refuses if the file is something else by now.
pub(crate) fn replace(path: &Path, old: &str, new: &str) -> Result<(), Failure> {
    let told = |what: &str, error: &std::io::Error| Failure::io(what, path, error).help(INTACT);
    // A link stays one; the file that it leads to changes.
    let target = path.canonicalize().map_err(|error| told("find", &error))?;
    let about = fs::metadata(&target).map_err(|error| told("read", &error))?;
    if !about.is_file() {
        return Err(Failure::new(format!("{} is no regular file", path.display())));
    }
    // Renaming asks only the folder for permission, but whoever protects a file means it.
    if about.permissions().readonly() {
        return Err(Failure::new(format!("cannot write {}: it is read-only", path.display()))
            .help("make it writable, or see the change with `--dry-run`"));
    }
    let folder = target.parent().unwrap_or(Path::new("/")).to_owned();
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    remove_abandoned(&folder, &name);
    let cannot_write = |error: &std::io::Error| {
        Failure::io("write into the folder", &folder, error).help(match error.kind() {
            ErrorKind::PermissionDenied => {
                "the new file is written beside the old one before it takes its place: \
                 the folder has to be writable"
            }
            _ => INTACT,
        })
    };
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    let builder = builder.prefix(&prefix).suffix(".tmp");
    let mut file = builder.tempfile_in(&folder).map_err(|error| cannot_write(&error))?;
    file.write_all(new.as_bytes()).map_err(|error| cannot_write(&error))?;
    keep_owner(file.as_file(), &about);
    file.as_file().set_permissions(about.permissions()).map_err(|error| cannot_write(&error))?;
    file.as_file().sync_all().map_err(|error| cannot_write(&error))?;
    if fs::read(&target).map_err(|error| told("read", &error))? != old.as_bytes() {
        return Err(Failure::new(format!("{} changed meanwhile", path.display()))
            .help("nothing was written; run the command again"));
    }
    file.persist(&target).map_err(|error| cannot_write(&error.error))?;
    sync_folder(&folder);
    Ok(())
}

const INTACT: &str = "nothing was written; the file is as it was";

/// Files that edits left behind when they were killed.
fn remove_abandoned(folder: &Path, name: &str) {
    let prefix = format!(".{name}.");
    let is_ours = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let random = name.strip_prefix(&prefix).and_then(|rest| rest.strip_suffix(".tmp"));
        random.is_some_and(|random| {
            random.len() == 6 && random.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
    };
    let is_old = |path: &PathBuf| {
        let changed = fs::symlink_metadata(path).and_then(|about| about.modified());
        changed
            .is_ok_and(|changed| SystemTime::now().duration_since(changed).is_ok_and(|age| age > ABANDONED))
    };
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()).filter(is_ours).filter(is_old) {
        // What cannot be removed does no harm.
        let _ = fs::remove_file(path);
    }
}

/// A file that root edits stays its owner's. Anybody else may not give files away, and keeps theirs.
#[cfg(unix)]
fn keep_owner(file: &File, old: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(old.uid()), Some(old.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// The new name is on the disk when the folder is; where folders cannot be opened, the system sees to it.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder_with(text: &str) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("flags.toml");
        fs::write(&path, text).expect("the file can be written");
        (folder, path)
    }

    #[test]
    fn what_changed_meanwhile_is_left_alone() {
        let (folder, path) = folder_with("theirs");
        assert!(replace(&path, "mine", "new").is_err());
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some("theirs"));
        assert_eq!(fs::read_dir(folder.path()).map(Iterator::count).ok(), Some(1));
    }

    #[test]
    fn only_old_leftovers_of_this_file_are_removed() {
        let (folder, path) = folder_with("old");
        let old = SystemTime::now() - Duration::from_secs(120);
        for (name, age) in [
            (".flags.toml.aaaaaa.tmp", Some(old)),
            (".flags.toml.bbbbbb.tmp", None),
            (".other.toml.cccccc.tmp", Some(old)),
            (".flags.toml.swp", Some(old)),
        ] {
            let file = File::create(folder.path().join(name)).expect("the file can be made");
            if let Some(age) = age {
                file.set_modified(age).expect("its time can be set");
            }
        }
        replace(&path, "old", "new").expect("the file can be replaced");
        let names = fs::read_dir(folder.path()).expect("the folder is there");
        let mut names: Vec<_> =
            names.flatten().map(|it| it.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        let left = [".flags.toml.bbbbbb.tmp", ".flags.toml.swp", ".other.toml.cccccc.tmp", "flags.toml"];
        assert_eq!(names, left);
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let (folder, path) = folder_with("old");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("they can be set");
        let link = folder.path().join("link.toml");
        symlink("flags.toml", &link).expect("the link can be made");
        replace(&link, "old", "new").expect("the file can be replaced");
        assert!(fs::symlink_metadata(&link).is_ok_and(|about| about.is_symlink()));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some("new"));
        assert_eq!(fs::metadata(&path).map(|about| about.permissions().mode() & 0o777).ok(), Some(0o640));
    }
}
