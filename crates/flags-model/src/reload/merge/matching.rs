//! Which flag of the text is which of the program, by names that are and were.

use std::collections::HashMap;

use crate::model::{Flag, FlagId, Model};
use crate::reload::Known;

/// The flags of both sides beside each other.
pub(super) struct Matching {
    /// For each flag of the program, the flag of the text whose rules are for it.
    pub sources: Vec<Option<usize>>,
    /// For each flag of the text, the flag of the program that it is where others ask about it.
    pub targets: Vec<Option<FlagId>>,
}

/// Matches flags by name; then by the name that the text says a flag had; then, for a text that is older
/// than the program, by the name that the program says a flag had.
pub(super) fn match_flags(compiled: &Model, text: &Model) -> Matching {
    let is_alike = |(known, flag): (&Flag, &Flag)| known.name == flag.name;
    let count = compiled.flags.len();
    // So it is for most texts, and there is nothing to look up.
    if text.flags.len() == count && compiled.flags.iter().zip(&text.flags).all(is_alike) {
        let targets = (0..).take(count).map(Some).collect();
        return Matching { sources: (0..count).map(Some).collect(), targets };
    }
    let (compiled_names, text_names) = (index(compiled), index(text));
    let mut sources: Vec<Option<usize>> =
        compiled.flags.iter().map(|flag| text_names.get(flag.name.as_str()).copied()).collect();
    let mut targets: Vec<Option<usize>> =
        text.flags.iter().map(|flag| compiled_names.get(flag.name.as_str()).copied()).collect();
    for (at, flag) in text.flags.iter().enumerate() {
        let Some(old) = flag.renamed_from.as_ref().and_then(|old| compiled_names.get(old.as_str())) else {
            continue;
        };
        sources[*old].get_or_insert(at);
        targets[at].get_or_insert(*old);
    }
    for (at, flag) in compiled.flags.iter().enumerate() {
        let Some(old) = flag.renamed_from.as_ref().and_then(|old| text_names.get(old.as_str())) else {
            continue;
        };
        // Where the text has both names they are two flags.
        if sources[at].is_none() {
            sources[at] = Some(*old);
            targets[*old].get_or_insert(at);
        }
    }
    let number = |at: usize| FlagId::try_from(at).ok();
    Matching { sources, targets: targets.into_iter().map(|at| at.and_then(number)).collect() }
}

fn index(model: &Model) -> HashMap<&str, usize> {
    model.flags.iter().enumerate().map(|(at, flag)| (flag.name.as_str(), at)).collect()
}

/// The names of the program's flags, with those that the text gives them.
pub(super) fn know_names(compiled: &Model, text: &Model, matching: &Matching) -> Known {
    let mut known = Known::of(compiled);
    let mut add = |name: &String, id: FlagId| {
        if compiled.flags[id as usize].name != *name {
            known.add(name, id);
        }
    };
    for (flag, target) in text.flags.iter().zip(&matching.targets) {
        let names = std::iter::once(&flag.name).chain(&flag.renamed_from);
        names.for_each(|name| target.iter().for_each(|id| add(name, *id)));
    }
    for (id, source) in (0..).zip(&matching.sources) {
        source.and_then(|source| text.flags.get(source)).iter().for_each(|flag| add(&flag.name, id));
    }
    known
}
