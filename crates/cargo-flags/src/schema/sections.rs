//! The tables beside `[flags]`.

use flags_model::document::Place;
use flags_model::model::AttributeKind as K;
use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::{attributes, object, one_of, reference, table};

/// What an attribute can hold.
const TYPES: [&str; 8] = ["string", "bool", "integer", "float", "version", "timestamp", "enum", "set"];

/// Names that mean something else in a condition or in Rust.
const TAKEN: [&str; 10] =
    ["segment", "flag", "any", "all", "none", "now", "environment", "new", "anonymous", "into_owned"];

pub(super) fn define(definitions: &mut Map<String, Value>, facts: &Facts) {
    definitions.insert("context".to_owned(), context());
    definitions.insert("stage_rules".to_owned(), stage_rules());
    definitions.insert("stage".to_owned(), stage(facts));
}

pub(super) fn environments() -> Value {
    super::list(&reference("kebab_name"))
}

/// `env.<name>` of a flag or a stage.
pub(super) fn per_environment(facts: &Facts, settings: &Value) -> Value {
    let tables = facts.environments.iter().map(|name| (name.clone(), settings.clone()));
    object(tables.collect()).into()
}

/// What a context carries for an attribute.
pub(super) fn given(kind: K, members: &[String]) -> Value {
    let value = attributes::value(kind, members);
    match kind {
        K::ClosedSet | K::OpenSet => json!({ "type": "array", "items": value }),
        K::Version => json!({ "type": "string" }),
        _ => value,
    }
}

/// `[context]`
fn context() -> Value {
    // An enum must list its values, so it needs a table.
    let short = json!({ "enum": TYPES.iter().filter(|kind| **kind != "enum").collect::<Vec<_>>() });
    let yes_or_no = || json!({ "type": "boolean" });
    let mut attribute = table(
        Place::Attribute,
        [
            ("type", json!({ "enum": TYPES })),
            ("of", super::list(&reference("kebab_name"))),
            ("ordered", yes_or_no()),
            ("key", yes_or_no()),
            ("required", yes_or_no()),
        ],
    );
    attribute.insert("required".to_owned(), json!(["type"]));
    let is = |kinds: &[&str]| json!({ "properties": { "type": { "enum": kinds } } });
    let key = json!({ "properties": { "key": { "const": true } }, "required": ["key"] });
    attribute.insert(
        "allOf".to_owned(),
        json!([
            { "if": is(&["enum"]), "then": { "required": ["of"] } },
            { "if": { "required": ["of"] }, "then": is(&["enum", "set"]) },
            { "if": { "required": ["ordered"] }, "then": is(&["enum"]) },
            { "if": key, "then": is(&["string", "integer"]) },
        ]),
    );
    json!({
        "type": "object",
        "propertyNames": { "$ref": "#/$defs/snake_name", "not": { "enum": TAKEN } },
        "additionalProperties": { "anyOf": [short, attribute] },
    })
}

/// `[segments]`
pub(super) fn segments(facts: &Facts) -> Value {
    let condition = || reference("condition");
    let mut segment = table(
        Place::Segment,
        [
            ("description", json!({ "type": "string" })),
            ("when", condition()),
            ("include", condition()),
            ("exclude", condition()),
            ("sample", reference("percent")),
            ("by", attributes::bucketed(facts)),
            ("salt", json!({ "type": "string" })),
            ("lints", reference("lints")),
        ],
    );
    let members = ["when", "include", "sample"].map(|key| json!({ "required": [key] }));
    segment.insert("anyOf".to_owned(), json!(members));
    json!({ "type": "object", "propertyNames": reference("snake_name"), "additionalProperties": segment })
}

/// `[[stages]]`
pub(super) fn stages() -> Value {
    json!({ "type": "array", "items": reference("stage"), "minItems": 1 })
}

fn stage(facts: &Facts) -> Value {
    let mut settings = table(Place::StageEnvironment, [("rules", reference("stage_rules"))]);
    settings.insert("required".to_owned(), json!(["rules"]));
    let mut stage = table(
        Place::Stage,
        [
            ("name", reference("kebab_name")),
            ("description", json!({ "type": "string" })),
            ("rules", reference("stage_rules")),
            ("env", per_environment(facts, &settings.into())),
        ],
    );
    stage.insert("required".to_owned(), json!(["name"]));
    stage.into()
}

fn stage_rules() -> Value {
    let rule = table(
        Place::StageRule,
        [
            ("when", reference("condition")),
            ("rollout", reference("percent")),
            ("on_miss", json!({ "enum": ["stop", "next"] })),
            ("lints", reference("lints")),
        ],
    );
    json!({ "type": "array", "items": rule, "minItems": 1 })
}

/// `[retired]`
pub(super) fn retired(facts: &Facts) -> Value {
    let entry = table(
        Place::Retired,
        [
            ("since", reference("date")),
            ("keep", json!({ "type": "boolean" })),
            ("note", json!({ "type": "string" })),
        ],
    );
    let taken = facts.flag_names();
    json!({
        "type": "object",
        "propertyNames": { "$ref": "#/$defs/snake_name", "not": one_of(Some(&taken)) },
        "additionalProperties": entry,
    })
}
