//! A flag as one JSON object, and its state in a few words.

use flags_model::model::{Flag, FlagKind, Model, Percent, Plan, ValueType};
use flags_model::source::Lines;
use flags_runtime::words::{Percentage, Timestamp};
use serde_json::{Map, Value, json};

use crate::source::Source;

/// What the file says of a flag, for programs.
pub(crate) fn json(model: &Model, flag: &Flag, source: &Source) -> Value {
    let requires = flag.requires.iter().map(|requirement| {
        let required = &model.flags[requirement.flag as usize];
        let variant = requirement.variant.and_then(|variant| required.variants.get(usize::from(variant)));
        json!({ "flag": required.name, "variant": variant })
    });
    let day = |seconds: Option<i64>| seconds.map(|seconds| Timestamp(seconds).to_string());
    json!({
        "flag": flag.name,
        "value": value_name(flag),
        "variants": flag.variants,
        "kind": kind_name(flag.about.kind),
        "description": flag.about.description,
        "owner": flag.about.owner,
        "tags": flag.about.tags,
        "link": flag.about.link,
        "created": day(flag.about.created),
        "expires": day(flag.expires),
        "client": flag.client,
        "requires": requires.collect::<Vec<_>>(),
        "renamed_from": flag.renamed_from,
        "state": states(model, flag),
        "file": source.name,
        "line": Lines::of(&source.text).line(flag.span.start),
    })
}

/// The state in each environment; in one called `default` where the file declares none.
fn states(model: &Model, flag: &Flag) -> Map<String, Value> {
    let names = model.environments.iter().map(String::as_str);
    let names: Vec<_> = if model.environments.is_empty() { vec!["default"] } else { names.collect() };
    let state = |index| {
        let plan = flag.plan(model, index);
        json!({
            "enabled": plan.enabled,
            "listed": is_listed(flag, index),
            "rollout": f64::from(plan.rollout.0) / 1000.0,
            "stage": plan.stage.and_then(|(stage, _)| Some(&model.stages.get(stage)?.name)),
            "conditional": is_gated(&plan),
            "summary": state(model, flag, index),
        })
    };
    names.into_iter().enumerate().map(|(index, name)| (name.to_owned(), state(index))).collect()
}

/// A flag's state in an environment, in a few words: `25 % if…`, `killed`, `stage beta`.
pub(crate) fn state(model: &Model, flag: &Flag, environment: usize) -> String {
    let plan = flag.plan(model, environment);
    if !plan.enabled {
        return "killed".into();
    }
    if !is_listed(flag, environment) {
        return "–".into();
    }
    let mut parts = Vec::new();
    if !plan.rules.is_empty() {
        parts.push(crate::look::count(plan.rules.len(), "rule"));
    }
    if let Some(stage) = plan.stage.and_then(|(stage, _)| model.stages.get(stage)) {
        parts.push(format!("stage {}", stage.name));
    }
    match plan.rollout {
        Percent(0) if parts.is_empty() => parts.push("off".into()),
        Percent(0) => {}
        Percent(100_000) => parts.push("on".into()),
        percent => parts.push(Percentage(percent.0).to_string()),
    }
    let gate = if is_gated(&plan) { " if…" } else { "" };
    let allow = if plan.allow.is_empty() { "" } else { ", or allow" };
    parts.join(" + ") + gate + allow
}

/// Whether not everybody reaches the rollout.
fn is_gated(plan: &Plan<'_>) -> bool {
    plan.when.is_some() || plan.deny.is_some()
}

fn is_listed(flag: &Flag, environment: usize) -> bool {
    flag.environments.as_ref().is_none_or(|listed| listed.contains(&environment))
}

/// The type of a flag's value in a word.
pub(crate) fn value_name(flag: &Flag) -> &'static str {
    match flag.value {
        ValueType::Bool => "bool",
        ValueType::Variants => "variants",
        ValueType::Integer => "integer",
        ValueType::Float => "float",
        ValueType::Text => "string",
        ValueType::Table(_) => "table",
    }
}

/// The word of the file for what a flag is for.
pub(crate) fn kind_name(kind: FlagKind) -> &'static str {
    match kind {
        FlagKind::Release => "release",
        FlagKind::Experiment => "experiment",
        FlagKind::Ops => "ops",
        FlagKind::Permission => "permission",
    }
}
