//! `never-matches`: a regular expression that no text can match, because it asks for something before the
//! beginning, after the end, or for a letter of an empty class.
//!
//! Silent where it is not sure, and without the feature `regex`, where `matches` is an error anyway.

use super::places::visit_conditions;
use super::{Level, Levels, Lint, Linter};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, OperatorTest, Test};
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::NeverMatches, level: Level::Deny, check };

fn check(linter: &mut Linter<'_>) {
    let mut found: Vec<(Vec<&Levels>, Diagnostic)> = Vec::new();
    visit_conditions(linter.model, linter.analysis, |place| {
        let mut spans = Vec::new();
        find_hopeless(place.condition, &mut spans);
        for (span, pattern) in spans {
            let finding = linter
                .find(span, format!("no text can match `{pattern}`"))
                .label("asks for something before the beginning, after the end, or of an empty class")
                .help("`^` stands at the beginning and `$` at the end; write `\\^` and `\\$` for the characters");
            found.push((place.scopes.clone(), finding));
        }
    });
    for (scopes, finding) in found {
        linter.report(&scopes, finding);
    }
}

/// The `matches` of a condition of which no pattern can match.
fn find_hopeless<'m>(condition: &'m Condition, found: &mut Vec<(Span, &'m str)>) {
    for entry in &condition.entries {
        match &entry.test {
            Test::Any(conditions) | Test::All(conditions) | Test::None(conditions) => {
                for condition in conditions {
                    find_hopeless(condition, found);
                }
            }
            Test::Attribute(_, operators) => {
                for operator in operators {
                    find_in_test(&operator.test, operator.span, found);
                }
            }
            Test::Is(_) | Test::Segments(_) | Test::Flags(_) => {}
        }
    }
}

fn find_in_test<'m>(test: &'m OperatorTest, span: Span, found: &mut Vec<(Span, &'m str)>) {
    match test {
        OperatorTest::Not(tests) => tests.iter().for_each(|test| find_in_test(test, span, found)),
        OperatorTest::Matches(patterns, ignore_case) => {
            let hopeless = patterns.iter().filter(|pattern| is_hopeless(pattern, *ignore_case));
            found.extend(hopeless.map(|pattern| (span, pattern.as_str())));
        }
        _ => {}
    }
}

#[cfg(not(feature = "regex"))]
fn is_hopeless(_: &str, _: bool) -> bool {
    false
}

#[cfg(feature = "regex")]
fn is_hopeless(pattern: &str, ignore_case: bool) -> bool {
    let parsed = regex_syntax::ParserBuilder::new().case_insensitive(ignore_case).build().parse(pattern);
    parsed.is_ok_and(|hir| never_matches(&hir))
}

/// Whether the expression asks for the impossible; `false` if that is not plain to see.
#[cfg(feature = "regex")]
fn never_matches(hir: &regex_syntax::hir::Hir) -> bool {
    use regex_syntax::hir::{Class, HirKind, Look};
    match hir.kind() {
        HirKind::Empty | HirKind::Literal(_) | HirKind::Look(_) => false,
        HirKind::Class(Class::Unicode(class)) => class.ranges().is_empty(),
        HirKind::Class(Class::Bytes(class)) => class.ranges().is_empty(),
        HirKind::Repetition(repetition) => repetition.min > 0 && never_matches(&repetition.sub),
        HirKind::Capture(capture) => never_matches(&capture.sub),
        HirKind::Alternation(parts) => parts.iter().all(never_matches),
        HirKind::Concat(parts) => {
            let takes_text = |part: &regex_syntax::hir::Hir| {
                part.properties().minimum_len().is_some_and(|length| length > 0)
            };
            let is_look = |part: &regex_syntax::hir::Hir, look| *part.kind() == HirKind::Look(look);
            let start = parts.iter().rposition(|part| is_look(part, Look::Start)).unwrap_or(0);
            let end = parts.iter().position(|part| is_look(part, Look::End)).unwrap_or(parts.len());
            parts.iter().any(never_matches)
                || parts.iter().take(start).any(takes_text)
                || parts.iter().skip(end).any(takes_text)
        }
    }
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::is_hopeless;

    #[test]
    fn only_the_impossible_is_hopeless() {
        for pattern in ["a^b", "a$b", r"[^\s\S]", "(x$)?a$y", "^a(b^c)+", "a^|b$c"] {
            assert!(is_hopeless(pattern, false), "{pattern}");
        }
        for pattern in ["^a$", "a|b^c", "(^|x)a", "a($|b)", "(?m)a$\n^b", "$", "", "a*^b", r"\^a", "(a^b)?c"]
        {
            assert!(!is_hopeless(pattern, false), "{pattern}");
        }
    }
}
