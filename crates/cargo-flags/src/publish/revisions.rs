//! Which revision comes next, and what is to be said of those before it.

use flags_model::reload::{read_seal, stated_revision, verify};
use flags_sync::store::Item;

use super::live::Live;
use super::seal::Sealer;
use crate::commands::read_reports;
use crate::source::Source;
use crate::stores::Place;

/// The newest revision that an instance reports, or that is left as a base. Where the store was emptied, or somebody
/// has copied an unsealed text over what was live, nobody else knows it; and instances take nothing that is older.
pub(crate) fn newest_elsewhere(place: &Place) -> Option<u64> {
    let reports = place.reports().unwrap_or_default();
    let reported = read_reports(&reports).0.iter().filter_map(|report| report.revision).max();
    let base = place.read(&Item::Base).ok().flatten();
    let base = base.and_then(|(bytes, _)| read_seal(std::str::from_utf8(&bytes).ok()?).ok().flatten());
    reported.max(base.map(|seal| seal.revision))
}

/// What is live is older than what runs.
pub(crate) fn ahead(elsewhere: Option<u64>, live: Option<&Live>, revision: u64) -> Option<String> {
    let newest = elsewhere.filter(|newest| live.and_then(Live::revision) < Some(*newest))?;
    Some(if revision > newest {
        format!(
            "there was a revision {newest}, which the store has lost; this is {revision}, so that instances take it"
        )
    } else {
        format!(
            "there was a revision {newest}: instances that run it will not take {revision}, which is not newer"
        )
    })
}

/// A file that was pulled before others have pushed takes back what they did.
pub(crate) fn outdated(source: &Source, live: Option<&Live>) -> Option<String> {
    let (base, live) = (stated_revision(&source.text)?, live?.revision()?);
    (base < live).then(|| {
        format!(
            "{} comes from revision {base}, and {live} is live: what changed since then and is not in the file \
             is taken back",
            source.name
        )
    })
}

/// Programs that ask for the other key will refuse it.
pub(crate) fn other_key(live: Option<&Live>, sealer: &Sealer) -> Option<String> {
    let (live, key) = (live?, sealer.key.as_ref()?);
    live.seal?.signature?;
    let is_ours = verify(&live.source.text, &key.verifying_key().into()).is_ok();
    (!is_ours).then(|| {
        "what is live was signed with another key: programs that ask for that one refuse this".to_owned()
    })
}
