//! What a handle and its clones have in common.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use arc_swap::ArcSwap;
use flags_runtime::Ruleset;
use flags_runtime::ruleset::FlagId;

use super::changed::Changed;
use super::status::Contact;
use super::subscribe::Subscribers;
use super::version::Version;
use super::writer::Writer;
use crate::compiled::Compiled;

/// The rules of now, and who writes them.
pub(crate) struct Shared {
    current: ArcSwap<Version>,
    /// One writer at a time; readers never wait for it.
    writer: Mutex<Writer>,
    contact: Mutex<Contact>,
    pub subscribers: Subscribers,
    #[cfg(feature = "stream")]
    pub changes: super::changes::Channel,
}

/// What the program was compiled with.
#[derive(Clone, Copy)]
pub(crate) struct Program {
    pub text: &'static [u8],
    pub names: &'static [&'static str],
    pub old_names: &'static [(&'static str, FlagId)],
    pub rules: &'static Ruleset,
}

impl Program {
    pub fn of<F: Compiled>() -> Self {
        Self { text: F::TEXT, names: F::NAMES, old_names: F::OLD_NAMES, rules: F::rules() }
    }
}

impl Shared {
    pub fn new(program: Program) -> Self {
        Self {
            current: ArcSwap::from_pointee(Version::compiled(program.rules)),
            writer: Mutex::new(Writer::new(program)),
            contact: Mutex::default(),
            subscribers: Subscribers::default(),
            #[cfg(feature = "stream")]
            changes: super::changes::Channel::default(),
        }
    }

    /// The rules of now, to keep.
    pub fn version(&self) -> Arc<Version> {
        self.current.load_full()
    }

    /// The rules of now, for a moment.
    #[inline]
    pub fn read<R>(&self, read: impl FnOnce(&Version) -> R) -> R {
        read(&self.current.load())
    }

    /// Makes new rules, which hold from the end of this on. What panics leaves the rules as they are: a
    /// mistake of ours must not take down a program that runs.
    pub fn write<T, E>(
        &self,
        write: impl FnOnce(&mut Writer) -> Result<(Option<Version>, T), E>,
        on_panic: impl FnOnce(&Writer) -> E,
        changed: &Changed,
    ) -> Result<T, E> {
        let mut writer = lock(&self.writer);
        let mut next = writer.clone();
        let (version, result) =
            catch_unwind(AssertUnwindSafe(|| write(&mut next))).unwrap_or_else(|_| Err(on_panic(&writer)))?;
        *writer = next;
        if let Some(version) = version {
            let version = Arc::new(version);
            changed.begin(&version.changed);
            self.current.store(Arc::clone(&version));
            changed.end(&version.changed);
        }
        Ok(result)
    }

    pub fn contact(&self) -> MutexGuard<'_, Contact> {
        lock(&self.contact)
    }

    pub fn writer(&self) -> MutexGuard<'_, Writer> {
        lock(&self.writer)
    }
}

/// Nothing here is left half done by a panic, so a poisoned lock is as good as another.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
