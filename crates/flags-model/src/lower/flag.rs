//! Flags: values, requirements, one plan for all environments or one for each.

use flags_runtime::Text;
use flags_runtime::bucket::{Stream, salt_hash};
use flags_runtime::ruleset::{
    Clause, Flag, Kind, Payload, Plan, Plans, Requirement, Run, Serve, Share, Step, Thousandths,
};

use super::pool::{Pool, append, number};
use crate::model::{self, Model, ValueType};

/// A rule that takes everybody.
const EVERYBODY: Thousandths = 100_000;

pub(super) fn lower_flag(pool: &mut Pool, model: &Model, flag: &model::Flag) {
    let requirements = flag.requires.iter();
    let requirements =
        requirements.map(|required| Requirement { flag: required.flag, variant: required.variant }).collect();
    let fields = match &flag.value {
        ValueType::Table(fields) => fields.iter().map(|field| field.0.clone()).collect(),
        _ => Vec::new(),
    };
    // Without settings of their own all environments share one plan, unless a stage tells them apart.
    let differs = !flag.overrides.is_empty() || stage_differs(model, flag);
    let plans = if differs {
        let environments = 0..model.environment_count();
        let plans = environments.map(|environment| lower_plan(pool, model, flag, environment)).collect();
        Plans::Each(append(&mut pool.plans, plans))
    } else {
        Plans::Same(lower_plan(pool, model, flag, 0))
    };
    let row = Flag {
        name: pool.str(&flag.name),
        kind: kind_of(flag),
        variants: pool.names(&flag.variants),
        payloads: lower_payloads(pool, &flag.payloads),
        fields: pool.names(&fields),
        off: flag.off,
        rollout_salt: salt_hash(&flag.salt, Stream::Rollout),
        split_salt: salt_hash(&flag.salt, Stream::Split),
        environments: match &flag.environments {
            None => u64::MAX,
            Some(listed) => listed.iter().fold(0, |bits, environment| bits | 1_u64 << environment),
        },
        requirements: append(&mut pool.requirements, requirements),
        plans,
        client: flag.client,
    };
    pool.flags.push(row);
}

fn stage_differs(model: &Model, flag: &model::Flag) -> bool {
    let stage = flag.settings.stage.and_then(|stage| model.stages.get(stage.value));
    stage.is_some_and(|stage| !stage.environments.is_empty())
}

fn kind_of(flag: &model::Flag) -> Kind {
    match (&flag.value, flag.variants.is_empty()) {
        (ValueType::Bool, _) => Kind::Bool,
        (ValueType::Variants, _) => Kind::Variants,
        (_, true) => Kind::Value,
        (_, false) => Kind::NamedValue,
    }
}

fn lower_payloads(pool: &mut Pool, payloads: &[model::Payload]) -> Run {
    let rows: Vec<Payload> = payloads
        .iter()
        .map(|payload| match payload {
            model::Payload::Integer(value) => Payload::Integer(*value),
            model::Payload::Float(value) => Payload::Float(*value),
            model::Payload::Text(value) => Payload::Text(Text::from(value.as_str())),
            model::Payload::Table(values) => Payload::Table(lower_payloads(pool, values)),
        })
        .collect();
    pool.payloads(rows)
}

/// The steps of the contract's order of decision that have a condition, in that order.
fn lower_plan(pool: &mut Pool, model: &Model, flag: &model::Flag, environment: usize) -> Plan {
    let plan = flag.plan(model, environment);
    let serve = lower_serve(pool, flag, &plan.serve);
    let mut clauses = Vec::new();
    let plain =
        |step, when| Clause { step, when, rollout: EVERYBODY, by: flag.by, serve, next_on_miss: false };
    if let Some(deny) = plan.deny {
        clauses.push(plain(Step::Deny, pool.condition(deny)));
    }
    for allow in plan.allow {
        let serve = allow.serve.as_ref().map_or(serve, |serve| lower_serve(pool, flag, &serve.value));
        clauses.push(Clause { serve, ..plain(Step::Allow, pool.condition(&allow.when)) });
    }
    if let Some(when) = plan.when {
        clauses.push(plain(Step::When, pool.condition(when)));
    }
    let own = (0..).zip(plan.rules).map(|(index, rule)| (Step::Rule(index), rule));
    let stage = plan.stage.iter().flat_map(|(id, rules)| {
        let id = u16::try_from(*id).expect("BUG: the number of stages is checked");
        rules.iter().map(move |rule| (Step::Stage(id), rule))
    });
    for (step, rule) in own.chain(stage) {
        let when = rule.when.as_ref().map_or_else(Run::default, |when| pool.condition(when));
        clauses.push(Clause {
            step,
            when,
            rollout: rule.rollout.map_or(EVERYBODY, |rollout| rollout.value.0),
            by: rule.by.or(flag.by),
            serve: rule.serve.as_ref().map_or(serve, |serve| lower_serve(pool, flag, &serve.value)),
            next_on_miss: rule.next_on_miss,
        });
    }
    Plan {
        enabled: plan.enabled,
        clauses: append(&mut pool.clauses, clauses),
        rollout: plan.rollout.0,
        by: flag.by,
        serve,
    }
}

fn lower_serve(pool: &mut Pool, flag: &model::Flag, serve: &model::Serve) -> Serve {
    match serve {
        model::Serve::One(payload) => Serve::One(*payload),
        model::Serve::Equal => {
            Serve::Equal(u16::try_from(number(flag.variants.len())).expect("BUG: variants are checked"))
        }
        model::Serve::Split(shares) => {
            let mut below = 0;
            let rows = shares
                .iter()
                .map(|(payload, weight)| {
                    below += weight.0;
                    Share { below, payload: *payload }
                })
                .collect();
            Serve::Split(append(&mut pool.shares, rows))
        }
    }
}
