//! What flags of a type serve.

use flags_model::model::{FieldType, ValueType};
use serde_json::{Value, json};

use super::{object, one_of, reference};

/// What a flag's type allows.
pub(super) struct Kind {
    pub(super) serve: Value,
    pub(super) default: Value,
    /// What an expectation can name.
    pub(super) is: Value,
}

impl Kind {
    pub(super) fn of(kind: &ValueType, variants: &[String]) -> Self {
        if !variants.is_empty() {
            let one = one_of(Some(variants));
            let weights = variants.iter().map(|name| (name.clone(), reference("percent")));
            let mut split = object(weights.collect());
            split.insert("minProperties".to_owned(), json!(1));
            let serve = json!({ "anyOf": [one, split] });
            return Self {
                serve,
                default: one.clone(),
                is: json!({ "anyOf": [{ "type": "boolean" }, one] }),
            };
        }
        let value = match kind {
            // Any, as long as nothing gives it another type.
            ValueType::Bool | ValueType::Variants => json!({ "type": ["string", "number", "object"] }),
            ValueType::Integer => json!({ "type": "integer" }),
            ValueType::Float => json!({ "type": "number" }),
            ValueType::Text => json!({ "type": "string" }),
            ValueType::Table(fields) => {
                let fields = fields.iter().map(|(name, kind)| (name.clone(), field(*kind)));
                let mut value = object(fields.collect());
                value.insert("minProperties".to_owned(), json!(1));
                value.into()
            }
        };
        let is = match kind {
            ValueType::Bool => json!({ "type": "boolean" }),
            _ => json!({ "anyOf": [{ "type": "boolean" }, value] }),
        };
        // The default of a table says which fields there are.
        let default = match kind {
            ValueType::Table(_) => {
                json!({ "type": "object", "additionalProperties": { "type": ["number", "string"] } })
            }
            _ => value.clone(),
        };
        Self { serve: value, default, is }
    }
}

fn field(kind: FieldType) -> Value {
    match kind {
        FieldType::Integer => json!({ "type": "integer" }),
        FieldType::Float => json!({ "type": "number" }),
        FieldType::Text => json!({ "type": "string" }),
    }
}
