//! How a store is followed.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[cfg(feature = "signing")]
use flags::live::PublicKey;
use flags::live::{Limits, Live, ReloadOptions};
use tokio::runtime::Handle;
use tokio::sync::{Notify, watch};
use tokio::task::JoinSet;

use super::base::{Base, Wake};
use super::{Follower, FollowerStatus, StartError, contact, listener, reader, reporter};
use crate::cache::Cache;
use crate::store::{Item, Store};

/// How a store is followed; [`Builder::start`] begins.
#[must_use = "nothing is followed until `start()` is called"]
#[derive(Debug)]
pub struct Builder<S> {
    live: Live,
    store: S,
    cache: Option<PathBuf>,
    require_seal: Option<bool>,
    limits: Limits,
    #[cfg(feature = "signing")]
    key: Option<PublicKey>,
    report: bool,
}

/// Keeps a handle and all its clones at what a store says. Name the instance before that, if texts are for
/// a share of the instances: [`Live::set_instance`]. An empty name, as a variable that is not set gives it, is
/// replaced by one of `HOSTNAME` and a random number: a fleet without names would be one instance.
///
/// Kill in the store, not by [`Live::set_kills`]: what the store's list kills is killed again as soon as it is
/// read, and what only the program kills is revived by the next list of the store.
pub fn follow<S: Store>(live: Live, store: S) -> Builder<S> {
    Builder {
        live,
        store,
        cache: None,
        require_seal: None,
        limits: Limits::default(),
        #[cfg(feature = "signing")]
        key: None,
        report: false,
    }
}

impl<S: Store> Builder<S> {
    /// Keeps what was taken last in this directory, and starts with it if the store cannot be heard. It is
    /// made if need be; two programs should not share one. Without it a program starts with the rules that it
    /// was compiled with.
    pub fn cache(mut self, directory: impl AsRef<Path>) -> Self {
        self.cache = Some(directory.as_ref().to_owned());
        self
    }

    /// Whether only sealed rules are taken. The store knows what is right for it: [`Store::needs_seal`].
    pub fn require_seal(mut self, require_seal: bool) -> Self {
        self.require_seal = Some(require_seal);
        self
    }

    /// Takes only rules that bear the signature of this key, whoever can write to the store: `"d75a98…".parse()?`
    /// of the digits that `cargo flags seal --new-key` prints. Kill lists are not signed: whoever can write to
    /// the store can turn flags off, and on again as far as the signed rules let them be.
    #[cfg(feature = "signing")]
    pub fn key(mut self, key: PublicKey) -> Self {
        self.key = Some(key);
        self
    }

    /// What rules may cost.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Whether the instance tells the store what it runs: after each change, and every minute. `false`: it
    /// takes leave to write, and writing for each of many instances may cost money.
    pub fn report(mut self, report: bool) -> Self {
        self.report = report;
        self
    }

    /// Begins, in tasks of the runtime that this is called in. Returns as soon as the cache is read, whatever
    /// state the store is in: until it is heard, the program decides by the rules that it has.
    ///
    /// # Errors
    ///
    /// There is no tokio runtime here, or one without a clock.
    pub fn start(self) -> Result<Follower, StartError> {
        let runtime = Handle::try_current().map_err(|_| StartError::NoRuntime)?;
        // There is no other way to ask a runtime for its clock; better here than in a task that nobody sees.
        catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| StartError::NoClock)?;
        name_instance(&self.live);
        let address = self.store.address();
        let options = ReloadOptions {
            name: address.clone(),
            require_seal: self.require_seal.unwrap_or_else(|| self.store.needs_seal()),
            limits: self.limits,
            // Whoever publishes has compared; a thousand instances need not.
            compare: false,
            #[cfg(feature = "signing")]
            key: self.key,
            ..ReloadOptions::default()
        };
        let base = Arc::new(Base {
            cache: self.cache.map(|directory| Cache::new(&directory, &address, &options.limits)),
            live: self.live,
            store: Arc::new(self.store),
            board: watch::Sender::new(FollowerStatus::new(address.clone())),
            address,
            options,
            wake: Wake::default(),
            news: Notify::new(),
            has_ended: false.into(),
        });
        let cached = base.load_cache();
        let told = watch::Sender::new(false);
        let is_told = told.subscribe();
        let mut tasks = JoinSet::new();
        tasks.spawn_on(reader::read(Arc::clone(&base), Item::Kills, None), &runtime);
        tasks.spawn_on(reader::read(Arc::clone(&base), Item::Rules, cached), &runtime);
        tasks.spawn_on(listener::listen(Arc::clone(&base)), &runtime);
        tasks.spawn_on(contact::tell(Arc::clone(&base), told), &runtime);
        if self.report {
            tasks.spawn_on(reporter::report(Arc::clone(&base)), &runtime);
        }
        Ok(Follower::new(base, is_told, tasks))
    }
}

fn name_instance(live: &Live) {
    if live.instance().trim().is_empty() {
        let host = std::env::var("HOSTNAME").ok().filter(|host| !host.trim().is_empty());
        let name = format!("{}-{:08x}", host.as_deref().unwrap_or("instance"), fastrand::u32(..));
        tracing::warn!("the name of this instance is empty: it is called {name}");
        live.set_instance(&name);
    }
}
