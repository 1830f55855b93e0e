//! `LaunchDarkly`: targets, rules in order, a fallthrough; prerequisites.

use std::collections::HashMap;

use launchdarkly_server_sdk_evaluation::{
    Context, ContextBuilder, Flag, FlagValue, Segment, Store, evaluate,
};
use serde_json::{Value, json};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct LaunchDarkly {
    flags: Flags,
    hundred: Vec<String>,
}

struct Flags(HashMap<String, Flag>);

impl Store for Flags {
    fn flag(&self, key: &str) -> Option<Flag> {
        self.0.get(key).cloned()
    }

    fn segment(&self, _: &str) -> Option<Segment> {
        None
    }
}

impl LaunchDarkly {
    pub fn new() -> Self {
        let hundred = peer::hundred();
        let everyone = json!({ "variation": 1 });
        let nobody = json!({ "variation": 0 });
        let team = [("role", &peer::MANAGERS[..]), ("plan", &peer::PAYING), ("country", &peer::NEAR)];
        let mut flags = vec![
            flag("on", &everyone, &[]),
            flag("quarter", &rollout(25), &[]),
            flag("targeted", &nobody, &[rule(&team, &rollout(50))]),
            flag("listed", &rollout(10), &[]),
            flag("variants", &nobody, &[]),
            flag("chain_base", &everyone, &[]),
            flag("chain_first", &rollout(90), &[]),
            flag("chain_second", &rollout(80), &[]),
            flag("chain", &rollout(50), &[]),
        ];
        flags[3]["targets"] = json!([{ "variation": 1, "values": peer::listed() }]);
        flags[4]["variations"] = json!(peer::VARIANTS.map(|(name, _)| name));
        let weights = peer::VARIANTS.iter().enumerate();
        let weights =
            weights.map(|(number, (_, weight))| json!({ "variation": number, "weight": weight * 1_000 }));
        flags[4]["fallthrough"] = json!({ "rollout": { "variations": weights.collect::<Vec<_>>() } });
        for (child, parent) in [(6, "chain_base"), (7, "chain_first"), (8, "chain_second")] {
            flags[child]["prerequisites"] = json!([{ "key": parent, "variation": 1 }]);
        }
        flags.extend(hundred.iter().map(|name| match peer::kind(name) {
            "on" => flag(name, &everyone, &[]),
            "share" => flag(name, &rollout(25), &[]),
            "paid" => flag(name, &nobody, &[rule(&team[1..2], &everyone)]),
            "team" => flag(name, &nobody, &[rule(&team, &rollout(50))]),
            _ => flag(name, &rollout(10), &[rule(&[("role", &["owner"])], &everyone)]),
        }));
        let parsed = flags.into_iter().map(|flag| {
            let flag: Flag = serde_json::from_value(flag).expect("the rules are LaunchDarkly's");
            (flag.key.clone(), flag)
        });
        Self { flags: Flags(parsed.collect()), hundred }
    }

    fn value(&self, name: &str, context: &Context) -> u32 {
        match evaluate(&self.flags, &self.flags.0[name], context, None).value {
            Some(FlagValue::Bool(is_on)) => u32::from(*is_on),
            Some(FlagValue::Str(name)) => peer::variant(name),
            _ => 0,
        }
    }
}

impl Peer for LaunchDarkly {
    type Context = Context;

    const NAME: &'static str = "launchdarkly-server-sdk-evaluation 2.2.1";

    fn context(&self, fields: &Fields) -> Context {
        let mut builder = ContextBuilder::new(fields.user.as_str());
        builder.set_string("plan", fields.plan).set_string("role", fields.role);
        builder.set_string("country", fields.country).build().expect("the key is not empty")
    }

    fn decide(&self, workload: &str, context: &Context) -> Option<u32> {
        Some(match workload {
            "hundred" => self.hundred.iter().map(|name| self.value(name, context)).sum(),
            name => self.value(name, context),
        })
    }
}

fn flag(name: &str, fallthrough: &Value, rules: &[Value]) -> Value {
    json!({
        "key": name, "version": 1, "on": true, "salt": name, "variations": [false, true], "offVariation": 0,
        "targets": [], "prerequisites": [], "rules": rules, "fallthrough": fallthrough, "clientSide": false,
        "trackEvents": false, "trackEventsFallthrough": false, "debugEventsUntilDate": null,
    })
}

fn rollout(percent: u32) -> Value {
    let on = json!({ "variation": 1, "weight": percent * 1_000 });
    json!({ "rollout": { "variations": [on, { "variation": 0, "weight": 100_000 - percent * 1_000 }] } })
}

fn rule(tests: &[(&str, &[&str])], outcome: &Value) -> Value {
    let clause = |(attribute, values): &(&str, &[&str])| json!({ "attribute": attribute, "op": "in", "values": values, "negate": false });
    let mut rule = outcome.clone();
    rule["id"] = json!("rule");
    rule["trackEvents"] = json!(false);
    rule["clauses"] = tests.iter().map(clause).collect();
    rule
}
