//! `GrowthBook`: rules in order, each with a condition and a coverage; parent conditions.

use std::collections::HashMap;

use growthbook_rust::dto::GrowthBookFeature;
use growthbook_rust::growthbook::GrowthBook;
use growthbook_rust::model_public::{GrowthBookAttribute, GrowthBookAttributeValue, SavedGroup};
use serde_json::{Value, json};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct GrowthBookPeer {
    engine: GrowthBook,
    hundred: Vec<String>,
}

impl GrowthBookPeer {
    pub fn new() -> Self {
        let hundred = peer::hundred();
        let team = json!({
            "role": { "$in": peer::MANAGERS }, "plan": { "$in": peer::PAYING }, "country": { "$in": peer::NEAR },
        });
        let mut features = vec![
            ("on", vec![rule(&json!({}), 100)]),
            ("quarter", vec![rule(&json!({}), 25)]),
            ("targeted", vec![rule(&team, 50)]),
            ("listed", vec![rule(&json!({ "id": { "$inGroup": "listed" } }), 100), rule(&json!({}), 10)]),
            ("chain_base", vec![rule(&json!({}), 100)]),
            ("chain_first", vec![child("chain_base", 90)]),
            ("chain_second", vec![child("chain_first", 80)]),
            ("chain", vec![child("chain_second", 50)]),
        ];
        features.extend(hundred.iter().map(|name| {
            let rules = match peer::kind(name) {
                "on" => vec![rule(&json!({}), 100)],
                "share" => vec![rule(&json!({}), 25)],
                "paid" => vec![rule(&json!({ "plan": { "$in": peer::PAYING } }), 100)],
                "team" => vec![rule(&team, 50)],
                _ => vec![rule(&json!({ "role": "owner" }), 100), rule(&json!({}), 10)],
            };
            (name.as_str(), rules)
        }));
        let parse = |feature| serde_json::from_value(feature).expect("the rules are GrowthBook's");
        let features = features
            .into_iter()
            .map(|(name, rules)| (name.to_owned(), parse(json!({ "defaultValue": false, "rules": rules }))));
        let mut features: HashMap<String, GrowthBookFeature> = features.collect();
        let split = json!({
            "variations": peer::VARIANTS.map(|(name, _)| name), "hashAttribute": "id", "coverage": 1,
            "weights": peer::VARIANTS.map(|(_, weight)| f64::from(weight) / 100.0), "key": "variants",
        });
        features.insert("variants".to_owned(), parse(json!({ "defaultValue": "control", "rules": [split] })));
        let listed = SavedGroup::from(&json!(peer::listed()));
        let engine = GrowthBook {
            forced_variations: None,
            features,
            attributes: None,
            sticky_bucket_service: None,
            // Many times faster than the same list as `$in`.
            saved_groups: HashMap::from([("listed".to_owned(), listed)]),
        };
        Self { engine, hundred }
    }
}

impl Peer for GrowthBookPeer {
    type Context = Option<Vec<GrowthBookAttribute>>;

    const NAME: &'static str = "growthbook-rust 0.4.0";

    fn context(&self, fields: &Fields) -> Self::Context {
        let user = fields.user.as_str();
        let attributes =
            [("id", user), ("plan", fields.plan), ("role", fields.role), ("country", fields.country)];
        let attributes = attributes.map(|(name, value)| {
            GrowthBookAttribute::new(name.to_owned(), GrowthBookAttributeValue::String(value.to_owned()))
        });
        Some(attributes.into())
    }

    fn decide(&self, workload: &str, context: &Self::Context) -> Option<u32> {
        Some(match workload {
            "variants" => peer::variant(self.engine.check(workload, context).value.as_str()?),
            "hundred" => self.hundred.iter().map(|name| u32::from(self.engine.check(name, context).on)).sum(),
            name => self.engine.check(name, context).on.into(),
        })
    }
}

fn rule(condition: &Value, percent: u32) -> Value {
    let mut rule = json!({ "force": true });
    if condition != &json!({}) {
        rule["condition"] = condition.clone();
    }
    if percent < 100 {
        rule["coverage"] = json!(f64::from(percent) / 100.0);
        rule["hashAttribute"] = json!("id");
    }
    rule
}

fn child(parent: &str, percent: u32) -> Value {
    let mut rule = rule(&json!({}), percent);
    rule["parentConditions"] = json!([{ "id": parent, "condition": { "value": true } }]);
    rule
}
