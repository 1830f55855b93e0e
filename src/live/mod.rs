//! Newer rules and kill switches for a program that runs.
//!
//! ```
//! mod features {
//!     #[flags::flags("tests/face/sidebar.toml")]
//!     pub struct Flags;
//! }
//! use features::{Context, Flags, Plan};
//!
//! let flags = Flags::new();
//! let context = Context::new("user-7").plan(Plan::Pro);
//! assert!(!flags.new_sidebar(&context));
//!
//! let wider = include_str!("../../tests/face/sidebar.toml").replace("rollout     = 25", "rollout = 100");
//! let reload = flags.live().reload(&wider)?;
//! assert_eq!(reload.flags[0].to_string(), "new_sidebar: changed; nobody loses it");
//! assert!(flags.new_sidebar(&context));
//!
//! flags.live().set_kills("new_sidebar # it eats the footer\n");
//! assert!(!flags.new_sidebar(&context));
//! # Ok::<(), flags::live::Diagnostics>(())
//! ```
//!
//! The text is checked by the code that checked the compiled file, against the names and types that the
//! program was compiled with. What is wrong with it is told, and the rules stay as they are: a bad text
//! never replaces a good one, and none is never taken for "no flags". Once a sealed text was taken, only sealed
//! ones are, and none that is older. What a newer text has and this
//! program does not know is left out flag by flag, so a text may be ahead of the oldest program that reads it.
//!
//! Readers never wait: a decision reads one version of the rules, whole, and a [snapshot](#snapshots) many.
//!
//! # Snapshots
//!
//! `flags.snapshot()` is a handle that stays with the rules of now. Take one for each request: then all its
//! decisions belong together, and deciding asks nobody whether the rules have changed.

// Whoever reloads has a program to run, which nothing in here may end.
#![deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod changed;
#[cfg(feature = "stream")]
mod changes;
mod diagnostics;
mod instance;
mod options;
mod report;
mod shared;
mod state;
mod status;
mod subscribe;
mod version;
mod writer;

use std::fmt;
use std::sync::Arc;

use flags_model::reload::schema_hash;

#[cfg(feature = "stream")]
pub use changes::{Change, Changes};
pub use diagnostics::{Diagnostics, Rejection};
pub use flags_model::compare::Class;
pub use flags_model::diagnostic::{Code, Diagnostic, Label, Patch, Severity};
pub use flags_model::model::Percent;
pub use flags_model::reload::{
    FlagReport, Kept, KillFault, Limits, Missing, Outcome, Reason, SealError, SealFault,
};
#[cfg(feature = "signing")]
pub use flags_model::reload::{PublicKey, PublicKeyError};
pub use flags_model::source::Span;
pub use options::ReloadOptions;
pub use report::{KillReport, Reload, Taken};
use shared::Shared;
use state::Root;
pub(crate) use state::State;
use status::Contact;
pub use status::{Provenance, Status};
pub use subscribe::{Event, Subscription};
use version::Version;
use writer::Writer;

/// The way to change the rules of a handle and of all its clones: what `flags.live()` returns. It keeps no
/// handle, may be cloned, and goes to any thread.
#[derive(Clone)]
pub struct Live {
    root: Root,
}

impl Live {
    pub(crate) fn of(root: Root) -> Self {
        Self { root }
    }

    fn shared(&self) -> &Shared {
        self.root.shared()
    }

    /// Takes newer rules. See the [module](self) for what is taken and what is not.
    ///
    /// # Errors
    ///
    /// The text was refused, and nothing has changed.
    pub fn reload(&self, text: &str) -> Result<Reload, Diagnostics> {
        self.reload_with(text, &ReloadOptions::default())
    }

    /// The same, with limits, or for sealed texts only.
    pub fn reload_with(&self, text: &str, options: &ReloadOptions) -> Result<Reload, Diagnostics> {
        let result = self.change(
            |writer| writer.reload(text, options),
            |_| Diagnostics::new(Rejection::Broken, text, &options.name),
        );
        let is_confirmed = match &result {
            Ok(reload) if reload.is_running() => true,
            // For this instance the source wants what ran before the text: an earlier revision, if there is one.
            // The compiled rules no source ever wanted, and a cache does not know what one wants.
            Ok(_) => options.provenance == Provenance::Source && self.revision().is_some(),
            // Who sends what is refused is heard, but what it wants is not what runs, an older revision neither.
            Err(_) => false,
        };
        if is_confirmed {
            self.change_contact(|contact| contact.take(options.provenance));
        }
        self.tell(&match &result {
            Ok(reload) => Event::Reloaded(reload),
            Err(diagnostics) => Event::Refused(diagnostics),
        });
        result
    }

    /// The same for bytes that should be text.
    pub fn reload_bytes(&self, bytes: &[u8], options: &ReloadOptions) -> Result<Reload, Diagnostics> {
        match std::str::from_utf8(bytes) {
            Ok(text) => self.reload_with(text, options),
            // What is too long is refused for that: its end may have been cut off inside of a letter.
            Err(_) if bytes.len() > options.limits.text_bytes => {
                self.reload_with(&String::from_utf8_lossy(bytes), options)
            }
            Err(error) => {
                let rejection = Rejection::NotText { at: error.valid_up_to() };
                let diagnostics = Diagnostics::new(rejection, "", &options.name);
                self.tell(&Event::Refused(&diagnostics));
                Err(diagnostics)
            }
        }
    }

    /// Turns off what a kill list says: one name of a flag on each line, `#` for what people should know.
    /// What was killed before and is not in the list follows its rules again. The list stays in force
    /// whatever rules come. Old names of flags work too, and those that a text has given them since the start.
    ///
    /// What can be read is killed, and the report says what could not be. Only if something in here panicked,
    /// nothing has changed: see [`KillReport::is_taken`].
    pub fn set_kills(&self, list: impl AsRef<[u8]>) -> KillReport {
        let list = list.as_ref();
        let on_panic =
            |writer: &Writer| KillReport { faults: vec![KillFault::Broken], ..writer.report_kills() };
        let result = self.change(|writer| Ok(writer.set_kills(list)), on_panic);
        let report = result.unwrap_or_else(|report| report);
        self.tell(&Event::Killed(&report));
        report
    }

    /// The flags that are killed, in file order.
    pub fn killed(&self) -> Vec<&'static str> {
        self.shared().writer().killed()
    }

    /// Which version of the rules runs, from 0: one more with each text that is taken, also if no flag changes by
    /// it, and whenever kill lists kill or revive a flag.
    pub fn generation(&self) -> u64 {
        self.shared().version().generation
    }

    /// The revision of the text that runs, if it is sealed.
    pub fn revision(&self) -> Option<u64> {
        self.shared().version().revision
    }

    /// Where the rules come from, and whether their source is still heard.
    pub fn status(&self) -> Status {
        self.shared().contact().status()
    }

    /// Calls back after each event, in the thread in which it happened. Two threads that change the rules may
    /// be heard in another order than they changed them: [`Live::generation`] says what holds.
    pub fn subscribe(&self, callback: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Subscription {
        self.shared().subscribers.add(callback)
    }

    /// What holds after each event, as a stream, which ends with the rules.
    #[cfg(feature = "stream")]
    #[must_use]
    pub fn changes(&self) -> Changes {
        self.shared().changes.read()
    }

    /// The name of this instance of the program, by which texts that are for a share of the instances
    /// (`apply=10`) tell them apart. `HOSTNAME` and a random number, unless it was set: another after each
    /// restart, and so perhaps in another share.
    pub fn instance(&self) -> Arc<str> {
        Arc::clone(&self.shared().writer().instance)
    }

    /// Names this instance, for example after a pod of a stateful set. Only with a name of its own that it
    /// keeps does an instance fall into the same share of `apply` after a restart. Set it before the first text
    /// is taken.
    pub fn set_instance(&self, name: &str) {
        self.shared().writer().instance = name.into();
    }

    /// What tells whether two programs know the same attributes, environments, flags, and variants: 16
    /// hexadecimal digits.
    pub fn schema(&self) -> String {
        let compiled = self.shared().writer().compiled();
        compiled.map_or_else(|_| "unknown".to_owned(), |model| schema_hash(&model))
    }

    /// For sources: what was taken last is what the source still says. If nothing was taken yet, there is
    /// nothing to confirm, and the rules stay [`Status::Embedded`].
    pub fn confirm(&self) {
        self.change_contact(Contact::confirm);
    }

    /// For sources: the source is not heard any more, or says what was refused. From now on the rules are
    /// stale, until one is taken or confirmed.
    pub fn lose_contact(&self) {
        self.change_contact(Contact::lose);
    }

    fn change_contact(&self, change: impl FnOnce(&mut Contact)) {
        let (before, after) = {
            let mut contact = self.shared().contact();
            let before = contact.status();
            change(&mut contact);
            (before, contact.status())
        };
        if before.as_str() != after.as_str() {
            self.tell(&Event::Status(after));
        }
    }

    /// Changes the rules, or leaves them.
    fn change<T, E>(
        &self,
        write: impl FnOnce(&mut Writer) -> Result<(Option<Version>, T), E>,
        on_panic: impl FnOnce(&Writer) -> E,
    ) -> Result<T, E> {
        self.shared().write(write, on_panic, self.root.changed())
    }

    fn tell(&self, event: &Event<'_>) {
        // First, because a callback may take its time.
        #[cfg(feature = "stream")]
        self.shared().changes.send(|| {
            let version = self.shared().version();
            Change { generation: version.generation, revision: version.revision, status: self.status() }
        });
        self.shared().subscribers.tell(event);
    }
}

impl fmt::Debug for Live {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Live")
            .field("generation", &self.generation())
            .field("revision", &self.revision())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
