//! The tests of attributes in a text, as they are written.

use crate::document::{
    Allow, Condition, EntryTest, Flag, Literal, Name, Operand, OperatorKind, Rule, Segment, Settings, Stage,
    Test,
};

/// A list of values that an attribute is tested for, or one value.
pub(super) struct Values<'a, 'd> {
    /// The attribute.
    pub attribute: Name<'d>,
    /// The operator, if one is written.
    pub operator: Option<OperatorKind>,
    /// What stands there.
    pub literals: &'a [Literal<'d>],
    /// Whether case is ignored.
    pub ignore_case: bool,
}

/// Whoever looks at values.
pub(super) type Visit<'v, 'd> = &'v mut dyn FnMut(&Values<'_, 'd>);

pub(super) fn walk_segment<'d>(segment: &Segment<'d>, visit: Visit<'_, 'd>) {
    for condition in segment.exclude.iter().chain(&segment.include).chain(&segment.when) {
        walk_condition(condition, visit);
    }
}

pub(super) fn walk_stage<'d>(stage: &Stage<'d>, visit: Visit<'_, 'd>) {
    let own = stage.environments.iter().flat_map(|(_, rules)| rules);
    walk_rules(stage.rules.iter().chain(own), visit);
}

pub(super) fn walk_flag<'d>(flag: &Flag<'d>, visit: Visit<'_, 'd>) {
    for settings in list_settings(flag) {
        for condition in settings.deny.iter().chain(&settings.when) {
            walk_condition(condition, visit);
        }
        match settings.allow.as_ref().map(|allow| &allow.value) {
            None => {}
            Some(Allow::Condition(condition)) => walk_condition(condition, visit),
            Some(Allow::List(list)) => {
                list.iter().filter_map(|allow| allow.when.as_ref()).for_each(|it| walk_condition(it, visit));
            }
        }
        walk_rules(settings.rules.iter().flat_map(|rules| &rules.value), visit);
    }
}

/// What a flag says, and what its environments replace.
pub(super) fn list_settings<'a, 'd>(flag: &'a Flag<'d>) -> impl Iterator<Item = &'a Settings<'d>> {
    std::iter::once(&flag.settings).chain(flag.overrides.iter().map(|(_, settings)| settings))
}

fn walk_rules<'a, 'd: 'a>(rules: impl Iterator<Item = &'a Rule<'d>>, visit: Visit<'_, 'd>) {
    for condition in rules.filter_map(|rule| rule.when.as_ref()) {
        walk_condition(condition, visit);
    }
}

fn walk_condition<'d>(condition: &Condition<'d>, visit: Visit<'_, 'd>) {
    let Condition::Entries { entries, .. } = condition else { return };
    for entry in entries {
        match &entry.test {
            EntryTest::Any(conditions) | EntryTest::All(conditions) | EntryTest::None(conditions) => {
                for condition in conditions {
                    walk_condition(condition, visit);
                }
            }
            EntryTest::Attribute(test) => walk_test(entry.key, test, visit),
            EntryTest::Segment(_) | EntryTest::Flag(_) => {}
        }
    }
}

fn walk_test<'d>(attribute: Name<'d>, test: &Test<'d>, visit: Visit<'_, 'd>) {
    let plain = |literals| Values { attribute, operator: None, literals, ignore_case: false };
    match test {
        Test::Equals(literal) => visit(&plain(std::slice::from_ref(literal))),
        Test::OneOf(literals) => visit(&plain(&literals.value)),
        Test::Operators { operators, ignore_case, .. } => {
            for operator in operators {
                let literals = match &operator.operand {
                    Operand::One(literal) => std::slice::from_ref(literal),
                    Operand::Many(literals) => &literals.value,
                    Operand::Test(test) => {
                        walk_test(attribute, test, visit);
                        continue;
                    }
                };
                visit(&Values {
                    attribute,
                    operator: Some(operator.kind.value),
                    literals,
                    ignore_case: ignore_case.is_some_and(|ignore| ignore.value),
                });
            }
        }
    }
}
