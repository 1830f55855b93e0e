//! A value that stands for its kind, in either file.

use std::borrow::Cow;

use flags_runtime::{Kept, Slot};

use crate::dynamic::{Given, slot_of};
use crate::model::Attribute;

/// A value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::compare) enum Value {
    Text(String),
    Bool(bool),
    Integer(i64),
    Float(f64),
    Version(String),
    Moment(i64),
    Member(String),
    Set(Vec<String>),
}

impl Value {
    /// The value as this file's attribute has it; absent if it is none of its type.
    pub fn slot(&self, attribute: &Attribute, kept: &mut Kept) -> Slot<'static> {
        let text = |text: &String| Given::String(Cow::Owned(text.clone()));
        let given = match self {
            Self::Text(it) | Self::Version(it) | Self::Member(it) => text(it),
            Self::Bool(it) => Given::Bool(*it),
            Self::Integer(it) => Given::Integer(*it),
            Self::Float(it) => Given::Float(*it),
            Self::Moment(it) => Given::Timestamp(*it),
            Self::Set(items) => Given::List(items.iter().map(text).collect()),
        };
        slot_of(attribute, given, kept).unwrap_or(Slot::ABSENT)
    }

    /// The value where it is a moment.
    pub fn moment(&self) -> Slot<'static> {
        if let Self::Moment(seconds) = self { Slot::timestamp(*seconds) } else { Slot::ABSENT }
    }

    /// Whether it stands for many, of whom each has buckets of their own. Members of an enum are what
    /// they are: everybody with the same one has the same buckets.
    pub fn is_somebody(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Integer(_))
    }
}
