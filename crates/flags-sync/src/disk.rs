//! Files that are written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// Writes pieces to a file, in place of what it held. Whoever reads it, and whoever reads it after the power
/// has failed, sees all of the old or all of the new.
pub(crate) fn write_whole(path: &Path, pieces: &[&[u8]]) -> io::Result<()> {
    let directory = path.parent().unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".flags-");
    permit_readers(&mut builder);
    let permissions = fs::metadata(path).map(|file| file.permissions()).ok();
    let mut file = builder.tempfile_in(directory)?;
    pieces.iter().try_for_each(|piece| file.write_all(piece))?;
    if let Some(permissions) = permissions {
        // Those that the file had.
        file.as_file().set_permissions(permissions)?;
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    sync_directory(directory)
}

/// Rules are read by other users than the one that publishes them: the mask for new files says by whom.
#[cfg(unix)]
fn permit_readers(builder: &mut Builder<'_, '_>) {
    use std::os::unix::fs::PermissionsExt;
    builder.permissions(fs::Permissions::from_mode(0o666));
}

#[cfg(not(unix))]
fn permit_readers(_: &mut Builder<'_, '_>) {}

/// The new name of a file is on the disk when its directory is.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}
