//! Values of contexts that arrive as data: JSON lines, expectations in the file.

use std::borrow::Cow;

use flags_runtime::bucket::id_hash;
use flags_runtime::version::is_version;
use flags_runtime::{Kept, Owned, Slot};

use crate::document::timestamp_from_str;
use crate::model::{Attribute, AttributeKind};

/// A value as data has it.
#[derive(Clone, Debug)]
pub(crate) enum Given<'g> {
    String(Cow<'g, str>),
    Integer(i64),
    Float(f64),
    Bool(bool),
    Timestamp(i64),
    List(Vec<Given<'g>>),
    /// Anything else; what to call it.
    #[cfg_attr(not(feature = "json"), allow(dead_code, reason = "only JSON has other things"))]
    Other(&'static str),
}

/// The slot of an attribute, or why the value does not fit it. Text that is no version counts as
/// absent, as in a compiled context; any other value of the wrong type is a mistake.
pub(crate) fn slot_of<'g>(
    attribute: &Attribute,
    given: Given<'g>,
    kept: &mut Kept,
) -> Result<Slot<'g>, String> {
    let slot = match (attribute.kind, given) {
        (AttributeKind::String, Given::String(text)) if attribute.key && text.is_empty() => Slot::ABSENT,
        (AttributeKind::String, Given::String(text)) => {
            let word = if attribute.key { id_hash(&text) } else { 0 };
            let slot = match text {
                Cow::Borrowed(text) => Slot::string(text),
                Cow::Owned(text) => kept.keep(Owned::String(text.into())),
            };
            Slot { word, ..slot }
        }
        (AttributeKind::Bool, Given::Bool(value)) => Slot::bool(value),
        (AttributeKind::Integer, Given::Integer(value)) if attribute.key => Slot::integer_id(value),
        (AttributeKind::Integer, Given::Integer(value)) => Slot::integer(value),
        (AttributeKind::Float, Given::Float(value)) => Slot::float(value),
        #[allow(clippy::cast_precision_loss, reason = "a float attribute is a float, however written")]
        (AttributeKind::Float, Given::Integer(value)) => Slot::float(value as f64),
        (AttributeKind::Version, Given::String(text)) if is_version(&text) => match text {
            Cow::Borrowed(text) => Slot::version(text),
            Cow::Owned(text) => kept.keep(Owned::Version(text.into())),
        },
        (AttributeKind::Version, Given::String(_)) => Slot::ABSENT,
        (AttributeKind::Timestamp, given) => Slot::timestamp(seconds_of(&attribute.name, &given)?),
        (AttributeKind::Enum, Given::String(text)) => Slot::member(member(attribute, &text)?),
        (AttributeKind::ClosedSet, Given::List(items)) => {
            let mut bits = 0;
            for item in strings(&attribute.name, items)? {
                bits |= 1_u64.checked_shl(member(attribute, &item)?.into()).unwrap_or(0);
            }
            Slot::closed_set(bits)
        }
        (AttributeKind::OpenSet, Given::List(items)) => {
            let items = strings(&attribute.name, items)?;
            kept.keep(Owned::Set(items.into_iter().map(|item| Box::from(&*item)).collect()))
        }
        (_, given) => return Err(wrong_type(&attribute.name, wanted(attribute.kind), &given)),
    };
    Ok(slot)
}

/// The seconds of a point in time: a date, an RFC 3339 string, or seconds since 1970, of which
/// fractions are cut off downwards.
pub(crate) fn seconds_of(name: &str, given: &Given<'_>) -> Result<i64, String> {
    match given {
        Given::Timestamp(seconds) | Given::Integer(seconds) => Ok(*seconds),
        Given::Float(seconds) if seconds.abs() < 9.0e15 =>
        {
            #[allow(clippy::cast_possible_truncation, reason = "checked to be small enough")]
            Ok(seconds.floor() as i64)
        }
        Given::String(text) => timestamp_from_str(text).ok_or_else(|| {
            format!("`{name}` is no point in time: \"{text}\" (RFC 3339, or seconds since 1970)")
        }),
        given => Err(wrong_type(name, wanted(AttributeKind::Timestamp), given)),
    }
}

fn member(attribute: &Attribute, text: &str) -> Result<u16, String> {
    let found = attribute.members.iter().position(|member| member == text);
    found.and_then(|found| u16::try_from(found).ok()).ok_or_else(|| {
        format!("unknown {} \"{text}\": not one of {}", attribute.name, attribute.members.join(", "))
    })
}

fn strings<'g>(name: &str, items: Vec<Given<'g>>) -> Result<Vec<Cow<'g, str>>, String> {
    items
        .into_iter()
        .map(|item| match item {
            Given::String(text) => Ok(text),
            item => Err(wrong_type(&format!("an item of {name}"), "a string", &item)),
        })
        .collect()
}

fn wrong_type(name: &str, wanted: &str, given: &Given<'_>) -> String {
    let found = match given {
        Given::String(_) => "a string",
        Given::Integer(_) => "an integer",
        Given::Float(_) => "a float",
        Given::Bool(_) => "a bool",
        Given::Timestamp(_) => "a date",
        Given::List(_) => "a list",
        Given::Other(what) => what,
    };
    format!("`{name}` takes {wanted}, not {found}")
}

fn wanted(kind: AttributeKind) -> &'static str {
    match kind {
        AttributeKind::String => "a string",
        AttributeKind::Bool => "a bool",
        AttributeKind::Integer => "an integer",
        AttributeKind::Float => "a number",
        AttributeKind::Version => "a version in quotes",
        AttributeKind::Timestamp => "an RFC 3339 string or seconds since 1970",
        AttributeKind::Enum => "one of its values in quotes",
        AttributeKind::ClosedSet | AttributeKind::OpenSet => "a list of strings",
    }
}
