//! Tests of attributes: a value, a list, or a table of operators.

use toml::de::{DeTable, DeValue};

use super::reader::Reader;
use super::table::{Field, list_fields};
use super::vocabulary::{Meaning, translate_operator};
use super::{Operand, Operator, OperatorKind, Test};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::naming::snake_name;
use crate::source::{Span, Spanned};

/// The operators as a file writes them.
pub(crate) const OPERATOR_WORDS: &[(&str, OperatorKind)] = &[
    ("eq", OperatorKind::Eq),
    ("in", OperatorKind::In),
    ("above", OperatorKind::Above),
    ("at_least", OperatorKind::AtLeast),
    ("below", OperatorKind::Below),
    ("at_most", OperatorKind::AtMost),
    ("after", OperatorKind::After),
    ("before", OperatorKind::Before),
    ("within_days", OperatorKind::WithinDays),
    ("older_than_days", OperatorKind::OlderThanDays),
    ("starts_with", OperatorKind::StartsWith),
    ("ends_with", OperatorKind::EndsWith),
    ("contains", OperatorKind::Contains),
    ("matches", OperatorKind::Matches),
    ("any_of", OperatorKind::AnyOf),
    ("all_of", OperatorKind::AllOf),
    ("none_of", OperatorKind::NoneOf),
    ("present", OperatorKind::Present),
    ("not", OperatorKind::Not),
];

impl OperatorKind {
    /// Every operator, in the order of the documentation.
    pub const ALL: [Self; 19] = {
        let mut all = [Self::Eq; 19];
        let mut at = 0;
        while at < all.len() {
            all[at] = OPERATOR_WORDS[at].1;
            at += 1;
        }
        all
    };

    /// The operator as a file writes it.
    pub fn word(self) -> &'static str {
        let found = OPERATOR_WORDS.iter().find(|(_, kind)| *kind == self);
        found.expect("BUG: an operator without a word").0
    }
}

/// Whether a word is an operator, or was most likely meant as one.
pub(super) fn is_like_operator(word: &str) -> bool {
    let words = OPERATOR_WORDS.iter().map(|(known, _)| *known).chain(["ignore_case"]);
    closest(word, words).is_some() || translate_operator(word).is_some()
}

/// Reads the test of an attribute; `None` if nothing of it could be read, which is then reported.
pub(super) fn read_test<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Test<'d>> {
    let example = format!("{} = [\"a\", \"b\"]", field.key.value);
    match field.get() {
        DeValue::Table(table) => read_operators(reader, field, table),
        DeValue::Array(_) => reader.read_literals(field, &example).map(Test::OneOf),
        _ => reader.read_literal(field, "a value", &example).map(Test::Equals),
    }
}

fn read_operators<'d>(reader: &mut Reader<'d>, field: Field<'d>, table: &'d DeTable<'d>) -> Option<Test<'d>> {
    let mut ignore_case = None;
    let mut operators = Vec::new();
    let fields = list_fields(table);
    for operator in &fields {
        if operator.key.value == "ignore_case" {
            ignore_case = Some(reader.read_bool(*operator, true));
        } else {
            operators.extend(read_operator(reader, *operator, &fields));
        }
    }
    let span = field.span();
    if operators.is_empty() {
        if fields.iter().all(|operator| operator.key.value == "ignore_case") {
            report_no_operators(reader, field, span);
        }
        return None;
    }
    Some(Test::Operators { operators, ignore_case, span })
}

fn read_operator<'d>(
    reader: &mut Reader<'d>,
    field: Field<'d>,
    siblings: &[Field<'d>],
) -> Option<Operator<'d>> {
    let word = field.key.value;
    let Some((_, kind)) = OPERATOR_WORDS.iter().find(|(known, _)| *known == word) else {
        report_unknown_operator(reader, field, siblings);
        return None;
    };
    let operand = match kind {
        OperatorKind::Not => Operand::Test(Box::new(read_test(reader, field)?)),
        OperatorKind::Present => {
            let value = reader.read_bool(field, true);
            Operand::One(Spanned::new(super::Scalar::Bool(value.value), value.span))
        }
        OperatorKind::In => read_in(reader, field)?,
        OperatorKind::StartsWith
        | OperatorKind::EndsWith
        | OperatorKind::Contains
        | OperatorKind::Matches
        | OperatorKind::AnyOf
        | OperatorKind::AllOf
        | OperatorKind::NoneOf => read_one_or_many(reader, field)?,
        _ => read_one(reader, field)?,
    };
    Some(Operator { kind: Spanned::new(*kind, field.key.span), operand })
}

fn read_one_or_many<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Operand<'d>> {
    let example = format!("{} = [\"a\", \"b\"]", field.key.value);
    if let DeValue::Array(_) = field.get() {
        return reader.read_literals(field, &example).map(Operand::Many);
    }
    reader.read_literal(field, "a value or a list of values", &example).map(Operand::One)
}

fn read_in<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Operand<'d>> {
    match field.get() {
        DeValue::Array(_) | DeValue::Table(_) => {
            reader.read_literals(field, "in = [\"a\", \"b\"]").map(Operand::Many)
        }
        _ => {
            let replacement = format!("[{}]", reader.source(field.span()));
            reader.report_repairable(field, "a list", replacement);
            None
        }
    }
}

fn read_one<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Operand<'d>> {
    let word = field.key.value;
    if let ("eq", DeValue::Array(_)) = (word, field.get()) {
        reader.report(
            Diagnostic::error(Code::WrongType, field.key.span, "`eq` takes one value, not a list")
                .label("compares with a single value")
                .patch("write `in` for one of several", field.key.span, "in"),
        );
        return None;
    }
    let example = match word {
        "after" | "before" => format!("{word} = 2026-03-01"),
        "eq" => "eq = \"pro\"".to_owned(),
        _ => format!("{word} = 3"),
    };
    reader.read_literal(field, "one value", &example).map(Operand::One)
}

fn report_unknown_operator<'d>(reader: &mut Reader<'d>, field: Field<'d>, siblings: &[Field<'d>]) {
    let word = field.key.value;
    let known = OPERATOR_WORDS.iter().map(|(word, _)| *word).chain(["ignore_case"]);
    let diagnostic =
        Diagnostic::error(Code::UnknownOperator, field.key.span, format!("unknown operator `{word}`"))
            .label("no test of this name");
    // `any-of` and `anyOf` are ours, whatever another system means by them.
    let snake = snake_name(word);
    let respelt = known.clone().find(|known| *known == snake);
    let meaning = respelt.map(Meaning::Key).or_else(|| translate_operator(word));
    let meaning = meaning.or_else(|| closest(word, known.clone()).map(Meaning::Key));
    reader.report(match meaning {
        Some(Meaning::Key(meant)) if siblings.iter().any(|sibling| sibling.key.value == meant) => {
            diagnostic.help(format!("`{meant}` is already set here: remove `{word}`"))
        }
        Some(Meaning::Key(meant)) => diagnostic.patch(format!("write `{meant}`"), field.key.span, meant),
        Some(Meaning::Advice(advice)) => diagnostic.help(advice),
        None => diagnostic.note(format!("the operators are {}", known.collect::<Vec<_>>().join(", "))),
    });
}

fn report_no_operators<'d>(reader: &mut Reader<'d>, field: Field<'d>, span: Span) {
    let key = field.key.value;
    let is_empty = matches!(field.get(), DeValue::Table(table) if table.is_empty());
    let message = if is_empty {
        format!("the test of `{key}` is empty")
    } else {
        format!("the test of `{key}` has no operator beside `ignore_case`")
    };
    reader.report(
        Diagnostic::error(Code::EmptyCondition, span, message)
            .label("asks nothing")
            .help(format!("write a value or an operator, for example `{key} = {{ eq = \"…\" }}`")),
    );
}
