//! What became of each flag.

use super::explore::find_impact;
use super::pair::{Pair, Shared};
use super::reach::Reach;
use super::{Class, Dependency, EnvironmentChange, Fate, FlagChange, Impact, Options, detail::list_details};
use crate::describe;

pub(super) fn compare_flags(pair: &Pair<'_>, options: &Options) -> Vec<FlagChange> {
    pair.flags.iter().map(|flag| compare_flag(pair, *flag, options)).collect()
}

fn compare_flag(pair: &Pair<'_>, flag: (Option<usize>, Option<usize>), options: &Options) -> FlagChange {
    let old = flag.0.map(|id| &pair.old.model.flags[id]);
    let new = flag.1.map(|id| &pair.new.model.flags[id]);
    let fate = match (old, new) {
        (None, _) => Fate::Added,
        (_, None) => Fate::Removed,
        (Some(old), Some(new)) if old.name != new.name => Fate::Renamed { from: old.name.clone() },
        _ => Fate::Kept,
    };
    let details = match (old, new) {
        (Some(old), Some(new)) => list_details(pair, old, new),
        _ => Vec::new(),
    };
    let (before, after) = compare_sentences(pair, flag);
    let mut because = Vec::new();
    let environments: Vec<EnvironmentChange> =
        pair.environments.iter().map(|it| compare_in(pair, flag, it, options, &mut because)).collect();
    because.sort();
    because.dedup();
    let own = if fate == Fate::Removed { Class::Breaking } else { Class::Safe };
    let classes = details.iter().map(|detail| detail.class);
    let class = classes.chain(environments.iter().map(|change| change.class)).fold(own, Class::max);
    let name = new.or(old).map_or(String::new(), |flag| flag.name.clone());
    FlagChange { name, fate, class, details, before, after, because, environments }
}

/// The sentences that only one of the files has.
fn compare_sentences(pair: &Pair<'_>, flag: (Option<usize>, Option<usize>)) -> (Vec<String>, Vec<String>) {
    let sentences = |side: &super::pair::Side<'_>, id: Option<usize>| -> Vec<String> {
        let id = id.and_then(|id| id.try_into().ok());
        id.map_or(Vec::new(), |id| describe(side.model, &side.rules, id))
    };
    let old = sentences(&pair.old, flag.0);
    let new = sentences(&pair.new, flag.1);
    let without = |own: &[String], others: &[String]| -> Vec<String> {
        own.iter().filter(|sentence| !others.contains(sentence)).cloned().collect()
    };
    let before = without(&old, &new);
    let after = without(&new, &old);
    // The same sentences in another order say something else: the first one that fits decides.
    if before.is_empty() && after.is_empty() && old != new { (old, new) } else { (before, after) }
}

fn compare_in(
    pair: &Pair<'_>,
    flag: (Option<usize>, Option<usize>),
    environment: &Shared,
    options: &Options,
    because: &mut Vec<Dependency>,
) -> EnvironmentChange {
    let old = flag.0.map(|id| Reach::of(&pair.old, id, environment.old)).unwrap_or_default();
    let new = flag.1.map(|id| Reach::of(&pair.new, id, environment.new)).unwrap_or_default();
    let is_same = old.own == new.own && old.others == new.others && flag.0.is_some() == flag.1.is_some();
    let impact =
        if is_same { Impact::NONE } else { find_impact(pair, flag, (&old, &new), environment, options) };
    let is_known_safe = impact.groups.is_empty() && impact.exact && impact.exhaustive;
    if flag.0.is_some() && flag.1.is_some() && !is_known_safe {
        // What only one of them asks about is in the words of whoever asks.
        let differs = |name: &Dependency, text: &String| new.others.get(name).is_some_and(|it| it != text);
        let differing = old.others.iter().filter(|(name, text)| differs(name, text));
        because.extend(differing.map(|(name, _)| name.clone()));
    }
    EnvironmentChange { environment: environment.name.clone(), class: impact.class(), impact }
}
