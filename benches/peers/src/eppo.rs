//! Eppo: allocations in order, each with rules and shards. It has no flags that require others.

use std::sync::Arc;

use eppo_core::eval::get_assignment;
use eppo_core::timestamp::now;
use eppo_core::ufc::{AssignmentValue, UniversalFlagConfig};
use eppo_core::{AttributeValue, Attributes, Configuration, SdkMetadata, Str};
use serde_json::{Map, Value, json};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct Eppo {
    configuration: Configuration,
    hundred: Vec<String>,
}

impl Eppo {
    pub fn new() -> Self {
        let hundred = peer::hundred();
        let team = [("role", &peer::MANAGERS[..]), ("plan", &peer::PAYING), ("country", &peer::NEAR)];
        let listed = peer::listed();
        let listed: Vec<_> = listed.iter().map(String::as_str).collect();
        let mut flags = Map::new();
        let mut add = |name: &str, allocations: &[Value]| {
            flags.insert(name.to_owned(), flag(name, allocations));
        };
        add("on", &[allocation("on", &[], 100)]);
        add("quarter", &[allocation("quarter", &[], 25)]);
        add("targeted", &[allocation("targeted", &team, 50)]);
        add("listed", &[allocation("ids", &[("id", &listed)], 100), allocation("listed", &[], 10)]);
        for name in &hundred {
            match peer::kind(name) {
                "on" => add(name, &[allocation(name, &[], 100)]),
                "share" => add(name, &[allocation(name, &[], 25)]),
                "paid" => add(name, &[allocation(name, &team[1..2], 100)]),
                "team" => add(name, &[allocation(name, &team, 50)]),
                _ => {
                    add(
                        name,
                        &[allocation("owner", &[("role", &["owner"])], 100), allocation(name, &[], 10)],
                    );
                }
            }
        }
        flags.insert("variants".to_owned(), variants());
        let config = json!({
            "createdAt": "2026-01-01T00:00:00.000Z", "environment": { "name": "bench" }, "flags": flags,
            "bandits": {},
        });
        let metadata = SdkMetadata { name: "bench", version: "0" };
        let config = UniversalFlagConfig::from_json(metadata, config.to_string().into_bytes());
        let config = config.expect("the rules are Eppo's");
        Self { configuration: Configuration::from_server_response(config, None), hundred }
    }

    fn value(&self, name: &str, (subject, attributes): &(Str, Arc<Attributes>)) -> u32 {
        let assignment = get_assignment(Some(&self.configuration), name, subject, attributes, None, now());
        match assignment.expect("the flag exists").map(|assignment| assignment.value) {
            Some(AssignmentValue::Boolean(is_on)) => u32::from(is_on),
            Some(AssignmentValue::String(name)) => peer::variant(name.as_str()),
            _ => 0,
        }
    }
}

impl Peer for Eppo {
    type Context = (Str, Arc<Attributes>);

    const NAME: &'static str = "eppo_core 10.0.0";

    fn context(&self, fields: &Fields) -> Self::Context {
        let attributes = [("plan", fields.plan), ("role", fields.role), ("country", fields.country)];
        let attributes = attributes.map(|(name, value)| {
            (Str::from_static_str(name), AttributeValue::categorical(Str::from_static_str(value)))
        });
        (Str::new(&fields.user), Arc::new(attributes.into_iter().collect()))
    }

    fn decide(&self, workload: &str, context: &Self::Context) -> Option<u32> {
        Some(match workload {
            "chain" => return None,
            "hundred" => self.hundred.iter().map(|name| self.value(name, context)).sum(),
            name => self.value(name, context),
        })
    }
}

fn flag(name: &str, allocations: &[Value]) -> Value {
    json!({
        "key": name, "enabled": true, "variationType": "BOOLEAN", "totalShards": 10_000,
        "variations": { "on": { "key": "on", "value": true } }, "allocations": allocations,
    })
}

fn allocation(salt: &str, tests: &[(&str, &[&str])], percent: u32) -> Value {
    let condition = |(attribute, values): &(&str, &[&str])| json!({ "attribute": attribute, "operator": "ONE_OF", "value": values });
    let conditions: Vec<_> = tests.iter().map(condition).collect();
    let rules = if conditions.is_empty() { json!([]) } else { json!([{ "conditions": conditions }]) };
    let shards = json!([{ "salt": salt, "ranges": [{ "start": 0, "end": percent * 100 }] }]);
    let shards = if percent == 100 { json!([]) } else { shards };
    let splits = json!([{ "variationKey": "on", "shards": shards }]);
    json!({ "key": salt, "rules": rules, "splits": splits, "doLog": false })
}

fn variants() -> Value {
    let mut start = 0;
    let splits = peer::VARIANTS.map(|(name, weight)| {
        let range = json!({ "start": start, "end": start + weight * 100 });
        start += weight * 100;
        json!({ "variationKey": name, "shards": [{ "salt": "variants", "ranges": [range] }] })
    });
    let names = peer::VARIANTS.map(|(name, _)| (name.to_owned(), json!({ "key": name, "value": name })));
    let mut flag = flag("variants", &[json!({ "key": "split", "splits": splits, "doLog": false })]);
    flag["variationType"] = json!("STRING");
    flag["variations"] = Value::Object(names.into_iter().collect());
    flag
}
