//! Which names flags have, in the rules that are live and in the file.

use std::collections::BTreeSet;

use flags_model::model::{Flag, Model};

use super::kills;
use super::live::Live;
use crate::failure::Failure;

/// The flags that there are: the live ones, then those of the file.
pub(super) fn models<'m>(live: Option<&'m Live>, local: Option<&'m Model>) -> Vec<&'m Model> {
    live.and_then(|live| live.model.as_ref()).into_iter().chain(local).collect()
}

/// The names of a flag: the old one means it too.
fn all_of(flag: &Flag) -> impl Iterator<Item = &String> {
    [&flag.name].into_iter().chain(&flag.renamed_from)
}

/// Whether a flag has this name.
pub(super) fn is_named(flag: &Flag, name: &str) -> bool {
    all_of(flag).any(|it| it == name)
}

/// Whether a list has a name of the flag.
pub(super) fn is_listed(flag: &Flag, list: &BTreeSet<String>) -> bool {
    all_of(flag).any(|name| list.contains(name))
}

/// Refuses what cannot be meant: a word that is no name and, unless it is forced, a name that no rules have.
pub(super) fn check(name: &str, models: &[&Model], is_forced: bool) -> Result<(), Failure> {
    if !kills::is_name(name) {
        return Err(Failure::new(format!("`{name}` cannot be the name of a flag"))
            .help("a name has lower-case letters, digits and `_`"));
    }
    if is_forced || models.iter().any(|model| is_known(model, name)) {
        return Ok(());
    }
    if models.is_empty() {
        return Err(Failure::new(format!(
            "nobody can say whether there is a flag `{name}`: nothing valid is live, and there is no file here"
        ))
        .help("name the file with `--file PATH`, or take the name as it is with `--force`"));
    }
    let known: BTreeSet<&str> =
        models.iter().flat_map(|model| &model.flags).map(|flag| flag.name.as_str()).collect();
    Err(Failure::unknown("flag", name, known.iter().copied()))
}

/// Whether a file speaks of this flag; programs that were built earlier may have one that was retired.
fn is_known(model: &Model, name: &str) -> bool {
    model.flags.iter().any(|flag| is_named(flag, name))
        || model.retired.iter().any(|retired| retired.name == name)
}

/// All names of the flag that has this one: the old name of a renamed flag kills it too.
pub(super) fn names_of(models: &[&Model], name: &str) -> BTreeSet<String> {
    let flags = models.iter().flat_map(|model| &model.flags).filter(|flag| is_named(flag, name));
    flags.flat_map(all_of).cloned().chain([name.to_owned()]).collect()
}
