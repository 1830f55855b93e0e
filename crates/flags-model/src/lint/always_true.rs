//! `always-true`: every context meets a condition, so it restricts nobody; or an operator's bound is the
//! end of an order, so that it lets every value through.
//!
//! Silent about literals, which say so, about a list of all values, which may be meant to lack the next
//! one, and about what only depends on percentages and kill switches.

use super::places::{Place, visit_conditions};
use super::{Level, Lint, Linter};
use crate::analysis::{Dials, Study};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AttributeId, Condition, Entry, Model, Operator, OperatorTest, Test};
use flags_runtime::Truth;

pub(super) const LINT: Lint = Lint { code: Code::AlwaysTrue, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    let (model, text) = (linter.model, linter.text);
    let mut found = Vec::new();
    visit_conditions(model, linter.analysis, |Place { condition, study, scopes }| {
        let mut search = Search { model, text, study, findings: Vec::new() };
        search.condition(condition);
        found.extend(search.findings.into_iter().map(|finding| (scopes.clone(), finding)));
    });
    for (scopes, finding) in found {
        linter.report(&scopes, finding);
    }
}

struct Search<'s, 'm> {
    model: &'m Model,
    text: &'s str,
    study: &'s Study<'m>,
    findings: Vec<Diagnostic>,
}

impl<'m> Search<'_, 'm> {
    fn condition(&mut self, condition: &'m Condition) {
        condition.entries.iter().for_each(|entry| self.entry(entry));
    }

    fn entry(&mut self, entry: &'m Entry) {
        let count = self.findings.len();
        match &entry.test {
            // `none` always holds if what is in it never does, which is said there.
            Test::None(inner) => {
                inner.iter().for_each(|condition| self.condition(condition));
                return;
            }
            Test::Any(inner) | Test::All(inner) => {
                inner.iter().for_each(|condition| self.condition(condition));
            }
            Test::Attribute(attribute, operators) => {
                operators.iter().for_each(|operator| self.bound(entry, *attribute, operator));
            }
            Test::Is(_) | Test::Segments(_) | Test::Flags(_) => return,
        }
        let is_said = self.findings.len() > count;
        if !is_said && self.study.never(Dials::Turning, |world| world.entry(entry) != Truth::True) {
            let name = self.text.get(entry.span.start..entry.span.end).unwrap_or_default();
            self.findings.push(
                Diagnostic::error(Code::AlwaysTrue, entry.span, format!("`{name}` always holds"))
                    .label("every context meets this, so it restricts nobody")
                    .help("remove it, or write what it was meant to restrict"),
            );
        }
    }

    /// `at_least` the least and `at_most` the greatest value of an enum.
    fn bound(&mut self, entry: &Entry, attribute: AttributeId, operator: &Operator) {
        let OperatorTest::Members(members) = &operator.test else { return };
        let Some(declared) = self.model.attributes.get(usize::from(attribute)) else { return };
        let word = self.text.get(operator.span.start..operator.span.end).unwrap_or_default();
        let end = match word {
            "at_least" => declared.members.first(),
            "at_most" => declared.members.last(),
            _ => return,
        };
        let Some(end) = end.filter(|_| members.len() == declared.members.len()) else { return };
        let name = &declared.name;
        let relation = word.replace('_', " ");
        let patch =
            format!("write `{name} = {{ present = true }}` if any `{name}` is meant, or another bound");
        let _ = entry;
        self.findings.push(
            Diagnostic::error(
                Code::AlwaysTrue,
                operator.span,
                format!("every `{name}` is {relation} `{end}`"),
            )
            .label(format!("lets through whoever has a `{name}`"))
            .related(declared.span, "the values are declared here, least first")
            .help(patch),
        );
    }
}
