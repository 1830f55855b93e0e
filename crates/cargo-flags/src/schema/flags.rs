//! Flags: one schema for each that the file declares, and one for those that are still to come.

use flags_model::document::Place;
use flags_model::model::ValueType;
use serde_json::{Map, Value, json};

use super::facts::{Facts, FlagFacts};
use super::kind::Kind;
use super::{attributes, described, object, one_of, reference, sections, table, words};

/// `[flags]`
pub(super) fn flags(facts: &Facts) -> Value {
    let properties: Map<String, Value> = facts
        .flags
        .iter()
        .map(|flag| (flag.name.name.clone(), reference(&definition(&flag.name.name))))
        .collect();
    let mut names = json!({ "$ref": "#/$defs/snake_name" });
    if !facts.retired.is_empty() {
        names["not"] = json!({ "enum": facts.retired });
    }
    json!({
        "type": "object",
        "propertyNames": names,
        "properties": properties,
        "additionalProperties": reference("new_flag"),
    })
}

pub(super) fn define(definitions: &mut Map<String, Value>, facts: &Facts) {
    define_shared(definitions, facts);
    let any = json!({ "type": ["string", "number", "object"] });
    let is = json!({ "type": ["boolean", "string", "number", "object"] });
    // A flag that is being written may become anything.
    define_kind(definitions, facts, "new_flag", &Kind { serve: any.clone(), default: any, is });
    let bool_kind = Kind::of(&ValueType::Bool, &[]);
    define_kind(definitions, facts, "bool_flag", &bool_kind);
    for FlagFacts { name: flag, description } in &facts.flags {
        let name = definition(&flag.name);
        let about = description.clone().unwrap_or_else(|| format!("The flag `{}`.", flag.name));
        if flag.value == ValueType::Bool {
            definitions.insert(name, described(reference("bool_flag"), &about));
        } else {
            define_kind(definitions, facts, &name, &Kind::of(&flag.value, &flag.variants));
            definitions[&name]["description"] = json!(about);
        }
    }
}

fn definition(name: &str) -> String {
    format!("flag_{name}")
}

/// The keys that are the same in every flag, so that the schema of many flags stays small.
fn define_shared(definitions: &mut Map<String, Value>, facts: &Facts) {
    let text = || json!({ "type": "string" });
    let environments = super::list(&one_of(Some(&facts.environments)));
    let condition = || reference("condition");
    let keys = table(
        Place::Flag,
        [
            ("description", text()),
            ("owner", text()),
            ("tags", super::list(&text())),
            ("link", text()),
            ("created", reference("date")),
            ("kind", json!({ "enum": ["release", "experiment", "ops", "permission"] })),
            ("enabled", json!({ "type": "boolean" })),
            ("environments", environments),
            ("requires", reference("requirements")),
            ("deny", condition()),
            ("when", condition()),
            ("stage", one_of(facts.stages.as_deref())),
            ("rollout", reference("percent")),
            ("by", attributes::bucketed(facts)),
            ("salt", text()),
            ("ladder", reference("ladder")),
            ("variants", variants()),
            ("renamed_from", reference("snake_name")),
            ("expires", reference("date")),
            ("client", json!({ "type": "boolean" })),
            ("lints", reference("lints")),
        ],
    );
    if let Some(Value::Object(keys)) = keys.get("properties") {
        definitions.extend(keys.iter().map(|(key, schema)| (shared(key), schema.clone())));
    }
    let values = facts
        .attributes
        .iter()
        .map(|(attribute, _)| (attribute.name.clone(), sections::given(attribute.kind, &attribute.members)));
    let now = ("now".to_owned(), reference("timestamp"));
    definitions.insert("given".to_owned(), object(values.chain([now]).collect()).into());
}

fn shared(key: &str) -> String {
    format!("key_{key}")
}

/// The flags of one type, with what stands in them.
fn define_kind(definitions: &mut Map<String, Value>, facts: &Facts, name: &str, kind: &Kind) {
    let part = |part: &str| format!("{name}_{part}");
    let mut define = |name: String, schema: Value| definitions.insert(name, schema);
    define(part("serve"), kind.serve.clone());
    define(part("rules"), rules(&part("serve")));
    define(part("allow"), allow(&part("serve")));
    let overrides = table(
        Place::FlagEnvironment,
        [
            ("enabled", json!({ "const": false })),
            ("deny", reference(&shared("deny"))),
            ("allow", reference(&part("allow"))),
            ("when", reference(&shared("when"))),
            ("rules", reference(&part("rules"))),
            ("stage", reference(&shared("stage"))),
            ("rollout", reference(&shared("rollout"))),
            ("serve", reference(&part("serve"))),
        ],
    );
    define(part("env"), overrides.into());
    let expectation = table(
        Place::Expect,
        [
            ("context", reference("given")),
            ("environment", one_of(Some(&facts.environments))),
            ("is", kind.is.clone()),
        ],
    );
    define(part("expect"), json!({ "type": "array", "items": required(expectation, &["context", "is"]) }));
    let properties = Place::Flag.keys().iter().map(|key| {
        let schema = match *key {
            "allow" | "rules" | "serve" | "expect" => about(key, reference(&part(key))),
            "env" => about(key, sections::per_environment(facts, &reference(&part("env")))),
            "default" => about(key, kind.default.clone()),
            _ => reference(&shared(key)),
        };
        ((*key).to_owned(), schema)
    });
    define(name.to_owned(), with_laws(object(properties.collect())));
}

fn about(key: &str, schema: Value) -> Value {
    described(schema, words::about(Place::Flag, key).unwrap_or_default())
}

/// What keys need each other.
fn with_laws(mut flag: Map<String, Value>) -> Value {
    let needs =
        |keys: &[&str]| json!(keys.iter().map(|key| json!({ "required": [key] })).collect::<Vec<_>>());
    flag.insert(
        "anyOf".to_owned(),
        needs(&[
            "enabled",
            "environments",
            "requires",
            "deny",
            "allow",
            "when",
            "rules",
            "stage",
            "rollout",
            "default",
            "variants",
            "env",
        ]),
    );
    let has_value = json!({ "anyOf": needs(&["variants", "default"]) });
    flag.insert("dependentSchemas".to_owned(), json!({ "serve": has_value }));
    flag.insert(
        "if".to_owned(),
        json!({ "anyOf": needs(&["allow", "rules"]), "not": { "anyOf": needs(&["stage", "env"]) } }),
    );
    flag.insert("then".to_owned(), json!({ "required": ["rollout"] }));
    flag.into()
}

fn rules(serve: &str) -> Value {
    let rule = table(
        Place::Rule,
        [
            ("name", json!({ "type": "string" })),
            ("when", reference("condition")),
            ("rollout", reference("percent")),
            ("serve", reference(serve)),
            ("on_miss", json!({ "enum": ["stop", "next"] })),
            ("by", reference(&shared("by"))),
            ("lints", reference("lints")),
        ],
    );
    json!({ "type": "array", "items": rule, "minItems": 1 })
}

fn allow(serve: &str) -> Value {
    let entry = table(Place::AllowEntry, [("when", reference("condition")), ("serve", reference(serve))]);
    json!({ "anyOf": [
        reference("condition"),
        { "type": "array", "minItems": 1, "items": required(entry, &["when"]) },
    ] })
}

fn variants() -> Value {
    let value = json!({ "type": ["string", "number", "object"] });
    json!({ "anyOf": [
        super::list(&reference("kebab_name")),
        { "type": "object", "minProperties": 1, "propertyNames": reference("kebab_name"), "additionalProperties": value },
    ] })
}

fn required(mut table: Map<String, Value>, keys: &[&str]) -> Value {
    table.insert("required".to_owned(), json!(keys));
    table.into()
}
