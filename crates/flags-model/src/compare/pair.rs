//! Which flag, which environment of one file is which of the other.

use flags_runtime::Ruleset;

use crate::lower;
use crate::model::Model;

/// Two files side by side.
pub(super) struct Pair<'m> {
    pub old: Side<'m>,
    pub new: Side<'m>,
    /// The numbers of each flag in the old and in the new file.
    pub flags: Vec<(Option<usize>, Option<usize>)>,
    pub environments: Vec<Shared>,
}

/// One of the two files.
pub(super) struct Side<'m> {
    pub model: &'m Model,
    pub rules: Ruleset,
    /// What each flag is called in the new file.
    pub names: Vec<&'m str>,
}

/// An environment that both files have.
pub(super) struct Shared {
    pub name: Option<String>,
    pub old: u16,
    pub new: u16,
}

impl<'m> Pair<'m> {
    pub fn of(old: &'m Model, new: &'m Model) -> Self {
        Self::with(old, new, match_flags(old, new))
    }

    /// Some flags of two files that number them alike.
    #[cfg(feature = "reload")]
    pub fn alike(old: &'m Model, new: &'m Model, flags: &[usize]) -> Self {
        Self::with(old, new, flags.iter().map(|flag| (Some(*flag), Some(*flag))).collect())
    }

    fn with(old: &'m Model, new: &'m Model, flags: Vec<(Option<usize>, Option<usize>)>) -> Self {
        let mut names: Vec<&str> = old.flags.iter().map(|flag| flag.name.as_str()).collect();
        for (before, after) in &flags {
            if let (Some(before), Some(after)) = (before, after) {
                names[*before] = &new.flags[*after].name;
            }
        }
        Self {
            old: Side { model: old, rules: lower(old), names },
            new: Side {
                model: new,
                rules: lower(new),
                names: new.flags.iter().map(|flag| flag.name.as_str()).collect(),
            },
            flags,
            environments: match_environments(old, new),
        }
    }
}

/// The flags of the new file in its order, then those that are gone.
pub(super) fn match_flags(old: &Model, new: &Model) -> Vec<(Option<usize>, Option<usize>)> {
    let place = |model: &Model, name: &str| model.flags.iter().position(|flag| flag.name == name);
    let mut pairs: Vec<(Option<usize>, Option<usize>)> = Vec::new();
    for (after, flag) in new.flags.iter().enumerate() {
        let renamed = || {
            let before = place(old, flag.renamed_from.as_deref()?)?;
            place(new, &old.flags[before].name).is_none().then_some(before)
        };
        pairs.push((place(old, &flag.name).or_else(renamed), Some(after)));
    }
    for before in 0..old.flags.len() {
        if !pairs.iter().any(|(known, _)| *known == Some(before)) {
            pairs.push((Some(before), None));
        }
    }
    pairs
}

/// A file without environments decides in each as it does everywhere.
fn match_environments(old: &Model, new: &Model) -> Vec<Shared> {
    let numbered = |names: &[String]| -> Vec<(u16, Option<String>)> {
        if names.is_empty() { vec![(0, None)] } else { (0..).zip(names.iter().cloned().map(Some)).collect() }
    };
    let mut shared = Vec::new();
    for (before, old_name) in numbered(&old.environments) {
        for (after, new_name) in numbered(&new.environments) {
            if old_name.is_none() || new_name.is_none() || old_name == new_name {
                let name = new_name.or_else(|| old_name.clone());
                shared.push(Shared { name, old: before, new: after });
            }
        }
    }
    shared
}
