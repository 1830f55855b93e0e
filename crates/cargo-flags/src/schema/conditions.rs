//! Conditions.

use flags_model::model::{AttributeKind, ValueType};
use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::{attributes, described, list, object, one_of, one_or_list, reference};

const NOW: &str = "now";

pub(super) fn define(definitions: &mut Map<String, Value>, facts: &Facts) {
    let mut entries = Map::new();
    for (attribute, ordered) in &facts.attributes {
        let definition = format!("test_of_{}", attribute.name);
        let test = attributes::test(attribute.kind, &attribute.members, *ordered, &definition);
        definitions.insert(definition.clone(), test);
        let about = format!("What the attribute `{}` is: a value, a list, or operators.", attribute.name);
        entries.insert(attribute.name.clone(), described(reference(&definition), &about));
    }
    let now = attributes::test(AttributeKind::Timestamp, &[], false, "test_of_now");
    definitions.insert("test_of_now".to_owned(), now);
    entries.insert(NOW.to_owned(), described(reference("test_of_now"), "The time of the decision."));
    let conditions = json!({ "type": "array", "items": reference("condition"), "minItems": 1 });
    let segments = one_or_list(&one_of(facts.segments.as_deref()));
    for (key, schema, about) in [
        ("segment", segments, "A member of this segment, or of any of these."),
        ("flag", reference("flag_states"), "What other flags decide: `true`, `false` or a variant."),
        ("any", conditions.clone(), "Any of these conditions holds."),
        ("all", conditions.clone(), "All of these conditions hold."),
        ("none", conditions, "None of these conditions holds."),
    ] {
        entries.insert(key.to_owned(), described(schema, about));
    }
    let mut table = object(entries);
    table.insert("minProperties".to_owned(), json!(1));
    let condition = json!({ "anyOf": [{ "type": "boolean" }, table] });
    definitions.insert("condition".to_owned(), condition);
    definitions.insert("flag_states".to_owned(), flag_states(facts, true));
    definitions.insert("requirements".to_owned(), requirements(facts));
}

/// What each flag can be asked to be. A requirement cannot ask for off.
fn flag_states(facts: &Facts, may_be_off: bool) -> Value {
    let states = facts.flags.iter().map(|flag| {
        let on = if may_be_off { json!({ "type": "boolean" }) } else { json!({ "const": true }) };
        let names = &flag.name.variants;
        let is_plain = names.is_empty() || flag.name.value == ValueType::Bool;
        let state = if is_plain { on } else { json!({ "anyOf": [on, one_of(Some(names))] }) };
        let about = flag.description.clone().unwrap_or_else(|| format!("The flag `{}`.", flag.name.name));
        (flag.name.name.clone(), described(state, &about))
    });
    let mut table = object(states.collect());
    table.insert("minProperties".to_owned(), json!(1));
    table.into()
}

fn requirements(facts: &Facts) -> Value {
    json!({ "anyOf": [list(&one_of(Some(&facts.flag_names()))), flag_states(facts, false)] })
}
