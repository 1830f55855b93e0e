//! What stands where in a model.

use flags_model::model::{Condition, Entry, Flag, Model, Operator, Settings, Test};
use flags_model::source::Span;

pub fn all(flag: &Flag) -> impl Iterator<Item = &Settings> {
    flag.overrides.iter().map(|(_, settings)| settings).chain([&flag.settings])
}

/// What a finding at this place is about: an entry or an operator that always holds, or the entry or the
/// condition around one that never does. Also whether it is an operator, and the environments that ask.
pub fn find_condition(
    model: &Model,
    span: Span,
    always: bool,
) -> Option<(Condition, bool, Option<Vec<usize>>)> {
    for flag in &model.flags {
        for settings in all(flag) {
            let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
            let rules = settings.rules.iter().flatten().filter_map(|rule| rule.when.as_ref());
            let conditions = settings.deny.iter().chain(allow).chain(&settings.when).chain(rules);
            for condition in conditions {
                if let Some((found, is_bound)) = find_within(condition, span, always) {
                    return Some((found, is_bound, flag.environments.clone()));
                }
            }
        }
    }
    let segments = model.segments.iter();
    let segments =
        segments.flat_map(|segment| segment.exclude.iter().chain(&segment.include).chain(&segment.when));
    let stages = model
        .stages
        .iter()
        .flat_map(|stage| stage.rules.iter().chain(stage.environments.iter().flat_map(|(_, rules)| rules)));
    let conditions = segments.chain(stages.filter_map(|rule| rule.when.as_ref()));
    let (found, is_bound) =
        conditions.into_iter().find_map(|condition| find_within(condition, span, always))?;
    Some((found, is_bound, None))
}

fn find_within(condition: &Condition, span: Span, always: bool) -> Option<(Condition, bool)> {
    for entry in &condition.entries {
        if entry.span == span {
            let alone = Condition { entries: vec![entry.clone()], span };
            return Some((if always { alone } else { condition.clone() }, false));
        }
        match &entry.test {
            Test::Any(inner) | Test::All(inner) | Test::None(inner) => {
                if let Some(found) = inner.iter().find_map(|condition| find_within(condition, span, always)) {
                    return Some(found);
                }
            }
            Test::Flags(flags) if flags.iter().any(|(_, _, at)| *at == span) => {
                return Some((condition.clone(), false));
            }
            Test::Attribute(attribute, operators) => {
                let is_here = |operator: &&Operator| operator.span == span;
                if let Some(operator) = operators.iter().find(is_here) {
                    let test = Test::Attribute(*attribute, vec![operator.clone()]);
                    let alone = Entry { test, ..entry.clone() };
                    let whole = Condition { entries: vec![entry.clone()], span };
                    let bound = Condition { entries: vec![alone], span };
                    return Some(if always { (bound, true) } else { (whole, false) });
                }
            }
            Test::Is(_) | Test::Segments(_) | Test::Flags(_) => {}
        }
    }
    None
}
