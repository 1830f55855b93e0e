//! Scalars, exactly as the file has them.

use toml::de::{DeInteger, DeValue};

use super::reader::{Reader, describe_value};
use super::table::{Field, Value};
use super::timestamp::seconds_of;
use super::{Literal, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// Why a value is no scalar that can be used.
pub(super) enum NotAScalar {
    /// It is a list or a table.
    Nested,
    /// It is a number or a time with this mistake.
    Wrong(Box<Diagnostic>),
}

impl<'d> Reader<'d> {
    /// Reads a scalar; `wanted` says what the key takes.
    pub fn read_literal(&mut self, field: Field<'d>, wanted: &str, example: &str) -> Option<Literal<'d>> {
        match read_scalar(field.value) {
            Ok(literal) => return Some(literal),
            Err(NotAScalar::Nested) => self.report_wrong_type(field, wanted, example),
            Err(NotAScalar::Wrong(diagnostic)) => self.report(*diagnostic),
        }
        None
    }

    /// Reads a list of scalars with at least one item.
    pub fn read_literals(&mut self, field: Field<'d>, example: &str) -> Option<Spanned<Vec<Literal<'d>>>> {
        let DeValue::Array(items) = field.get() else {
            self.report_wrong_type(field, "a list", example);
            return None;
        };
        if items.is_empty() {
            self.report_empty_list(field, example);
            return None;
        }
        let mut literals = Vec::with_capacity(items.len());
        for item in items {
            literals.extend(self.read_literal(field.item(item), "single values in its list", example));
        }
        // A list that lost all its items was reported; as an empty one it would be reported again.
        (!literals.is_empty()).then(|| Spanned::new(literals, field.span()))
    }

    /// Reports a list that needs an item.
    pub fn report_empty_list(&mut self, field: Field<'d>, example: &str) {
        let message = format!("`{}` is an empty list", field.key.value);
        self.report(
            Diagnostic::error(Code::EmptyList, field.span(), message).label("needs at least one item").help(
                format!("name at least one, for example `{example}`, or leave `{}` out", field.key.value),
            ),
        );
    }
}

/// Reads a scalar without a word about its use.
pub(super) fn read_scalar<'d>(value: &'d Value<'d>) -> Result<Literal<'d>, NotAScalar> {
    let span: Span = value.span().into();
    let scalar = match value.get_ref() {
        DeValue::String(text) => Scalar::String(text),
        DeValue::Boolean(value) => Scalar::Bool(*value),
        DeValue::Integer(number) => Scalar::Integer(read_integer(number, span)?),
        DeValue::Float(number) => Scalar::Float(read_float(number.as_str(), span)?),
        DeValue::Datetime(datetime) => Scalar::Timestamp(seconds_of(datetime).ok_or_else(|| {
            let message = format!("{} alone is no timestamp", describe_value(value.get_ref()));
            wrong(
                Diagnostic::error(Code::BadTimestamp, span, message)
                    .label("the date is missing")
                    .help("write a date or a date-time, for example `2026-03-01` or `2026-03-01T09:00:00Z`"),
            )
        })?),
        DeValue::Array(_) | DeValue::Table(_) => return Err(NotAScalar::Nested),
    };
    Ok(Spanned::new(scalar, span))
}

fn read_integer(number: &DeInteger<'_>, span: Span) -> Result<i64, NotAScalar> {
    i64::from_str_radix(number.as_str(), number.radix()).map_err(|_| {
        wrong(
            Diagnostic::error(Code::BadNumber, span, "the integer does not fit 64 bits")
                .label(format!("integers lie between {} and {}", i64::MIN, i64::MAX))
                .help("write a smaller number, or a string if it is only compared for equality"),
        )
    })
}

fn read_float(number: &str, span: Span) -> Result<f64, NotAScalar> {
    match number.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        _ => Err(wrong(
            Diagnostic::error(Code::BadNumber, span, format!("`{number}` is no number that can be used"))
                .label("floats are finite")
                .help("write a finite number"),
        )),
    }
}

fn wrong(diagnostic: Diagnostic) -> NotAScalar {
    NotAScalar::Wrong(Box::new(diagnostic))
}
