//! The commonest text has the names and types of the program, in its order, and other percentages. Its
//! numbers are the program's, so there is nothing to translate: it is taken as it is, and by move, because
//! its copy would be as large as all that a merge keeps.

use super::assemble::Assembled;
use crate::check;
use crate::model::{Attribute, Flag, Graph, Model};

/// Whether all names of a text have the numbers that they have in the program.
pub(super) fn is_alike(compiled: &Model, text: &Model) -> bool {
    let is_same_attribute = |(a, b): (&Attribute, &Attribute)| {
        (&a.name, a.kind, a.key, &a.members) == (&b.name, b.kind, b.key, &b.members)
    };
    let is_same_flag =
        |(a, b): (&Flag, &Flag)| (&a.name, &a.value, &a.variants) == (&b.name, &b.value, &b.variants);
    let counts = |model: &Model| (model.attributes.len(), model.flags.len());
    counts(compiled) == counts(text)
        && compiled.environments == text.environments
        && compiled.attributes.iter().zip(&text.attributes).all(is_same_attribute)
        && compiled.flags.iter().zip(&text.flags).all(is_same_flag)
}

/// Takes the whole of a text that is alike. What the program says of its own names stays. The text goes
/// together, because it was checked when it was loaded; `None` if not, which cannot be.
pub(super) fn take_whole(compiled: &Model, text: Model) -> Option<Assembled> {
    let mut model = Model { attributes: compiled.attributes.clone(), ..text };
    for (flag, known) in model.flags.iter_mut().zip(&compiled.flags) {
        flag.renamed_from.clone_from(&known.renamed_from);
    }
    let order = check::order(&Graph::of(&model))?;
    Some(Assembled { order, kept: vec![None; model.flags.len()], model })
}
