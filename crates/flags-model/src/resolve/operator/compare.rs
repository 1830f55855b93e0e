//! What a value, a list or the items of a set come to, for each type.

use super::super::Resolver;
use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Literal;
use crate::model::{AttributeKind, Compare, OperatorTest, Quantifier, StringTest};

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_compare(
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

    pub(super) fn resolve_in(
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

    pub(super) fn resolve_set(
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
}

/// All of them, or none if one was wrong; every wrong one is reported.
pub(in crate::resolve) fn every<T>(items: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let items: Vec<_> = items.collect();
    items.into_iter().collect()
}
