//! `redundant-requirement`: a flag requires two others, and one of these requires the other already. The
//! second requirement says nothing new and must be kept up to date.
//!
//! Silent about what a `when` of a required flag implies: conditions change more often than requirements.

use std::collections::HashSet;

use super::edit::item_of;
use super::{Level, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::{Model, Requirement};

pub(super) const LINT: Lint = Lint { code: Code::RedundantRequirement, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    for flag in &linter.model.flags {
        for requirement in &flag.requires {
            let others = flag.requires.iter().filter(|other| other.flag != requirement.flag);
            let implying =
                others.filter_map(|other| Some((other, find_hop(linter.model, other, requirement)?)));
            let Some((other, hop)) = implying.into_iter().next() else { continue };
            let name = |id: u32| linter.model.flags.get(id as usize).map_or("", |flag| &flag.name);
            let (required, by) = (name(requirement.flag), name(other.flag));
            let finding = linter
                .find(requirement.span, format!("the requirement of `{required}` is implied by `{by}`"))
                .label("this says nothing new")
                .related(other.span, format!("`{by}` is only on where `{required}` is"))
                .related(hop.span, "because of this requirement");
            let help = "remove the requirement that is implied";
            let finding = match item_of(linter.text, requirement.span) {
                Some(item) => finding.patch(help, item, ""),
                None => finding.help(help),
            };
            linter.report(&[&flag.lints], finding);
        }
    }
}

/// The requirement, somewhere below `from`, that says what `wanted` says, or more.
fn find_hop<'m>(model: &'m Model, from: &Requirement, wanted: &Requirement) -> Option<&'m Requirement> {
    let mut seen = HashSet::new();
    let mut open = vec![from.flag];
    while let Some(id) = open.pop() {
        let Some(flag) = model.flags.get(id as usize).filter(|_| seen.insert(id)) else { continue };
        let implies = |hop: &&Requirement| {
            hop.flag == wanted.flag && (wanted.variant.is_none() || hop.variant == wanted.variant)
        };
        if let Some(hop) = flag.requires.iter().find(implies) {
            return Some(hop);
        }
        open.extend(flag.requires.iter().map(|hop| hop.flag));
    }
    None
}
