//! Values of flags, whatever their type.

use alloc::boxed::Box;
use core::fmt;

use crate::text::Text;

/// What a flag decided, where its type is not known while compiling: in `all`, in `decide` by name,
/// in tools. A variant is its name.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Of a bool flag.
    Bool(bool),
    /// Of an integer flag.
    Integer(i64),
    /// Of a float flag.
    Float(f64),
    /// Of a string flag, or a variant's name.
    Text(Text),
    /// Of a table flag: its fields in file order.
    Table(Box<[(Text, Value)]>),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Integer(value) => fmt::Display::fmt(value, f),
            Self::Float(value) => fmt::Debug::fmt(value, f),
            Self::Text(value) => fmt::Display::fmt(value, f),
            Self::Table(fields) => {
                f.write_str("{")?;
                for (index, (name, value)) in fields.iter().enumerate() {
                    write!(f, "{} {name} = {value}", if index == 0 { "" } else { "," })?;
                }
                f.write_str(" }")
            }
        }
    }
}

#[cfg(feature = "serde")]
impl serde_core::Serialize for Value {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Integer(value) => serializer.serialize_i64(*value),
            Self::Float(value) => serializer.serialize_f64(*value),
            Self::Text(value) => serializer.serialize_str(value),
            Self::Table(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
        }
    }
}
