//! The last good rules and kills on the disk: what a program starts with when its store cannot be heard.
//!
//! Each is a file of its own, with a line before it that tells whether it is whole:
//!
//! ```text
//! flags-cache v1 rules <BLAKE3 of what follows, 64 hexadecimal digits> <the address of the store>
//! ```
//!
//! What came from another store is left alone: its revisions mean nothing here.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use flags::live::Limits;

use crate::disk::write_whole;
use crate::store::Fault;
use crate::store::words::LONGEST_KILLS;

/// A directory with what was taken last. Two programs should not share one.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    directory: PathBuf,
    /// The address of the store that fills it.
    store: String,
    longest: usize,
}

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kept {
    Rules,
    Kills,
}

impl Kept {
    fn name(self) -> &'static str {
        match self {
            Self::Rules => "rules",
            Self::Kills => "kills",
        }
    }
}

impl Cache {
    pub fn new(directory: &Path, store: &str, limits: &Limits) -> Self {
        let store = store.replace(char::is_control, " ").trim().to_owned();
        let longest =
            limits.text_bytes.max(LONGEST_KILLS).saturating_add(LONGEST_HEADER).saturating_add(store.len());
        Self { directory: directory.to_owned(), store, longest }
    }

    /// The rules' file, for messages.
    pub fn address(&self) -> String {
        self.path(Kept::Rules).display().to_string()
    }

    /// What was saved, if anything was and is whole.
    pub fn load(&self, kept: Kept) -> Result<Option<Vec<u8>>, Fault> {
        let path = self.path(kept);
        let fault = |what: &str| Fault::new(format!("{}: {what}", path.display()));
        let bytes = match self.read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(fault(&error.to_string())),
        };
        let end = bytes.iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| at + 1);
        let (first, body) = bytes.split_at_checked(end).unwrap_or((&bytes, &[]));
        let start = header(kept, body);
        let first = String::from_utf8_lossy(first);
        match first.strip_prefix(&start).and_then(|store| store.strip_suffix('\n')) {
            Some(store) if store == self.store => return Ok(Some(body.to_owned())),
            Some(store) if !store.is_empty() => {
                return Err(fault(&format!(
                    "it is of another store, {store}; what is taken from this one next is written over it"
                )));
            }
            _ => {}
        }
        Err(fault("it is damaged, or of another version of flags; what is taken next is written over it"))
    }

    /// Keeps bytes, in place of what was kept before.
    pub fn save(&self, kept: Kept, bytes: &[u8]) -> Result<(), Fault> {
        let path = self.path(kept);
        fs::create_dir_all(&self.directory)
            .and_then(|()| {
                write_whole(&path, &[header(kept, bytes).as_bytes(), self.store.as_bytes(), b"\n", bytes])
            })
            .map_err(|error| Fault::new(format!("{}: {error}", path.display())))
    }

    fn path(&self, kept: Kept) -> PathBuf {
        self.directory.join(kept.name())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let longest = u64::try_from(self.longest).unwrap_or(u64::MAX);
        File::open(path)?.take(longest).read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

const LONGEST_HEADER: usize = 128;

fn header(kept: Kept, body: &[u8]) -> String {
    format!("flags-cache v1 {} {} ", kept.name(), blake3::hash(body).to_hex())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_damaged_is_left_alone() {
        let directory = tempfile::tempdir().expect("there is room");
        let cache = Cache::new(directory.path(), "nats://host/flags/shop", &Limits::default());
        assert_eq!(cache.load(Kept::Rules), Ok(None));
        cache.save(Kept::Rules, b"[flags.chat]\nenabled = true\n").expect("it can be written");
        assert_eq!(cache.load(Kept::Rules), Ok(Some(b"[flags.chat]\nenabled = true\n".to_vec())));

        let path = cache.path(Kept::Rules);
        let whole = fs::read(&path).expect("it was written");
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("it can be written");
            assert!(cache.load(Kept::Rules).is_err(), "{length} bytes");
        }
        for at in 0..whole.len() {
            let mut changed = whole.clone();
            changed[at] ^= 1 << (at % 8);
            fs::write(&path, &changed).expect("it can be written");
            assert!(cache.load(Kept::Rules).is_err(), "byte {at}");
        }
        fs::write(&path, &whole).expect("it can be written");
        fs::rename(&path, cache.path(Kept::Kills)).expect("it can be renamed");
        assert!(cache.load(Kept::Kills).is_err(), "rules are no kills");

        fs::write(&path, &whole).expect("it can be written");
        let other = Cache::new(directory.path(), "redis://host/0/shop", &Limits::default());
        let fault = other.load(Kept::Rules).expect_err("it is not its own").to_string();
        assert!(fault.contains("it is of another store, nats://host/flags/shop;"), "{fault}");
    }
}
