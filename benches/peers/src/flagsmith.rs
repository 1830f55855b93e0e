//! Flagsmith: segments that override features. It always decides a whole environment, so each workload is one.

use std::cell::RefCell;
use std::collections::HashMap;

use flagsmith_flag_engine::engine::get_evaluation_result;
use flagsmith_flag_engine::engine_eval::context::EngineEvaluationContext;
use flagsmith_flag_engine::engine_eval::context::IdentityContext;
use serde_json::{Value, json};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct Flagsmith {
    environments: HashMap<&'static str, RefCell<EngineEvaluationContext>>,
}

/// A feature that is off, and the segments that turn it on.
type Feature<'f> = (&'f str, Vec<Value>);

impl Flagsmith {
    pub fn new() -> Self {
        let hundred = peer::hundred();
        let team =
            || [is_in("role", &peer::MANAGERS), is_in("plan", &peer::PAYING), is_in("country", &peer::NEAR)];
        let team_half = || team().into_iter().chain([percent(50)]).collect::<Vec<_>>();
        let everyone = || vec![percent(100)];
        let listed = || json!({ "type": "ANY", "conditions": [is_in("$.identity.identifier", &peer::listed()), percent(10)] });
        let owners = || json!({ "type": "ANY", "conditions": [is_in("role", &["owner"]), percent(10)] });
        let after = |parent: &str, share| vec![is_on(parent), percent(share)];
        let hundred = hundred.iter().map(|name| {
            let rules = match peer::kind(name) {
                "on" => None,
                "share" => Some(all(&[percent(25)])),
                "paid" => Some(all(&[is_in("plan", &peer::PAYING)])),
                "team" => Some(all(&team_half())),
                _ => Some(owners()),
            };
            (name.as_str(), rules.into_iter().collect())
        });
        let chain = [
            ("chain_base", vec![all(&everyone())]),
            ("chain_first", vec![all(&after("chain_base", 90))]),
            ("chain_second", vec![all(&after("chain_first", 80))]),
            ("chain", vec![all(&after("chain_second", 50))]),
        ];
        let environments = [
            ("on", environment(&[("on", Vec::new())])),
            ("quarter", environment(&[("quarter", vec![all(&[percent(25)])])])),
            ("targeted", environment(&[("targeted", vec![all(&team_half())])])),
            ("listed", environment(&[("listed", vec![listed()])])),
            ("variants", environment(&[("variants", Vec::new())])),
            ("chain", environment(&chain)),
            ("hundred", environment(&hundred.collect::<Vec<_>>())),
        ];
        Self { environments: environments.into_iter().map(|(name, it)| (name, RefCell::new(it))).collect() }
    }
}

impl Peer for Flagsmith {
    // The engine wants the identity within the environment: it is lent for the decision.
    type Context = RefCell<Option<IdentityContext>>;

    const NAME: &'static str = "flagsmith-flag-engine 0.7.0";

    fn context(&self, fields: &Fields) -> Self::Context {
        let traits = json!({ "plan": fields.plan, "role": fields.role, "country": fields.country });
        let traits = traits.as_object().expect("it is one").iter();
        let traits = traits.map(|(name, value)| {
            (name.clone(), serde_json::from_value(value.clone()).expect("a string is a trait"))
        });
        let identifier = fields.user.clone();
        RefCell::new(Some(IdentityContext { key: identifier.clone(), identifier, traits: traits.collect() }))
    }

    fn decide(&self, workload: &str, context: &Self::Context) -> Option<u32> {
        let mut environment = self.environments.get(workload)?.borrow_mut();
        environment.identity = context.take();
        let result = get_evaluation_result(&environment);
        context.replace(environment.identity.take());
        Some(match workload {
            "variants" => peer::variant(&result.flags[workload].value.value),
            "hundred" => result.flags.values().map(|flag| u32::from(flag.enabled)).sum(),
            name => result.flags[name].enabled.into(),
        })
    }
}

fn environment(features: &[Feature<'_>]) -> EngineEvaluationContext {
    let feature =
        |name: &str, enabled: bool| json!({ "key": name, "name": name, "enabled": enabled, "value": null });
    let mut declared = serde_json::Map::new();
    let mut segments = serde_json::Map::new();
    for (name, rules) in features {
        declared.insert((*name).to_owned(), feature(name, rules.is_empty()));
        if *name == "variants" {
            let weights = peer::VARIANTS.map(|(name, weight)| json!({ "value": name, "weight": weight }));
            declared[*name]["variants"] = json!(weights);
        }
        if !rules.is_empty() {
            let overrides = [feature(name, true)];
            segments.insert(
                (*name).to_owned(),
                json!({ "key": name, "name": name, "rules": rules, "overrides": overrides }),
            );
        }
    }
    let environment = json!({ "key": "bench", "name": "bench" });
    let context = json!({ "environment": environment, "features": declared, "segments": segments });
    serde_json::from_value(context).expect("the rules are Flagsmith's")
}

fn all(conditions: &[Value]) -> Value {
    json!({ "type": "ALL", "conditions": conditions })
}

fn percent(percent: u32) -> Value {
    json!({ "operator": "PERCENTAGE_SPLIT", "property": "", "value": percent.to_string() })
}

fn is_in(property: &str, values: &[impl AsRef<str>]) -> Value {
    let values: Vec<_> = values.iter().map(AsRef::as_ref).collect();
    json!({ "operator": "IN", "property": property, "value": values })
}

fn is_on(flag: &str) -> Value {
    json!({ "operator": "EQUAL", "property": format!("$.flags.{flag}.enabled"), "value": "true" })
}
