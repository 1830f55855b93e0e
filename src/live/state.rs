//! What a handle has beside its environment, in a program whose rules can be replaced.

use std::sync::Arc;

use flags_runtime::ruleset::FlagId;
use flags_runtime::{Overrides, Ruleset};
use once_cell::race::OnceBox;

use super::Live;
use super::changed::Changed;
use super::shared::{Program, Shared};
use super::version::Version;
use crate::compiled::Compiled;

/// Nothing, until the handle is cloned or its rules are looked after: so a handle can be a constant, and
/// one word holds what its clones have in common.
pub(crate) struct State {
    cell: OnceBox<Arc<Extra>>,
}

/// What stands between a handle and the compiled rules.
struct Extra {
    /// What the compiled rules do not decide.
    changed: Changed,
    overrides: Option<Overrides>,
    source: Source,
}

/// Where the rules come from.
enum Source {
    /// From here: all that follows has this one.
    Own(Box<Shared>),
    /// From the handle that this one was made of.
    Of(Root),
    /// From one moment, whatever comes. Its handle still leads to those who follow.
    Pinned(Arc<Version>, Root),
}

/// What has a [`Source::Own`].
#[derive(Clone)]
pub(crate) struct Root(Arc<Extra>);

impl State {
    pub const fn new() -> Self {
        Self { cell: OnceBox::new() }
    }

    fn of(extra: Arc<Extra>) -> Self {
        Self { cell: OnceBox::with_value(Box::new(extra)) }
    }

    /// Whether the compiled rules alone decide a flag.
    #[inline(always)]
    pub fn is_compiled(&self, flag: FlagId) -> bool {
        self.cell.get().is_none_or(|extra| !extra.changed.has(flag))
    }

    #[inline]
    pub fn overrides(&self) -> Option<&Overrides> {
        self.cell.get()?.overrides.as_ref()
    }

    /// The same with other overrides.
    pub fn with<F: Compiled>(&self, overrides: Overrides) -> Self {
        let extra = self.extra::<F>();
        let source = match &extra.source {
            Source::Own(_) if overrides.is_empty() => return Self::of(Arc::clone(extra)),
            Source::Own(_) => Source::Of(Root(Arc::clone(extra))),
            Source::Of(root) => Source::Of(root.clone()),
            Source::Pinned(version, root) => Source::Pinned(Arc::clone(version), root.clone()),
        };
        let overrides = (!overrides.is_empty()).then_some(overrides);
        Self::of(Arc::new(Extra { changed: Changed::all(), overrides, source }))
    }

    /// The same rules and overrides, whatever comes.
    pub fn snapshot<F: Compiled>(&self) -> Self {
        let extra = self.extra::<F>();
        let root = match &extra.source {
            Source::Own(_) => Root(Arc::clone(extra)),
            Source::Of(root) => root.clone(),
            Source::Pinned(..) => return Self::of(Arc::clone(extra)),
        };
        let version = root.shared().version();
        Self::of(Arc::new(Extra {
            changed: match extra.overrides {
                None => version.bits.share(),
                Some(_) => Changed::all(),
            },
            overrides: extra.overrides.clone(),
            source: Source::Pinned(version, root),
        }))
    }

    /// The same: what a clone of a handle holds.
    pub fn share<F: Compiled>(&self) -> Self {
        Self::of(Arc::clone(self.extra::<F>()))
    }

    /// The way to change the rules of all handles that were cloned from one.
    pub fn live<F: Compiled>(&self) -> Live {
        let extra = self.extra::<F>();
        Live::of(match &extra.source {
            Source::Own(_) => Root(Arc::clone(extra)),
            Source::Of(root) | Source::Pinned(_, root) => root.clone(),
        })
    }

    /// Hands over the rules of now.
    #[inline]
    pub fn read<F: Compiled, R>(&self, read: impl FnOnce(&Ruleset) -> R) -> R {
        let Some(extra) = self.cell.get() else { return read(F::rules()) };
        match &extra.source {
            Source::Own(shared) => shared.read(|version| read(version.rules())),
            // Nothing has changed yet, so there is nothing to look up.
            Source::Of(Root(root)) if !root.changed.any() => read(F::rules()),
            Source::Of(root) => root.shared().read(|version| read(version.rules())),
            Source::Pinned(version, _) => read(version.rules()),
        }
    }

    fn extra<F: Compiled>(&self) -> &Arc<Extra> {
        self.cell.get_or_init(|| {
            let shared = Box::new(Shared::new(Program::of::<F>()));
            Box::new(Arc::new(Extra {
                changed: Changed::none(F::NAMES.len()),
                overrides: None,
                source: Source::Own(shared),
            }))
        })
    }
}

impl Root {
    /// What everything that follows has in common.
    pub fn shared(&self) -> &Shared {
        match &self.0.source {
            Source::Own(shared) => shared,
            // Never so, and one step nearer if it were.
            Source::Of(root) | Source::Pinned(_, root) => root.shared(),
        }
    }

    /// What the compiled rules do not decide any more.
    pub fn changed(&self) -> &Changed {
        &self.0.changed
    }
}
