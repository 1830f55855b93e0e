//! `never-true`: no context can meet a condition, because its parts exclude each other: a range that ends
//! before it starts, an order's end that nothing is beyond, two values of one attribute at once.
//!
//! Looks at the innermost part that can be told to be impossible. Silent about literals, which say so, and
//! about what only depends on percentages, kill switches and other things that are turned while the
//! program runs.

use super::places::{Place, visit_conditions};
use super::{Level, Lint, Linter};
use crate::analysis::{Dials, Study};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{AttributeId, Condition, Entry, FlagId, FlagTest, Model, Operator, OperatorTest, Test};
use crate::source::Span;
use flags_runtime::Truth;

pub(super) const LINT: Lint = Lint { code: Code::NeverTrue, level: Level::Deny, check };

const HELP: &str = "mend one of them; if nobody is meant, write `false`";
const HELP_ALONE: &str = "mend it; if nobody is meant, write `false` in the place of the condition";

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

/// Whether no context meets a condition.
pub(super) fn is_never_true<'m>(study: &Study<'m>, condition: &'m Condition) -> bool {
    study.never(Dials::Turning, |world| world.condition(condition) == Truth::True)
}

struct Search<'s, 'm> {
    model: &'m Model,
    text: &'s str,
    study: &'s Study<'m>,
    findings: Vec<Diagnostic>,
}

impl<'m> Search<'_, 'm> {
    /// Whether something is impossible, here or further in, so that nobody outside need say so again.
    fn condition(&mut self, condition: &'m Condition) -> bool {
        let mut is_found = false;
        for entry in &condition.entries {
            is_found |= self.entry(entry);
        }
        if is_found || condition.entries.len() < 2 || !is_never_true(self.study, condition) {
            return is_found;
        }
        let entries = &condition.entries;
        let study = self.study;
        let fails = |chosen: &[&'m Entry]| {
            study.never(Dials::Turning, |world| chosen.iter().all(|entry| world.entry(entry) == Truth::True))
        };
        let (last, partner) = find_conflict(&entries.iter().collect::<Vec<_>>(), fails);
        let name = self.words(entries[last].span);
        let finding = match partner {
            Some(partner) => {
                let other = self.words(entries[partner].span);
                let message = format!("`{other}` and `{name}` exclude each other");
                find(entries[last].span, message)
                    .label("no context meets both")
                    .related(entries[partner].span, "the other one")
            }
            None => {
                find(entries[last].span, format!("`{name}` excludes what the entries before it let through"))
                    .label("no context meets all of them")
            }
        };
        self.findings.push(finding.help(HELP));
        true
    }

    fn entry(&mut self, entry: &'m Entry) -> bool {
        match &entry.test {
            Test::Is(_) => false,
            Test::Any(inner) | Test::All(inner) | Test::None(inner) => {
                let mut is_found = false;
                for condition in inner {
                    is_found |= self.condition(condition);
                }
                if !is_found && self.is_impossible(entry) {
                    let name = self.words(entry.span);
                    let finding = find(entry.span, format!("`{name}` can never hold"))
                        .label("no context meets this")
                        .help(HELP_ALONE);
                    self.findings.push(finding);
                    is_found = true;
                }
                is_found
            }
            // A segment without members has its own finding.
            Test::Segments(_) => self.is_impossible(entry),
            Test::Flags(flags) => self.is_impossible(entry) && self.flags(flags),
            Test::Attribute(attribute, operators) => {
                self.is_impossible(entry) && self.attribute(entry, *attribute, operators)
            }
        }
    }

    fn is_impossible(&self, entry: &'m Entry) -> bool {
        self.study.never(Dials::Turning, |world| world.entry(entry) == Truth::True)
    }

    fn attribute(&mut self, entry: &'m Entry, attribute: AttributeId, operators: &'m [Operator]) -> bool {
        let study = self.study;
        let fails = |chosen: &[&'m Operator]| {
            study.never(Dials::Turning, |world| {
                chosen.iter().all(|operator| world.operator(attribute, &operator.test) == Truth::True)
            })
        };
        let (last, partner) = find_conflict(&operators.iter().collect::<Vec<_>>(), fails);
        let name = self.words(entry.span);
        let word = self.words(operators[last].span);
        let finding = match partner {
            Some(partner) => {
                let other = self.words(operators[partner].span);
                let message = format!("`{other}` and `{word}` of `{name}` exclude each other");
                find(operators[last].span, message)
                    .label(format!("no `{name}` passes both"))
                    .related(operators[partner].span, "the other one")
            }
            None if last > 0 => {
                let message = format!("`{word}` excludes what the other tests of `{name}` let through");
                find(operators[last].span, message).label(format!("no `{name}` passes all of them"))
            }
            None => {
                let finding = find(operators[last].span, format!("no `{name}` passes `{word}`"))
                    .label("nothing is left");
                self.list_members(finding, attribute, &operators[last].test)
            }
        };
        self.findings.push(finding.help(if last == 0 { HELP_ALONE } else { HELP }));
        true
    }

    /// The values of an enum, beyond whose ends there is nothing.
    fn list_members(&self, finding: Diagnostic, attribute: AttributeId, test: &OperatorTest) -> Diagnostic {
        let Some(declared) = self.model.attributes.get(usize::from(attribute)) else { return finding };
        if !matches!(test, OperatorTest::Members(members) if members.is_empty()) {
            return finding.related(declared.span, "declared here");
        }
        let ends = (declared.members.first(), declared.members.last());
        let (Some(first), Some(last)) = ends else { return finding };
        finding.related(declared.span, format!("goes from `{first}` to `{last}`"))
    }

    fn flags(&mut self, flags: &'m [(FlagId, FlagTest, Span)]) -> bool {
        let study = self.study;
        let fails = |chosen: &[&'m (FlagId, FlagTest, Span)]| {
            study.never(Dials::Turning, |world| chosen.iter().all(|(id, test, _)| world.flag(*id, *test)))
        };
        let (last, partner) = find_conflict(&flags.iter().collect::<Vec<_>>(), fails);
        let (id, _, span) = flags[last];
        let name = self.model.flags.get(id as usize).map_or("", |flag| &flag.name);
        let finding = match partner {
            Some(partner) => {
                find(span, format!("`{}` and `{name}` are never both so", self.words(flags[partner].2)))
                    .label("no context decides both like this")
                    .related(flags[partner].2, "the other one")
            }
            None => find(span, format!("flag `{name}` never decides so"))
                .label("not for any context, in any environment where this is asked"),
        };
        self.findings.push(finding.help(if last == 0 { HELP_ALONE } else { HELP }));
        true
    }

    /// What the file says at a place: a key or a short value.
    fn words(&self, span: Span) -> String {
        let words = self.text.get(span.start..span.end).unwrap_or_default();
        words.lines().next().unwrap_or_default().trim_matches('"').to_owned()
    }
}

fn find(span: Span, message: String) -> Diagnostic {
    Diagnostic::error(Code::NeverTrue, span, message)
}

/// The first item with which those before it become impossible, and the first of these with which it is
/// impossible alone.
fn find_conflict<'m, T>(items: &[&'m T], fails: impl Fn(&[&'m T]) -> bool) -> (usize, Option<usize>) {
    let last = (1..=items.len()).find(|count| fails(&items[..*count])).unwrap_or(items.len()) - 1;
    let partner = (0..last).find(|at| fails(&[items[*at], items[last]]));
    (last, partner)
}
