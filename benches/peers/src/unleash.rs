//! Unleash: strategies of a feature, any of which turns it on; constraints within a strategy.

use std::collections::HashMap;

use serde_json::{Value, json};
use unleash_yggdrasil::state::EnrichedContext;
use unleash_yggdrasil::{ClientFeatures, Context, EngineState};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct Unleash {
    engine: EngineState,
    hundred: Vec<String>,
}

impl Unleash {
    pub fn new() -> Self {
        let engine = EngineState::default();
        let hundred = peer::hundred();
        let mut features = vec![
            feature("on", &[everyone(&[])]),
            feature("quarter", &[rollout("quarter", 25, &[])]),
            feature("targeted", &[rollout("targeted", 50, &team())]),
            feature("listed", &[everyone(&[is_in("userId", &peer::listed())]), rollout("listed", 10, &[])]),
            feature("variants", &[everyone(&[])]),
            feature("chain_base", &[everyone(&[])]),
            feature("chain_first", &[rollout("chain_first", 90, &[])]),
            feature("chain_second", &[rollout("chain_second", 80, &[])]),
            feature("chain", &[rollout("chain", 50, &[])]),
        ];
        let weights = peer::VARIANTS.map(|(name, weight)| json!({ "name": name, "weight": weight * 10 }));
        features[4]["variants"] = json!(weights);
        // A parent may have no parents of its own: the three stand side by side.
        let parents = ["chain_base", "chain_first", "chain_second"].map(|name| json!({ "feature": name }));
        features[8]["dependencies"] = json!(parents);
        features.extend(hundred.iter().map(|name| match peer::kind(name) {
            "on" => feature(name, &[everyone(&[])]),
            "share" => feature(name, &[rollout(name, 25, &[])]),
            "paid" => feature(name, &[everyone(&[is_in("plan", &peer::PAYING)])]),
            "team" => feature(name, &[rollout(name, 50, &team())]),
            _ => feature(name, &[everyone(&[is_in("role", &["owner"])]), rollout(name, 10, &[])]),
        }));
        let state = json!({ "version": 2, "features": features });
        let features: ClientFeatures = serde_json::from_value(state).expect("the rules are Unleash's");
        assert!(engine.apply_client_features(features).is_none());
        Self { engine, hundred }
    }

    fn is_on(&self, name: &str, context: &Context) -> bool {
        self.engine.check_enabled(&EnrichedContext::from(context, name, None)).unwrap_or(false)
    }
}

impl Peer for Unleash {
    type Context = Context;

    const NAME: &'static str = "unleash-yggdrasil 0.21.7";

    fn context(&self, fields: &Fields) -> Context {
        let properties = [("plan", fields.plan), ("role", fields.role), ("country", fields.country)];
        let properties = properties.map(|(name, value)| (name.to_owned(), value.to_owned()));
        Context {
            user_id: Some(fields.user.clone()),
            session_id: None,
            environment: None,
            app_name: None,
            current_time: None,
            remote_address: None,
            properties: Some(HashMap::from(properties)),
        }
    }

    fn decide(&self, workload: &str, context: &Context) -> Option<u32> {
        Some(match workload {
            "variants" => {
                let variant = self.engine.check_variant(&EnrichedContext::from(context, workload, None))?;
                peer::variant(&variant.name)
            }
            "hundred" => self.hundred.iter().map(|name| u32::from(self.is_on(name, context))).sum(),
            name => self.is_on(name, context).into(),
        })
    }
}

fn feature(name: &str, strategies: &[Value]) -> Value {
    json!({ "name": name, "enabled": true, "strategies": strategies })
}

fn everyone(constraints: &[Value]) -> Value {
    json!({ "name": "default", "constraints": constraints })
}

fn rollout(name: &str, percent: u32, constraints: &[Value]) -> Value {
    let parameters = json!({ "rollout": percent.to_string(), "stickiness": "userId", "groupId": name });
    json!({ "name": "flexibleRollout", "parameters": parameters, "constraints": constraints })
}

fn team() -> [Value; 3] {
    [is_in("role", &peer::MANAGERS), is_in("plan", &peer::PAYING), is_in("country", &peer::NEAR)]
}

fn is_in(attribute: &str, values: &[impl AsRef<str>]) -> Value {
    let values: Vec<_> = values.iter().map(AsRef::as_ref).collect();
    json!({ "contextName": attribute, "operator": "IN", "values": values })
}
