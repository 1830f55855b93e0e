//! A JSON Schema for one flags file: what editors complete, explain and underline.
//!
//! Names that the file declares are closed lists wherever they are used, and open where they are
//! declared, so that a new flag can be written before the schema is made anew. What only the whole file
//! can tell, such as a cycle, no schema sees.

mod attributes;
mod conditions;
mod facts;
mod flags;
mod kind;
mod scalars;
mod sections;
mod words;

use flags_model::document::Place;
use serde_json::{Map, Value, json};

pub(crate) use facts::Facts;

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a file that declares these things.
pub(crate) fn schema(facts: &Facts, title: &str) -> Value {
    let mut definitions = Map::new();
    scalars::define(&mut definitions);
    conditions::define(&mut definitions, facts);
    flags::define(&mut definitions, facts);
    sections::define(&mut definitions, facts);
    let mut file = table(
        Place::File,
        [
            ("environments", sections::environments()),
            ("ladder", reference("ladder")),
            ("context", reference("context")),
            ("segments", sections::segments(facts)),
            ("stages", sections::stages()),
            ("flags", flags::flags(facts)),
            ("retired", sections::retired(facts)),
            ("lints", reference("lints")),
        ],
    );
    file.insert("$schema".to_owned(), json!(DIALECT));
    file.insert("title".to_owned(), json!(title));
    file.insert("description".to_owned(), json!("Feature flags that are checked by the compiler."));
    file.insert("$defs".to_owned(), definitions.into());
    // The dialect first, as people look for it there.
    file.move_to_front();
    file.into()
}

/// A table of the format with exactly these keys, each explained.
fn table<const N: usize>(place: Place, keys: [(&str, Value); N]) -> Map<String, Value> {
    let properties = keys.into_iter().map(|(key, schema)| {
        let about = words::about(place, key).unwrap_or_else(|| panic!("BUG: `{key}` is not explained"));
        (key.to_owned(), described(schema, about))
    });
    object(properties.collect())
}

/// A table with exactly these keys.
fn object(properties: Map<String, Value>) -> Map<String, Value> {
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), properties.into());
    schema.insert("additionalProperties".to_owned(), json!(false));
    schema
}

/// A schema with an explanation; what is shared keeps its own for other places.
fn described(mut schema: Value, about: &str) -> Value {
    if let Value::Object(keys) = &mut schema {
        keys.insert("description".to_owned(), json!(about));
    }
    schema
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// One of these names; any if they are not known.
fn one_of(names: Option<&[String]>) -> Value {
    match names {
        Some(names) => json!({ "enum": names }),
        None => json!({ "type": "string" }),
    }
}

/// One of them or a list of them.
fn one_or_list(item: &Value) -> Value {
    json!({ "anyOf": [item, list(item)] })
}

/// A list that is not empty and names nothing twice.
fn list(item: &Value) -> Value {
    json!({ "type": "array", "items": item, "minItems": 1, "uniqueItems": true })
}

/// Puts the keys that people look for first at the top.
trait MoveToFront {
    fn move_to_front(&mut self);
}

impl MoveToFront for Map<String, Value> {
    fn move_to_front(&mut self) {
        let mut sorted = Self::new();
        for key in ["$schema", "title", "description"] {
            sorted.extend(self.shift_remove(key).map(|value| (key.to_owned(), value)));
        }
        sorted.append(self);
        *self = sorted;
    }
}
