//! What may be asked about an attribute: which operators its type has, and what they take.

use flags_model::document::OperatorKind as O;
use flags_model::model::AttributeKind as K;
use serde_json::{Map, Value, json};

use super::facts::Facts;
use super::{described, list, object, one_of, one_or_list, reference, words};

/// One to three numbers without leading zeros, then what semver has behind them.
const VERSION: &str = r"^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*)){0,2}([-+].+)?$";

/// What the attribute can be compared with.
pub(super) fn value(kind: K, members: &[String]) -> Value {
    match kind {
        K::String | K::OpenSet => json!({ "type": "string" }),
        K::Bool => json!({ "type": "boolean" }),
        K::Integer => json!({ "type": "integer" }),
        K::Float => json!({ "type": "number" }),
        K::Version => json!({ "type": "string", "pattern": VERSION }),
        K::Timestamp => reference("timestamp"),
        K::Enum | K::ClosedSet => one_of(Some(members)),
    }
}

/// The test of an attribute: a value, a list, or operators.
///
/// `whole` is the definition that this becomes: `not` takes the same.
pub(super) fn test(kind: K, members: &[String], ordered: bool, whole: &str) -> Value {
    let value = value(kind, members);
    let short = match kind {
        K::Timestamp => None,
        K::Bool => Some(value.clone()),
        _ => Some(one_or_list(&value)),
    };
    let mut operators = Map::new();
    for operator in O::ALL.into_iter().filter(|operator| operator.fits(kind, ordered)) {
        let operand = operand(operator, kind, &value, whole);
        operators.insert(operator.word().to_owned(), described(operand, words::about_operator(operator)));
    }
    if kind == K::String {
        let about = "Whether upper and lower case are the same for the operators beside it.";
        operators.insert("ignore_case".to_owned(), described(json!({ "type": "boolean" }), about));
    }
    let mut table = object(operators);
    table.insert("minProperties".to_owned(), json!(1));
    if kind == K::String {
        let nothing_to_compare = json!({ "properties": { "present": true, "ignore_case": true },
            "additionalProperties": false, "required": ["ignore_case"] });
        table.insert("not".to_owned(), nothing_to_compare);
    }
    json!({ "anyOf": short.into_iter().chain([table.into()]).collect::<Vec<_>>() })
}

/// The attributes that can be bucketed.
pub(super) fn bucketed(facts: &Facts) -> Value {
    let can = |kind| matches!(kind, K::String | K::Integer | K::Enum);
    let names = facts.attributes.iter().filter(|(attribute, _)| can(attribute.kind));
    let names: Vec<String> = names.map(|(attribute, _)| attribute.name.clone()).collect();
    one_of(Some(&names))
}

fn operand(operator: O, kind: K, value: &Value, whole: &str) -> Value {
    match operator {
        O::In => list(value),
        O::Present => json!({ "type": "boolean" }),
        O::WithinDays | O::OlderThanDays => reference("days"),
        O::StartsWith | O::EndsWith | O::Contains | O::Matches | O::AnyOf | O::AllOf | O::NoneOf => {
            one_or_list(value)
        }
        O::Not => reference(whole),
        _ if kind == K::Version => described(value.clone(), "A version such as \"2.3\" or \"2.3.1-beta.1\"."),
        _ => value.clone(),
    }
}
