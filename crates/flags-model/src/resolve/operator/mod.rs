//! Tests of attributes: which operators a type allows, and what they come to.

mod compare;
mod fits;

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Literal, Name, Operand, Operator as Written, OperatorKind, Test};
use crate::model::{AttributeKind, Compare, Operator, OperatorTest, Quantifier, StringTest};
pub(super) use compare::every;
pub(super) use fits::kind_words;

/// The attribute that a test is about.
#[derive(Clone, Copy)]
pub(super) struct Subject<'d> {
    /// Its name, where the test stands.
    pub name: Name<'d>,
    /// Its number.
    pub id: u16,
    /// What it holds.
    pub kind: AttributeKind,
    /// Whether it is an ordered enum.
    pub ordered: bool,
}

impl<'d> Subject<'d> {
    /// An attribute as a test or an expectation names it; `now` is the one after the last.
    pub fn of(resolver: &Resolver<'_, 'd>, name: Name<'d>, id: u16) -> Self {
        let declared = resolver.document.attributes.get(usize::from(id));
        let kind = resolver.names.attributes.get(usize::from(id)).map(|attribute| attribute.kind);
        let ordered = declared.and_then(|attribute| attribute.ordered);
        Self {
            name,
            id,
            kind: kind.unwrap_or(AttributeKind::Timestamp),
            ordered: ordered.is_some_and(|ordered| ordered.value),
        }
    }
}

impl<'d> Resolver<'_, 'd> {
    /// The operators of a test, without those that are wrong.
    pub(super) fn resolve_test(&mut self, name: Name<'d>, id: u16, test: &Test<'d>) -> Vec<Operator> {
        let declared = self.document.attributes.get(usize::from(id));
        let subject = Subject::of(self, name, id);
        if declared.is_some_and(|attribute| attribute.kind.is_none()) {
            // Its type could not be read, which was reported: what it allows is anybody's guess.
            return Vec::new();
        }
        self.resolve_operators(subject, test, false)
    }

    fn resolve_operators(
        &mut self,
        subject: Subject<'d>,
        test: &Test<'d>,
        ignore_case: bool,
    ) -> Vec<Operator> {
        match test {
            Test::Equals(literal) => {
                let span = literal.span;
                let test = self.resolve_short(subject, std::slice::from_ref(literal), ignore_case, literal);
                test.map(|test| Operator { span, test }).into_iter().collect()
            }
            Test::OneOf(literals) => {
                let Some(first) = literals.value.first() else { return Vec::new() };
                let test = self.resolve_short(subject, &literals.value, ignore_case, first);
                test.map(|test| Operator { span: literals.span, test }).into_iter().collect()
            }
            Test::Operators { operators, ignore_case, .. } => {
                if let Some(ignore_case) = ignore_case {
                    self.check_ignore_case(subject, *ignore_case, operators);
                }
                let ignore_case = ignore_case.is_some_and(|ignore_case| ignore_case.value);
                operators
                    .iter()
                    .filter_map(|operator| {
                        let test = self.resolve_operator(subject, operator, ignore_case)?;
                        Some(Operator { span: operator.kind.span, test })
                    })
                    .collect()
            }
        }
    }

    /// `attr = value` and `attr = [a, b]`.
    fn resolve_short(
        &mut self,
        subject: Subject<'d>,
        literals: &[Literal<'d>],
        ignore_case: bool,
        first: &Literal<'d>,
    ) -> Option<OperatorTest> {
        match (subject.kind, literals.len()) {
            (AttributeKind::Timestamp, _) => {
                let message = format!("`{}` is a timestamp: no two are equal", subject.name.value);
                self.report(
                    Diagnostic::error(Code::WrongOperator, first.span, message)
                        .label(
                            "a timestamp is tested with `after`, `before`, `within_days`, `older_than_days`",
                        )
                        .help(format!(
                            "write for example `{} = {{ after = 2026-01-01 }}`",
                            subject.name.value
                        )),
                );
                None
            }
            (AttributeKind::ClosedSet | AttributeKind::OpenSet, _) => {
                self.resolve_set(subject, Quantifier::Any, literals)
            }
            (_, 1) => self.resolve_compare(subject, Compare::Equal, first, ignore_case),
            _ => self.resolve_in(subject, literals, ignore_case),
        }
    }

    fn resolve_operator(
        &mut self,
        subject: Subject<'d>,
        operator: &Written<'d>,
        ignore_case: bool,
    ) -> Option<OperatorTest> {
        use OperatorKind as O;
        let kind = operator.kind.value;
        if !kind.fits(subject.kind, subject.ordered) {
            self.report_wrong_operator(subject, operator.kind);
            return None;
        }
        let literals = match &operator.operand {
            Operand::Test(test) => {
                let inner = self.resolve_operators(subject, test, ignore_case);
                return (!inner.is_empty())
                    .then(|| OperatorTest::Not(inner.into_iter().map(|inner| inner.test).collect()));
            }
            Operand::One(literal) => std::slice::from_ref(literal),
            Operand::Many(literals) => &literals.value,
        };
        let first = literals.first()?;
        match kind {
            O::Eq => self.resolve_compare(subject, Compare::Equal, first, ignore_case),
            O::In => self.resolve_in(subject, literals, ignore_case),
            O::Above => self.resolve_compare(subject, Compare::Above, first, false),
            O::AtLeast => self.resolve_compare(subject, Compare::AtLeast, first, false),
            O::Below => self.resolve_compare(subject, Compare::Below, first, false),
            O::AtMost => self.resolve_compare(subject, Compare::AtMost, first, false),
            O::After => self.read_timestamp(first).map(OperatorTest::After),
            O::Before => self.read_timestamp(first).map(OperatorTest::Before),
            O::WithinDays => self.read_days(operator.kind, first).map(OperatorTest::WithinDays),
            O::OlderThanDays => self.read_days(operator.kind, first).map(OperatorTest::OlderThanDays),
            O::StartsWith => {
                self.resolve_string(subject, StringTest::StartsWith(ignore_case), literals, ignore_case)
            }
            O::EndsWith => {
                self.resolve_string(subject, StringTest::EndsWith(ignore_case), literals, ignore_case)
            }
            O::Contains => {
                self.resolve_string(subject, StringTest::Contains(ignore_case), literals, ignore_case)
            }
            O::Matches => self.resolve_matches(subject, literals, ignore_case),
            O::AnyOf => self.resolve_set(subject, Quantifier::Any, literals),
            O::AllOf => self.resolve_set(subject, Quantifier::All, literals),
            O::NoneOf => self.resolve_set(subject, Quantifier::None, literals),
            O::Present => self.read_bool("`present`", first).map(OperatorTest::Present),
            O::Not => None,
        }
    }
}
