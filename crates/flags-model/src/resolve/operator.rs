//! Tests of attributes: which operators a type allows, and what they come to.

use super::Resolver;
use super::index::list;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Literal, Name, OPERATOR_WORDS, Operand, Operator as Written, OperatorKind, Test};
use crate::model::{AttributeKind, Compare, Operator, OperatorTest, Quantifier, StringTest};
use crate::source::Spanned;

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

    fn resolve_compare(
        &mut self,
        subject: Subject<'d>,
        compare: Compare,
        literal: &Literal<'d>,
        ignore_case: bool,
    ) -> Option<OperatorTest> {
        let literals = std::slice::from_ref(literal);
        match subject.kind {
            AttributeKind::String => {
                self.resolve_string(subject, StringTest::Equals(ignore_case), literals, ignore_case)
            }
            AttributeKind::Bool => {
                let what = format!("`{}`", subject.name.value);
                self.read_bool(&what, literal).map(OperatorTest::Bool)
            }
            AttributeKind::Integer => {
                self.read_integer(subject, literal).map(|value| OperatorTest::Integer(compare, value))
            }
            AttributeKind::Float => {
                self.read_float(subject, literal).map(|value| OperatorTest::Float(compare, value))
            }
            AttributeKind::Version => {
                self.read_version(subject, literal).map(|value| OperatorTest::Version(compare, value))
            }
            AttributeKind::Enum => {
                let member = self.read_member(subject, literal)?;
                let count = self.names.attributes.get(usize::from(subject.id))?.members.len();
                let members = 0..u16::try_from(count).ok()?;
                Some(OperatorTest::Members(match compare {
                    Compare::Equal => vec![member],
                    Compare::Above => members.filter(|other| *other > member).collect(),
                    Compare::AtLeast => members.filter(|other| *other >= member).collect(),
                    Compare::Below => members.filter(|other| *other < member).collect(),
                    Compare::AtMost => members.filter(|other| *other <= member).collect(),
                }))
            }
            AttributeKind::Timestamp | AttributeKind::ClosedSet | AttributeKind::OpenSet => None,
        }
    }

    fn resolve_in(
        &mut self,
        subject: Subject<'d>,
        literals: &[Literal<'d>],
        ignore_case: bool,
    ) -> Option<OperatorTest> {
        match subject.kind {
            AttributeKind::String => {
                self.resolve_string(subject, StringTest::Equals(ignore_case), literals, ignore_case)
            }
            AttributeKind::Integer => {
                let read = |literal| self.read_integer(subject, literal);
                every(literals.iter().map(read)).map(OperatorTest::IntegerIn)
            }
            AttributeKind::Float => {
                let read = |literal| self.read_float(subject, literal);
                every(literals.iter().map(read)).map(OperatorTest::FloatIn)
            }
            AttributeKind::Version => {
                let read = |literal| self.read_version(subject, literal);
                every(literals.iter().map(read)).map(OperatorTest::VersionIn)
            }
            AttributeKind::Enum => {
                let read = |literal| self.read_member(subject, literal);
                let mut members = every(literals.iter().map(read))?;
                members.sort_unstable();
                members.dedup();
                Some(OperatorTest::Members(members))
            }
            AttributeKind::Bool => {
                let first = literals.first()?;
                let message = format!("`{}` is a bool: a list of both is always true", subject.name.value);
                self.report(
                    Diagnostic::error(Code::WrongOperator, first.span, message)
                        .label("a bool is tested with one value")
                        .help(format!(
                            "write `{name} = true`, or `{name} = {{ present = true }}`",
                            name = subject.name.value
                        )),
                );
                None
            }
            AttributeKind::Timestamp | AttributeKind::ClosedSet | AttributeKind::OpenSet => None,
        }
    }

    fn resolve_set(
        &mut self,
        subject: Subject<'d>,
        quantifier: Quantifier,
        literals: &[Literal<'d>],
    ) -> Option<OperatorTest> {
        if subject.kind == AttributeKind::ClosedSet {
            let read = |literal| self.read_member(subject, literal);
            return every(literals.iter().map(read))
                .map(|members| OperatorTest::ClosedSet(quantifier, members));
        }
        let read = |literal| self.read_string(subject, literal);
        every(literals.iter().map(read)).map(|items| OperatorTest::OpenSet(quantifier, items))
    }

    fn report_wrong_operator(&mut self, subject: Subject<'d>, operator: Spanned<OperatorKind>) {
        let name = subject.name.value;
        let word = operator.value.word();
        let allowed: Vec<&str> = OPERATOR_WORDS
            .iter()
            .filter(|(_, kind)| kind.fits(subject.kind, subject.ordered) && *kind != OperatorKind::Not)
            .map(|(word, _)| *word)
            .collect();
        let mut diagnostic = Diagnostic::error(
            Code::WrongOperator,
            operator.span,
            format!("operator `{word}` does not fit attribute `{name}`"),
        )
        .label(format!("`{name}` is {}", kind_words(subject.kind)));
        if let Some(attribute) = self.document.attributes.get(usize::from(subject.id)) {
            diagnostic = diagnostic.related(attribute.name.span, "declared here");
        }
        let is_number_test = matches!(
            operator.value,
            OperatorKind::Above | OperatorKind::AtLeast | OperatorKind::Below | OperatorKind::AtMost
        );
        diagnostic = if subject.kind == AttributeKind::Enum && is_number_test {
            diagnostic
                .help(format!("add `ordered = true` to `{name}` if its values are in order, least first"))
        } else {
            diagnostic.help(format!("it takes {}", list(&allowed)))
        };
        self.report(diagnostic);
    }

    /// `ignore_case` needs a string, and an operator beside it that compares text.
    fn check_ignore_case(
        &mut self,
        subject: Subject<'d>,
        ignore_case: Spanned<bool>,
        operators: &[Written<'d>],
    ) {
        let name = subject.name.value;
        let diagnostic = if subject.kind != AttributeKind::String {
            Diagnostic::error(
                Code::WrongOperator,
                ignore_case.span,
                format!("`ignore_case` does not fit attribute `{name}`"),
            )
            .label(format!("`{name}` is {}", kind_words(subject.kind)))
            .help("remove it: only strings have upper and lower case")
        } else if operators.iter().all(|operator| operator.kind.value == OperatorKind::Present) {
            Diagnostic::error(Code::WrongOperator, ignore_case.span, "`ignore_case` changes nothing here")
                .label("no operator beside it compares text")
                .help("put it beside the operator that it is for, such as `eq`; a table under `not` has its own")
        } else {
            return;
        };
        self.report(diagnostic);
    }
}

impl OperatorKind {
    /// Whether an attribute of this kind can be asked so; `ordered` is about enums.
    pub fn fits(self, kind: AttributeKind, ordered: bool) -> bool {
        use AttributeKind as K;
        match self {
            Self::Present | Self::Not => true,
            Self::Eq => !matches!(kind, K::Timestamp | K::ClosedSet | K::OpenSet),
            Self::In => !matches!(kind, K::Bool | K::Timestamp | K::ClosedSet | K::OpenSet),
            Self::Above | Self::AtLeast | Self::Below | Self::AtMost => {
                matches!(kind, K::Integer | K::Float | K::Version) || (kind == K::Enum && ordered)
            }
            Self::After | Self::Before | Self::WithinDays | Self::OlderThanDays => kind == K::Timestamp,
            Self::StartsWith | Self::EndsWith | Self::Contains | Self::Matches => kind == K::String,
            Self::AnyOf | Self::AllOf | Self::NoneOf => matches!(kind, K::ClosedSet | K::OpenSet),
        }
    }
}

/// A type as a sentence needs it.
pub(super) fn kind_words(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::String => "a string",
        AttributeKind::Bool => "a bool",
        AttributeKind::Integer => "an integer",
        AttributeKind::Float => "a float",
        AttributeKind::Version => "a version",
        AttributeKind::Timestamp => "a timestamp",
        AttributeKind::Enum => "an enum",
        AttributeKind::ClosedSet => "a set",
        AttributeKind::OpenSet => "a set of strings",
    }
}

/// All of them, or none if one was wrong; every wrong one is reported.
pub(super) fn every<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<_> = items.collect();
    items.into_iter().collect()
}
