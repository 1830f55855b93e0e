//! Random contexts for the schema.

use serde_json::{Value, json};

use super::Choices;
use crate::Object;

/// Every attribute of the schema, and `now`.
pub const ATTRIBUTES: &[&str] = &[
    "user",
    "account",
    "country",
    "seats",
    "score",
    "app",
    "signed_up",
    "trial",
    "plan",
    "device",
    "region",
    "roles",
    "tags",
    "now",
];

/// The attributes that a generated file buckets by.
pub const BUCKETED: &[&str] = &["user", "account", "country", "plan", "region"];

/// A context that may lack anything. `environments` says whether it names one.
pub fn context(choices: &mut Choices, environments: bool) -> Object {
    make(choices, environments, false)
}

/// A context that has every attribute.
pub fn complete_context(choices: &mut Choices, environments: bool) -> Object {
    make(choices, environments, true)
}

fn make(choices: &mut Choices, environments: bool, complete: bool) -> Object {
    let mut object = Object::new();
    for attribute in ATTRIBUTES {
        if !complete && choices.one_in(3) {
            continue;
        }
        let value = if *attribute == "user" && !choices.one_in(8) {
            json!(format!("user-{}", choices.below(1000)))
        } else {
            let values = values_of(attribute);
            values[choices.below(values.len())].clone()
        };
        object.insert((*attribute).to_owned(), value);
    }
    if environments {
        object.insert("environment".to_owned(), json!(choices.pick(&["staging", "production"])));
    }
    object
}

/// Values of an attribute: those that files ask about, their neighbours, and the extremes. Of enums and
/// closed sets, all. None of them counts as absent.
pub fn values_of(attribute: &str) -> Vec<Value> {
    let values = match attribute {
        "user" => json!(["user-1", "DK", "a", "1user", " ", "\u{0}", "\u{10ffff}", "x".repeat(300)]),
        "country" => {
            json!([
                "DK",
                "dk",
                "Åland",
                "åLAND",
                "İSTANBUL",
                "ας",
                "STRASSE",
                "straße",
                "",
                "a",
                "\u{10ffff}"
            ])
        }
        "seats" | "account" => json!([0, 1, 2, 10, 11, -3, -4, i64::MAX, i64::MIN, i64::MAX - 1]),
        "score" => json!([0, 0.5, 0.4, -1.5, 1e300, -1e308, 10, f64::MIN_POSITIVE, f64::MAX, -0.0]),
        "app" => json!([
            "1.0.0",
            "2",
            "2.0.0",
            "2.3.0",
            "2.3.0-rc.1",
            "2.3.0-rc.2",
            "2.3.1-alpha",
            "10",
            "0.0.0-0",
            "18446744073709551615.0.0+x"
        ]),
        "signed_up" | "now" => json!([
            "2026-01-01",
            "2025-12-31T23:59:59Z",
            "2026-02-01T00:00:00+02:00",
            "9999-12-31T23:59:59Z",
            0,
            -1,
            1_772_000_000.5,
            i64::MAX,
            i64::MIN
        ]),
        "trial" => json!([false, true]),
        "plan" => json!(["free", "pro", "enterprise"]),
        "device" => json!(["ios", "android", "web"]),
        "region" => (0..70).map(|number| json!(format!("r{number}"))).collect(),
        "roles" => (0..8_u8).map(subset_of_roles).collect(),
        _ => json!([[], ["vip"], ["vip", "new"], ["", "Å"], ["vip", "new", "", "Å"], ["unheard of"]]),
    };
    match values {
        Value::Array(values) => values,
        value => vec![value],
    }
}

fn subset_of_roles(bits: u8) -> Value {
    let roles = ["member", "admin", "beta-tester"].iter().enumerate();
    roles.filter(|(at, _)| bits >> at & 1 == 1).map(|(_, role)| json!(role)).collect()
}
