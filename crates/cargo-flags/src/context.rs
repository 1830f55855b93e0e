//! Contexts from the command line: `user=u1 plan=pro`.

use flags_model::dynamic::Engine;
use flags_model::model::{AttributeKind, Model};
use serde_json::{Map, Value};

use crate::arguments::EnvironmentArgument;
use crate::failure::Failure;

/// Words such as `plan=pro` as the object that a line of JSON would have. The file's types say how a
/// word is read: `orders=3` is a number, `roles=admin,owner` a list. They may name the environment, but
/// no other one than `--environment` does.
pub(crate) fn object_from_words(
    model: &Model,
    words: &[String],
    environment: &EnvironmentArgument,
) -> Result<Map<String, Value>, Failure> {
    let mut object = Map::new();
    for word in words {
        let Some((name, text)) = word.split_once('=') else {
            return Err(no_value(model, word));
        };
        let value = value_of(model, name, text)?;
        if object.insert(name.to_owned(), value).is_some() {
            return Err(Failure::new(format!("`{name}` is given twice")));
        }
    }
    if let (Some(Value::String(said)), Some(asked)) = (object.get("environment"), &environment.environment)
        && said != asked
    {
        let message = format!("two environments: `environment={said}` and `--environment {asked}`");
        return Err(Failure::new(message).help("leave out one of them"));
    }
    Ok(object)
}

/// A word without `=`.
fn no_value(model: &Model, word: &str) -> Failure {
    if model.attributes.iter().any(|attribute| attribute.name == word) {
        return Failure::new(format!("`{word}` is given no value"))
            .help(format!("write `{word}=…`, in one word"));
    }
    Failure::new(format!("`{word}` is no attribute of a context"))
        .help("write `attribute=value`, such as `user=u1`")
}

fn value_of(model: &Model, name: &str, text: &str) -> Result<Value, Failure> {
    let wrong = |wanted: &str| Failure::new(format!("`{name}` takes {wanted}, not `{text}`"));
    let Some(attribute) = model.attributes.iter().find(|attribute| attribute.name == name) else {
        if name == "environment" {
            return Ok(Value::from(text));
        }
        if name == "now" {
            return Ok(timestamp(text));
        }
        let known = model.attributes.iter().map(|attribute| attribute.name.as_str());
        return Err(Failure::unknown("attribute", name, known.chain(["environment", "now"])));
    };
    Ok(match attribute.kind {
        AttributeKind::String | AttributeKind::Version | AttributeKind::Enum => Value::from(text),
        AttributeKind::Bool => Value::from(text.parse::<bool>().map_err(|_| wrong("`true` or `false`"))?),
        AttributeKind::Integer => Value::from(text.parse::<i64>().map_err(|_| wrong("a whole number"))?),
        AttributeKind::Float => Value::from(text.parse::<f64>().map_err(|_| wrong("a number"))?),
        AttributeKind::Timestamp => timestamp(text),
        AttributeKind::ClosedSet | AttributeKind::OpenSet => {
            text.split(',').filter(|item| !item.is_empty()).map(Value::from).collect()
        }
    })
}

/// Seconds since 1970, or a date for the loader to read.
fn timestamp(text: &str) -> Value {
    text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from)
}

/// A context error as a failure.
pub(crate) fn read<'j>(
    engine: &Engine,
    object: &'j Map<String, Value>,
    environment: Option<u16>,
) -> Result<flags_model::dynamic::DynamicContext<'j>, Failure> {
    engine.context_from_json(object, environment).map_err(|error| {
        let failure = Failure::new(error.to_string());
        let needs_one = environment.is_none() && !object.contains_key("environment");
        match engine.model().environments.first() {
            Some(first) if needs_one => failure.help(format!("name one: `-e {first}`")),
            _ => failure,
        }
    })
}
