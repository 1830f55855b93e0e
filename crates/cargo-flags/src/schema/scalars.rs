//! Names, percentages, dates and levels.

use flags_model::lint::LINTS;
use serde_json::{Map, Value, json};

use super::{list, reference};

/// `snake_case`
const SNAKE: &str = "^[a-z][a-z0-9_]*$";
/// `snake_case` or `kebab-case`
const KEBAB: &str = "^[a-z][a-z0-9_-]*$";
/// A percentage as text: digits, at most three decimals, the sign.
const PERCENT: &str = r"^0*(100(\.0+)?|[0-9]{1,2}(\.[0-9]{1,3}0*)?)%$";
const DATE: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

pub(super) fn define(definitions: &mut Map<String, Value>) {
    let mut define = |name: &str, schema: Value| definitions.insert(name.to_owned(), schema);
    define("snake_name", json!({ "type": "string", "pattern": SNAKE, "maxLength": 64 }));
    define("kebab_name", json!({ "type": "string", "pattern": KEBAB, "maxLength": 64 }));
    define("percent", percent());
    define("ladder", list(&reference("percent")));
    // In JSON a date of TOML is text; a time of midnight may stand behind it.
    let midnight = r"([Tt ]00:00(:00(\.0+)?)?([Zz]|[+-]00:00)?)?";
    define("date", json!({ "type": "string", "pattern": format!("^{DATE}{midnight}$") }));
    let time = r"([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?([Zz]|[+-][0-9]{2}:[0-9]{2})?)?";
    define("timestamp", json!({ "type": "string", "pattern": format!("^{DATE}{time}$") }));
    define("days", json!({ "type": "integer", "minimum": 0 }));
    define("lints", lints());
}

/// Decimals are no matter of a schema: `33.333` is not a multiple of `0.001` for most validators.
fn percent() -> Value {
    json!({
        "description": "A percentage: a number from 0 to 100, or text such as \"0.5%\".",
        "anyOf": [
            { "type": "number", "minimum": 1, "maximum": 100 },
            { "const": 0 },
            { "type": "string", "pattern": PERCENT },
        ],
    })
}

fn lints() -> Value {
    let mut properties = Map::new();
    let level = |about: &str| json!({ "enum": ["allow", "warn", "deny"], "description": about });
    properties.insert("all".to_owned(), level("Every lint that is not named here."));
    for lint in LINTS {
        properties.insert(lint.code.name().to_owned(), level(lint.code.summary()));
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}
