//! Which operators fit which type, and what is said about those that do not.

use super::super::Resolver;
use super::super::index::list;
use super::Subject;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{OPERATOR_WORDS, Operator as Written, OperatorKind};
use crate::model::AttributeKind;
use crate::source::Spanned;

impl<'d> Resolver<'_, 'd> {
    pub(super) fn report_wrong_operator(&mut self, subject: Subject<'d>, operator: Spanned<OperatorKind>) {
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
    pub(super) fn check_ignore_case(
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
pub(in crate::resolve) fn kind_words(kind: AttributeKind) -> &'static str {
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
