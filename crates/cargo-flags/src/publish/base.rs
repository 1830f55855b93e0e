//! The base: the text for all instances that a store keeps while what is live is for a share of them.

use flags_sync::store::{Expected, Item};

use super::live::Live;
use super::seal::Sealed;
use crate::failure::Failure;
use crate::stores::{Place, Written};

/// The base of a store, as it was found.
pub(crate) struct Base {
    found: Option<Live>,
}

/// What `push` says where there will be none.
const NO_BASE: &str = "the store has no sealed text for all instances: those outside of the share that start while \
                       this one is live run what they were compiled with";

impl Base {
    /// Reads it. This comes before what is live is read: whoever pushes in between changes the one or the
    /// other, and the write that expects what was found does not happen.
    pub(crate) fn read(place: &Place) -> Result<Self, Failure> {
        let found = place.read(&Item::Base)?;
        Ok(Self { found: found.map(|(bytes, version)| Live::of(place, bytes, version)) })
    }

    /// The revision that instances outside of the share take when they start: what is live, unless that is for
    /// a share itself.
    pub(crate) fn revision(&self, live: Option<&Live>) -> Option<u64> {
        let kept = self.found.as_ref().filter(|base| is_for_all(base));
        live.filter(|live| is_for_all(live)).or(kept).and_then(Live::revision)
    }

    /// What there is to warn of, if there is no such revision.
    pub(crate) fn warning(&self, live: Option<&Live>) -> Option<String> {
        self.revision(live).is_none().then(|| NO_BASE.to_owned())
    }

    /// Keeps what is live, if it is for all, before a text for a share takes its place. While that has not
    /// happened, nobody reads the base: a push that ends in between has changed nothing.
    fn keep(&self, place: &Place, live: Option<&Live>) -> Result<Written, Failure> {
        let Some(live) = live.filter(|live| is_for_all(live)) else { return Ok(Written::Done) };
        let (text, found) = (&live.source.text, self.found.as_ref());
        if found.is_some_and(|base| base.source.text == *text) {
            return Ok(Written::Done);
        }
        let expected = found.map_or(Expected::Absent, |base| Expected::Version(base.version.clone()));
        place.write(&Item::Base, text.as_bytes(), &expected)
    }
}

/// Writes a sealed text over what is live, and what is to be kept of that before.
pub(crate) fn write(
    place: &Place,
    base: Option<&Base>,
    live: Option<Live>,
    new: &Sealed,
) -> Result<Written, Failure> {
    if let Some(base) = base
        && base.keep(place, live.as_ref())? == Written::Changed
    {
        return Ok(Written::Changed);
    }
    let expected = live.map_or(Expected::Absent, |live| Expected::Version(live.version));
    place.write(&Item::Rules, new.text.as_bytes(), &expected)
}

/// Whether programs take it, wherever they run.
fn is_for_all(live: &Live) -> bool {
    live.trouble.is_none() && live.seal.is_some_and(|seal| seal.apply.is_none())
}
