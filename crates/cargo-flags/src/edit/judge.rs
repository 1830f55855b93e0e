//! Who gains and who loses by an edit.

use flags_model::compare::{Class, FlagChange, Group};
use flags_model::model::Model;

use crate::changes;

/// What an edit does to whom.
#[derive(Debug, Default)]
pub(crate) struct Judgement {
    /// Who is affected, a line for each group.
    pub(crate) groups: Vec<Line>,
    /// The groups in which somebody loses the flag or is moved to something else.
    pub(crate) losses: Vec<Line>,
    /// Other flags, which ask about this one: who loses by it, or else who gains.
    pub(crate) others: Vec<(String, Vec<Line>)>,
}

/// Who is affected and how: `production: plan is pro: 25 % gain it`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// With every case.
    pub(crate) full: String,
    /// For a line of a terminal.
    pub(crate) short: String,
}

/// How long the description of a case may be before it is left out.
const LONG: usize = 90;

/// Compares the file before and after an edit of a flag.
pub(crate) fn judge(old: &Model, new: &Model, flag: &str) -> Judgement {
    let comparison = changes::between(old, new);
    let is_loss = |class: Class| class > Class::Safe;
    let mut judgement = Judgement::default();
    for change in &comparison.flags {
        if change.name == flag {
            judgement.groups = groups(change, |_| true);
            judgement.losses = groups(change, is_loss);
        } else if change.is_felt() {
            let losses = groups(change, is_loss);
            let lines = if losses.is_empty() { groups(change, |_| true) } else { losses };
            judgement.others.push((change.name.clone(), lines));
        }
    }
    judgement
}

/// Lines in one, the first for all.
pub(crate) fn first_of(lines: &[Line]) -> String {
    let Some(first) = lines.first() else { return String::new() };
    match lines.len() {
        1 => first.short.clone(),
        2 => format!("{}; and one more group", first.short),
        number => format!("{}; and {} more groups", first.short, number - 1),
    }
}

/// The groups whose effect is of such a class. Environments that share theirs are named together.
fn groups(change: &FlagChange, is_meant: impl Fn(Class) -> bool) -> Vec<Line> {
    let mut shared: Vec<(Vec<&str>, Vec<Line>)> = Vec::new();
    for environment in &change.environments {
        let groups = environment.impact.groups.iter().filter(|group| is_meant(group.effect.class()));
        let lines: Vec<Line> = groups.map(line_of).collect();
        let name = environment.environment.as_deref();
        match shared.iter_mut().find(|(_, others)| *others == lines) {
            Some((names, _)) => names.extend(name),
            None => shared.push((name.into_iter().collect(), lines)),
        }
    }
    let prefixed = shared.into_iter().flat_map(|(names, lines)| {
        let prefix = if names.is_empty() { String::new() } else { format!("{}: ", names.join(", ")) };
        lines.into_iter().map(move |line| Line {
            full: format!("{prefix}{}", line.full),
            short: format!("{prefix}{}", line.short),
        })
    });
    prefixed.collect()
}

fn line_of(group: &Group) -> Line {
    let full = group.to_string();
    let cases = group.who.iter().map(ToString::to_string);
    let shortest = cases.min_by_key(|case| case.chars().count()).unwrap_or_default();
    let others = group.who.len().saturating_sub(1);
    let short = match (shortest.chars().count() <= LONG, others) {
        (true, 0) => return Line { short: full.clone(), full },
        (true, 1) => format!("{shortest}, and another case: {}", group.effect),
        (true, _) => format!("{shortest}, and {others} other cases: {}", group.effect),
        (false, 0) => format!("some: {}", group.effect),
        (false, _) => format!("some, in {} cases: {}", others + 1, group.effect),
    };
    Line { full, short }
}
