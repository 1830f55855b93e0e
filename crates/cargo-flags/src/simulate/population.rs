//! People to simulate with: made up, or from a file.

use std::path::Path;

use flags_model::model::{AttributeId, AttributeKind, Model};
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::lines::ContextLines;

/// Where people come from.
pub(crate) enum Population<'m> {
    /// As many as are wanted, who differ in what they are bucketed by.
    Made { model: &'m Model, ids: Vec<AttributeId>, made: usize, wanted: usize },
    /// One for each line of a file.
    File(ContextLines),
}

impl<'m> Population<'m> {
    /// People who have an id for each attribute by which somebody is bucketed.
    pub(crate) fn made(model: &'m Model, ids: Vec<AttributeId>, wanted: usize) -> Self {
        Self::Made { model, ids, made: 0, wanted }
    }

    /// The people of a file; `-` is standard input.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        Ok(Self::File(ContextLines::open(path)?))
    }

    /// The next one's attributes, those that are fixed in the place of their own.
    pub(crate) fn next_person(
        &mut self,
        fixed: &Map<String, Value>,
    ) -> Result<Option<Map<String, Value>>, Failure> {
        let mut person = match self {
            Self::Made { made, wanted, .. } if made == wanted => return Ok(None),
            Self::Made { model, ids, made, .. } => {
                *made += 1;
                ids.iter().filter_map(|id| made_up(model, *id, *made)).collect()
            }
            Self::File(lines) => match lines.next_object()? {
                Some(person) => person,
                None => return Ok(None),
            },
        };
        person.extend(fixed.iter().map(|(name, value)| (name.clone(), value.clone())));
        Ok(Some(person))
    }

    /// How far a file is read.
    pub(crate) fn progress(&self) -> (u64, Option<u64>) {
        match self {
            Self::Made { made, wanted, .. } => (*made as u64, Some(*wanted as u64)),
            Self::File(lines) => lines.progress(),
        }
    }

    /// Says of a failure which person it is about.
    pub(crate) fn locate(&self, failure: Failure) -> Failure {
        match self {
            Self::Made { .. } => failure,
            Self::File(lines) => lines.locate(failure),
        }
    }
}

/// The id of a person: `user-17`, 17, or one of an enum's members in turn.
fn made_up(model: &Model, id: AttributeId, number: usize) -> Option<(String, Value)> {
    let attribute = model.attributes.get(usize::from(id))?;
    let value = match attribute.kind {
        AttributeKind::Integer => Value::from(number),
        AttributeKind::Enum => Value::from(attribute.members[number % attribute.members.len()].as_str()),
        _ => Value::from(format!("{}-{number}", attribute.name)),
    };
    Some((attribute.name.clone(), value))
}
