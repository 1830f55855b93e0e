//! `optional-attribute`: a test of an absent attribute is unknown, and unknown turns a flag off. A `deny`
//! on an attribute that most contexts lack denies most; so does a `when` that only excludes, such as
//! `country = { not = "US" }`, which one expects to let those through who have no country.
//!
//! Silent about a `when` that asks for something: who lacks it is plainly left out. Silent about the key,
//! about `now`, and about attributes that are `required`.

use super::uses::all_settings;
use super::{Level, Lint, Linter};
use crate::analysis::{Dials, Study};
use crate::diagnostic::Code;
use crate::model::{AttributeId, Condition, Entry, FlagId, Model, OperatorTest, Quantifier, Test};
use crate::source::Span;
use flags_runtime::Truth;

pub(super) const LINT: Lint = Lint { code: Code::OptionalAttribute, level: Level::Allow, check };

fn check(linter: &mut Linter<'_>) {
    for (id, flag) in (0 as FlagId..).zip(&linter.model.flags) {
        let study = linter.analysis.study(id);
        for settings in all_settings(flag) {
            let deny = settings.deny.iter().map(|deny| ("deny", deny));
            let when = settings.when.iter().map(|when| ("when", when));
            for (key, condition) in deny.chain(when) {
                let asked = find_attributes(linter.model, condition, key == "deny");
                let others: Vec<AttributeId> = asked.iter().map(|(attribute, _)| *attribute).collect();
                for (attribute, span) in asked {
                    if !decides_alone(study, condition, attribute, &others) {
                        continue;
                    }
                    let declared = &linter.model.attributes[usize::from(attribute)];
                    let name = &declared.name;
                    let message = format!("`{key}` turns `{}` off for everyone without `{name}`", flag.name);
                    let finding = linter
                        .find(span, message)
                        .label("unknown where it is absent, and unknown is off")
                        .related(declared.span, "a context may lack it")
                        .help(format!(
                            "add `required = true` there, or say what absence means with \
                             `{name} = {{ present = … }}`"
                        ));
                    linter.report(&[&flag.lints], finding);
                }
            }
        }
    }
}

/// Whether the condition can be unknown because this attribute, and no other of them, is absent.
fn decides_alone<'m>(
    study: &Study<'m>,
    condition: &'m Condition,
    attribute: AttributeId,
    others: &[AttributeId],
) -> bool {
    // Without the attribute the condition may be known: `{ present = true, … }` says so itself.
    !study.never(Dials::Turning, |world| {
        let mut others = others.iter().filter(|other| **other != attribute);
        !world.is_present(attribute)
            && others.all(|other| world.is_present(*other))
            && world.condition(condition) == Truth::Unknown
    })
}

/// The attributes that a context may lack, and where the condition first asks about each.
fn find_attributes(model: &Model, condition: &Condition, asks: bool) -> Vec<(AttributeId, Span)> {
    let mut found: Vec<(AttributeId, Span)> = Vec::new();
    add_attributes(condition, asks, &mut found);
    let mut seen = Vec::new();
    found.retain(|(attribute, _)| {
        let declared = model.attributes.get(usize::from(*attribute));
        let is_optional = declared.is_some_and(|declared| !declared.required && !declared.key);
        let is_new = !seen.contains(attribute);
        seen.push(*attribute);
        is_optional && is_new
    });
    found
}

fn add_attributes(condition: &Condition, asks: bool, found: &mut Vec<(AttributeId, Span)>) {
    for Entry { span, test, .. } in &condition.entries {
        match test {
            Test::Attribute(attribute, operators) => {
                let excludes = |test: &OperatorTest| {
                    matches!(
                        test,
                        OperatorTest::Not(_)
                            | OperatorTest::ClosedSet(Quantifier::None, _)
                            | OperatorTest::OpenSet(Quantifier::None, _)
                    )
                };
                if asks || operators.iter().all(|operator| excludes(&operator.test)) {
                    found.push((*attribute, *span));
                }
            }
            Test::Any(inner) | Test::All(inner) => {
                for condition in inner {
                    add_attributes(condition, asks, found);
                }
            }
            Test::None(inner) => inner.iter().for_each(|condition| add_attributes(condition, true, found)),
            Test::Is(_) | Test::Segments(_) | Test::Flags(_) => {}
        }
    }
}
