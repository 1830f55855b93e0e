//! Values as the generated methods return them.

use flags_runtime::ruleset::{Payload, Ruleset};
use flags_runtime::{Text, Value};

/// The type of a value flag: `i64`, `f64`, `Text`, or a generated struct. Rows and values always have
/// the flag's type, because the rules were checked; what could not be read is zero or empty.
pub trait Served: Sized {
    /// Reads a row of the rules.
    fn of_payload(rules: &Ruleset, payload: Option<&Payload>) -> Self;
    /// Reads a value.
    fn of_value(value: Option<&Value>) -> Self;
    /// The same as a value.
    fn into_value(self) -> Value;
}

impl Served for i64 {
    #[inline]
    fn of_payload(_: &Ruleset, payload: Option<&Payload>) -> Self {
        if let Some(Payload::Integer(value)) = payload { *value } else { 0 }
    }

    fn of_value(value: Option<&Value>) -> Self {
        if let Some(Value::Integer(value)) = value { *value } else { 0 }
    }

    fn into_value(self) -> Value {
        Value::Integer(self)
    }
}

impl Served for f64 {
    #[inline]
    fn of_payload(_: &Ruleset, payload: Option<&Payload>) -> Self {
        if let Some(Payload::Float(value)) = payload { *value } else { 0.0 }
    }

    fn of_value(value: Option<&Value>) -> Self {
        if let Some(Value::Float(value)) = value { *value } else { 0.0 }
    }

    fn into_value(self) -> Value {
        Value::Float(self)
    }
}

impl Served for Text {
    #[inline]
    fn of_payload(_: &Ruleset, payload: Option<&Payload>) -> Self {
        if let Some(Payload::Text(value)) = payload { value.clone() } else { Self::default() }
    }

    fn of_value(value: Option<&Value>) -> Self {
        if let Some(Value::Text(value)) = value { value.clone() } else { Self::default() }
    }

    fn into_value(self) -> Value {
        Value::Text(self)
    }
}

/// The rows of a table's fields, in file order.
#[inline]
pub fn fields_of<'r>(rules: &'r Ruleset, payload: Option<&Payload>) -> &'r [Payload] {
    if let Some(Payload::Table(fields)) = payload { fields.of(&rules.payloads) } else { &[] }
}

/// One of a table's fields, by number.
#[inline]
pub fn field_of<T: Served>(rules: &Ruleset, fields: &[Payload], index: usize) -> T {
    T::of_payload(rules, fields.get(index))
}

/// One of a table's fields, by name.
pub fn field<T: Served>(value: Option<&Value>, name: &str) -> T {
    let Some(Value::Table(fields)) = value else { return T::of_value(None) };
    T::of_value(fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value))
}

/// A table of these fields.
pub fn table<const N: usize>(fields: [(&'static str, Value); N]) -> Value {
    Value::Table(fields.into_iter().map(|(name, value)| (Text::from_static(name), value)).collect())
}
