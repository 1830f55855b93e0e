//! flagd: JSON Logic that is compiled anew for each decision. It has no flags that require others.

use std::collections::HashMap;

use flagd_evaluation_engine::Operator;
use open_feature::EvaluationContext;
use serde_json::{Value, json};

use crate::peer::{self, Peer};
use crate::workloads::users::Fields;

pub struct Flagd {
    operator: Operator,
    /// The targeting of each flag as text, which is how the engine takes it; none is a static flag.
    targeting: HashMap<String, Option<String>>,
    hundred: Vec<String>,
}

impl Flagd {
    pub fn new() -> Self {
        let hundred = peer::hundred();
        let team = json!({ "and": [
            is_in("role", &peer::MANAGERS), is_in("plan", &peer::PAYING), is_in("country", &peer::NEAR),
        ] });
        let on = json!("on");
        let mut rules = vec![
            ("on", None),
            ("quarter", Some(rollout(25))),
            ("targeted", Some(json!({ "if": [team, rollout(50), "off"] }))),
            ("listed", Some(json!({ "if": [is_in("targetingKey", &peer::listed()), "on", rollout(10)] }))),
            ("variants", Some(json!({ "fractional": peer::VARIANTS }))),
        ];
        rules.extend(hundred.iter().map(|name| {
            let rule = match peer::kind(name) {
                "on" => None,
                "share" => Some(rollout(25)),
                "paid" => Some(json!({ "if": [is_in("plan", &peer::PAYING), on, "off"] })),
                "team" => Some(json!({ "if": [team, rollout(50), "off"] })),
                _ => Some(json!({ "if": [{ "==": [{ "var": "role" }, "owner"] }, on, rollout(10)] })),
            };
            (name.as_str(), rule)
        }));
        let text = |rule: Option<Value>| rule.map(|rule| rule.to_string());
        let targeting = rules.into_iter().map(|(name, rule)| (name.to_owned(), text(rule))).collect();
        Self { operator: Operator::new(), targeting, hundred }
    }

    fn value(&self, name: &str, context: &EvaluationContext) -> u32 {
        let Some(targeting) = &self.targeting[name] else { return 1 };
        let variant = self.operator.apply(name, targeting, context).expect("the rules are flagd's");
        match variant.as_deref() {
            Some("on") => 1,
            Some(name) => peer::variant(name),
            None => 0,
        }
    }
}

impl Peer for Flagd {
    type Context = EvaluationContext;

    const NAME: &'static str = "flagd-evaluation-engine 0.1.0";

    fn context(&self, fields: &Fields) -> EvaluationContext {
        let context = EvaluationContext::default().with_targeting_key(fields.user.as_str());
        let context = context.with_custom_field("plan", fields.plan).with_custom_field("role", fields.role);
        context.with_custom_field("country", fields.country)
    }

    fn decide(&self, workload: &str, context: &EvaluationContext) -> Option<u32> {
        Some(match workload {
            "chain" => return None,
            "hundred" => self.hundred.iter().map(|name| self.value(name, context)).sum(),
            name => self.value(name, context),
        })
    }
}

fn rollout(percent: u32) -> Value {
    json!({ "fractional": [["on", percent], ["off", 100 - percent]] })
}

fn is_in(attribute: &str, values: &[impl AsRef<str>]) -> Value {
    let values: Vec<_> = values.iter().map(AsRef::as_ref).collect();
    json!({ "in": [{ "var": attribute }, values] })
}
