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
use crate::source::Span;
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
        for entry in &condition.entries {
            self.entry(entry);
        }
    }

    fn entry(&mut self, entry: &'m Entry) {
        let count = self.findings.len();
        match &entry.test {
            // `none` always holds if what is in it never does, which is said there.
            Test::None(inner) => {
                for condition in inner {
                    self.condition(condition);
                }
                return;
            }
            Test::Any(inner) | Test::All(inner) => {
                for condition in inner {
                    self.condition(condition);
                }
            }
            Test::Attribute(attribute, operators) => {
                for operator in operators {
                    self.bound(*attribute, operator, operators);
                }
            }
            Test::Is(_) | Test::Segments(_) | Test::Flags(_) => return,
        }
        let is_said = self.findings.len() > count;
        if !is_said && self.study.never(Dials::Turning, |world| world.entry(entry) != Truth::True) {
            let name = self.text.get(entry.span.start..entry.span.end).unwrap_or_default();
            self.findings.push(
                Diagnostic::error(Code::AlwaysTrue, entry.span, format!("`{name}` always holds"))
                    .label("every context meets this, so it tells nobody apart")
                    .help("remove it, or write what it was meant to restrict"),
            );
        }
    }

    /// `at_least` the least and `at_most` the greatest value of an enum.
    fn bound(&mut self, attribute: AttributeId, operator: &Operator, operators: &[Operator]) {
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
        let message = format!("every `{name}` is {} `{end}`", word.replace('_', " "));
        let finding = Diagnostic::error(Code::AlwaysTrue, operator.span, message)
            .label(format!("lets through whoever has a `{name}`"))
            .related(declared.span, "the values are declared here, least first");
        let help = format!("write `present = true` if any `{name}` is meant, or another bound");
        let asks = operators.iter().any(|other| matches!(other.test, OperatorTest::Present(_)));
        self.findings.push(match self.end_of_operand(operator).filter(|_| !asks) {
            Some(end) => {
                let span = Span { start: operator.span.start, end };
                finding.patch(help, span, "present = true")
            }
            None => finding.help(help),
        });
    }

    /// Where `at_least = "free"` ends.
    fn end_of_operand(&self, operator: &Operator) -> Option<usize> {
        let rest = self.text.get(operator.span.end..)?;
        let quoted = rest.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
        let after = quoted.split_once('"')?.1;
        Some(self.text.len() - after.len())
    }
}
