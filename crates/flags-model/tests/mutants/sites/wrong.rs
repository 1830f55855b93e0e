//! Values of wrong types.

use flags_model::document::Place;

use crate::names::Attribute;

/// A value that this key takes in no file.
pub(super) fn wrong_value(place: Place, key: &str) -> Option<&'static str> {
    Some(match key {
        "description" | "owner" | "link" | "salt" | "by" | "stage" | "note" | "renamed_from" | "name"
        | "type" | "kind" | "on_miss" => "17",
        "enabled" | "client" | "ordered" | "key" | "required" | "keep" => "\"perhaps\"",
        "expires" | "created" | "since" => "true",
        "rollout" | "sample" => "\"many\"",
        "rules" | "expect" | "stages" | "ladder" => "\"some\"",
        "of" | "tags" | "requires" => "3",
        "variants" | "default" | "serve" => "false",
        "is" => "2030-01-01",
        "when" | "deny" | "allow" | "include" | "exclude" => "7",
        "environment" | "environments" if place != Place::Stage => "4",
        _ => return None,
    })
}

/// A literal that fits no attribute of this type.
pub(super) fn wrong_operand(attribute: &Attribute) -> &'static str {
    match attribute.kind.as_str() {
        "bool" | "integer" | "float" => "\"perhaps\"",
        "timestamp" => "true",
        _ => "17",
    }
}
