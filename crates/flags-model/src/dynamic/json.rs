//! Contexts from JSON objects.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

use super::slot::{Given, seconds_of, slot_of};
use super::{DynamicContext, Engine};
use crate::diagnostic::closest;

/// Why a JSON object is no context.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextError(String);

impl fmt::Display for ContextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ContextError {}

impl Engine {
    /// Reads a context: its keys are attributes, `"environment"` and `"now"`; any may be left out, and
    /// `null` is absent. Timestamps are RFC 3339 strings or seconds since 1970. Where the file declares
    /// environments and the object names none, it is `environment`.
    ///
    /// # Errors
    ///
    /// An unknown attribute or environment, a value of another type, no environment where one is needed.
    ///
    /// ```
    /// use flags_model::dynamic::Engine;
    /// let text = "[context]\nplan = \"string\"\n[flags.chat]\nwhen = { plan = \"pro\" }\n";
    /// let engine = Engine::new(flags_model::load(text).model.expect("the file is valid"));
    /// let object = serde_json::json!({ "plan": "pro" });
    /// let context = engine.context_from_json(object.as_object().expect("an object"), None)?;
    /// assert!(engine.decide("chat", &context).expect("the flag exists").on);
    /// # Ok::<(), flags_model::dynamic::ContextError>(())
    /// ```
    pub fn context_from_json<'j>(
        &self,
        object: &'j Map<String, Value>,
        environment: Option<u16>,
    ) -> Result<DynamicContext<'j>, ContextError> {
        let mut context = self.empty_context();
        context.environment = environment;
        for (key, value) in object {
            self.set_from_json(&mut context, key, value).map_err(ContextError)?;
        }
        let declared = &self.model().environments;
        if context.environment.is_none() && !declared.is_empty() {
            let declared = declared.join(", ");
            return Err(ContextError(format!("`environment` is missing: it is one of {declared}")));
        }
        Ok(context)
    }

    fn set_from_json<'j>(
        &self,
        context: &mut DynamicContext<'j>,
        key: &str,
        value: &'j Value,
    ) -> Result<(), String> {
        let attributes = &self.model().attributes;
        match key {
            "environment" | "now" if value.is_null() => {}
            "environment" => context.environment = Some(self.environment_from_json(value)?),
            "now" => {
                let seconds = seconds_of("now", &given(value))?;
                context.set(attributes.len(), flags_runtime::Slot::timestamp(seconds));
            }
            _ => {
                let found = attributes.iter().position(|attribute| attribute.name == key);
                let at = found.ok_or_else(|| self.describe_unknown(key))?;
                if !value.is_null() {
                    let slot = slot_of(&attributes[at], given(value), &mut context.kept)?;
                    context.set(at, slot);
                }
            }
        }
        Ok(())
    }

    fn environment_from_json(&self, value: &Value) -> Result<u16, String> {
        let declared = &self.model().environments;
        let Value::String(name) = value else { return Err("`environment` takes a string".to_owned()) };
        if declared.is_empty() {
            return Err("the file declares no environments".to_owned());
        }
        self.environment_named(name)
            .ok_or_else(|| format!("unknown environment \"{name}\": not one of {}", declared.join(", ")))
    }

    fn describe_unknown(&self, key: &str) -> String {
        let names = self.model().attributes.iter().map(|attribute| attribute.name.as_str());
        match closest(key, names.chain(["environment", "now"])) {
            Some(close) => format!("unknown attribute `{key}`: did you mean `{close}`?"),
            None => format!("unknown attribute `{key}`"),
        }
    }
}

fn given(value: &Value) -> Given<'_> {
    match value {
        Value::Null => Given::Other("null"),
        Value::Bool(value) => Given::Bool(*value),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(value), _) => Given::Integer(value),
            (None, Some(value)) => Given::Float(value),
            (None, None) => Given::Other("a number out of range"),
        },
        Value::String(text) => Given::String(Cow::Borrowed(text)),
        Value::Array(items) => Given::List(items.iter().map(given).collect()),
        Value::Object(_) => Given::Other("an object"),
    }
}
