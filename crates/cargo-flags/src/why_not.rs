//! What would have to change for a flag to be on.
//!
//! Asks the evaluator again and again, each time without what stood in the way last time. So the list
//! is complete: with all of it changed, the flag is on.

use std::borrow::Cow;

use flags_model::model::{Flag, Model, Percent};
use flags_runtime::ruleset::{Clause, FlagId, Plan, Requirement, Ruleset, Run, Step};
use flags_runtime::words::{self, Bucket, Percentage};
use flags_runtime::{Cause, Outcome, Scope, Trace, decide, explain};
use serde_json::{Value, json};

/// One thing that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// What would have to be: a phrase.
    pub(crate) change: String,
    /// What is the case now.
    pub(crate) now: String,
    /// The same for the flag that is required, where that is what stands in the way.
    pub(crate) inner: Vec<Obstacle>,
}

/// Everything that keeps a flag off for a context, in the order in which it is asked.
pub(crate) fn obstacles(model: &Model, scope: &Scope<'_>, id: FlagId) -> Vec<Obstacle> {
    let mut rules = scope.rules.clone();
    let mut found = Vec::new();
    // Each turn removes one thing, and there are no more things than these.
    for _ in 0..rules.clauses.len() + rules.requirements.len() + 4 {
        let changed = Scope { rules: &rules, ..*scope };
        let outcome = decide(&changed, id);
        if outcome.on {
            break;
        }
        let trace = explain(&changed, id).map(|decision| decision.trace).unwrap_or_default();
        let Some((obstacle, without)) = (Obstruction { model, scope: &changed, id, outcome, trace }).name()
        else {
            break;
        };
        found.push(obstacle);
        let mut next = rules.clone();
        remove(&mut next, scope.environment, id, without);
        rules = next;
    }
    found
}

/// The ways to be on that skip `when`, rules and rollout: the conditions of `allow`, in words.
pub(crate) fn ways_in(scope: &Scope<'_>, id: FlagId) -> Vec<String> {
    let Some(plan) = plan_of(scope.rules, scope.environment, id) else { return Vec::new() };
    let clauses = plan.clauses.of(&scope.rules.clauses).iter();
    let allows = clauses.filter(|clause| clause.step == Step::Allow);
    allows.map(|clause| words::all_words(scope.rules, clause.when)).filter(|words| words != "never").collect()
}

impl Obstacle {
    /// As JSON.
    pub(crate) fn json(&self) -> Value {
        let inner: Vec<_> = self.inner.iter().map(Self::json).collect();
        json!({ "change": self.change, "now": self.now, "inner": inner })
    }
}

/// What to take out of the rules to get past an obstacle.
#[derive(Clone, Copy)]
enum Without {
    Disabled,
    Environment,
    Requirement(Requirement),
    Clause(Run),
    /// The percentage of a rule or stage that misses.
    Miss(Step),
    Rollout,
}

/// A decision that is off.
struct Obstruction<'o> {
    model: &'o Model,
    scope: &'o Scope<'o>,
    id: FlagId,
    outcome: Outcome,
    trace: Trace,
}

impl Obstruction<'_> {
    fn name(&self) -> Option<(Obstacle, Without)> {
        let plain = |change: String, now: String| Obstacle { change, now, inner: Vec::new() };
        let rules = self.scope.rules;
        Some(match self.outcome.cause {
            Cause::Disabled => {
                let change = "`enabled` would have to be true".into();
                (plain(change, "it is disabled".into()), Without::Disabled)
            }
            Cause::Environment => {
                let name = self.model.environments.get(usize::from(self.scope.environment));
                let change = match name {
                    Some(name) => format!("`environments` would have to list {name}"),
                    None => "the context would have to name an environment".into(),
                };
                (plain(change, "it does not".into()), Without::Environment)
            }
            Cause::Requires(requirement) => {
                (self.requirement(requirement), Without::Requirement(requirement))
            }
            Cause::Deny => {
                let clause = self.clause(|step| step == Step::Deny)?;
                let change = format!("must not be: {}", words::all_words(rules, clause.when));
                (plain(format!("`deny` {change}"), self.facts("true")), Without::Clause(clause.when))
            }
            Cause::Condition(run) | Cause::Unknown(run) => {
                let clause = self.clause_with(run)?;
                let words = words::all_words(rules, clause.when);
                let change = match clause.step {
                    Step::Deny => format!("`deny` must not be: {words}"),
                    Step::When => format!("`when` must be: {words}"),
                    step => format!("{} must be known: {words}", self.step_name(step)),
                };
                let wanted =
                    if matches!(self.outcome.cause, Cause::Unknown(_)) { "unknown" } else { "false" };
                (plain(change, self.facts(wanted)), Without::Clause(run))
            }
            Cause::Rule(index) => self.missed(Step::Rule(index))?,
            Cause::Stage(stage) => self.missed(Step::Stage(stage))?,
            Cause::Missing(attribute) => {
                let name = rules.attribute_name(attribute);
                let change = format!("the context must say {name}: the rollout is drawn by it");
                (plain(change, format!("{name} is absent")), Without::Rollout)
            }
            Cause::Static(_) | Cause::Rollout => (self.rollout("the rollout", None), Without::Rollout),
            Cause::Override | Cause::Allow => return None,
        })
    }

    fn requirement(&self, requirement: Requirement) -> Obstacle {
        let rules = self.scope.rules;
        let outcome = decide(self.scope, requirement.flag);
        let name = rules.flag_name(requirement.flag);
        let variant = requirement.variant.and_then(|id| words::variant_name(rules, requirement.flag, id));
        let now = if outcome.on {
            let is = words::variant_name(rules, requirement.flag, outcome.payload).unwrap_or("on");
            format!("it is {is}")
        } else {
            "it is off".into()
        };
        let change = match variant {
            Some(variant) => format!("{name} would have to be on and {variant}"),
            None => format!("{name} would have to be on"),
        };
        Obstacle { change, now, inner: obstacles(self.model, self.scope, requirement.flag) }
    }

    /// A rule that takes the context and leaves it out.
    fn missed(&self, step: Step) -> Option<(Obstacle, Without)> {
        // The one that decided is the first of its step whose condition holds and whose draw misses;
        // a stage may have several, and those before it let the context pass.
        let name = self.step_name(step);
        self.clause(|other| other == step)?;
        Some((self.rollout(&format!("the rollout of {name}"), Some(step)), Without::Miss(step)))
    }

    fn rollout(&self, what: &str, step: Option<Step>) -> Obstacle {
        let Some(draw) = self.outcome.draw else {
            let change = format!("{what} would have to be above 0 %");
            return Obstacle { change, now: "it is 0 %".into(), inner: Vec::new() };
        };
        let ladder = match (step, self.flag()) {
            (Some(Step::Stage(_)), _) | (_, None) => None,
            (_, Some(flag)) => first_step_above(self.model, flag, draw.bucket),
        };
        let hint = ladder.map_or_else(String::new, |step| {
            format!("; the ladder's first step that does is {}", Percentage(step.0))
        });
        Obstacle {
            change: format!("{what} would have to be above {} %{hint}", Bucket(draw.bucket)),
            now: format!("it is {}", Percentage(draw.percent)),
            inner: Vec::new(),
        }
    }

    /// What the context has for the entries that came to this verdict.
    fn facts(&self, verdict: &str) -> String {
        // The last step of the outermost level is the one that decided.
        let decided = self.trace.steps.iter().rposition(|step| step.depth == 0).unwrap_or(0);
        let inside = self.trace.steps.iter().skip(decided + 1);
        let mut facts: Vec<&str> = Vec::new();
        for step in inside {
            // What is absent is in the way of a condition as much as what is wrong.
            let fact = match step.result.split_once(", ") {
                Some((found, fact)) if found == verdict || found == "unknown" => fact,
                _ => continue,
            };
            if !facts.contains(&fact) {
                facts.push(fact);
            }
        }
        if facts.is_empty() { format!("it is {verdict}") } else { facts.join(", ") }
    }

    fn flag(&self) -> Option<&Flag> {
        self.model.flags.get(self.id as usize)
    }

    fn step_name(&self, step: Step) -> String {
        match step {
            Step::Deny => "`deny`".into(),
            Step::Allow => "`allow`".into(),
            Step::When => "`when`".into(),
            Step::Rule(index) => format!("rule {index}"),
            Step::Stage(stage) => {
                let name = self.model.stages.get(usize::from(stage)).map_or("?", |stage| &stage.name);
                format!("stage {name}")
            }
        }
    }

    fn clauses(&self) -> &[Clause] {
        let plan = plan_of(self.scope.rules, self.scope.environment, self.id);
        plan.map_or(&[], |plan| plan.clauses.of(&self.scope.rules.clauses))
    }

    fn clause(&self, wanted: impl Fn(Step) -> bool) -> Option<Clause> {
        self.clauses().iter().find(|clause| wanted(clause.step)).copied()
    }

    /// The clause of this condition. `allow` never stands in the way.
    fn clause_with(&self, when: Run) -> Option<Clause> {
        self.clauses().iter().find(|clause| clause.when == when && clause.step != Step::Allow).copied()
    }
}

fn first_step_above(model: &Model, flag: &Flag, bucket: u32) -> Option<Percent> {
    let ladder = flag.ladder.as_ref().unwrap_or(&model.ladder);
    ladder.iter().copied().find(|step| step.0 > bucket)
}

fn plan_of(rules: &Ruleset, environment: u16, id: FlagId) -> Option<Plan> {
    plan_index(rules, environment, id).and_then(|index| rules.plans.get(index)).copied()
}

fn plan_index(rules: &Ruleset, environment: u16, id: FlagId) -> Option<usize> {
    let run = rules.flags.get(id as usize)?.plans;
    let index = if run.1 == 1 { 0 } else { usize::from(environment) };
    (index < run.1 as usize).then_some(run.0 as usize + index)
}

/// The rules without one obstacle of a flag. New rows go to the ends of their tables, since others may
/// share the old ones.
fn remove(rules: &mut Ruleset, environment: u16, id: FlagId, without: Without) {
    let Some(plan) = plan_index(rules, environment, id) else { return };
    let mut row = rules.plans[plan];
    match without {
        Without::Disabled => row.enabled = true,
        Without::Environment => rules.flags.to_mut()[id as usize].environments = u64::MAX,
        Without::Requirement(gone) => {
            let run = rules.flags[id as usize].requirements;
            let left: Vec<_> =
                run.of(&rules.requirements).iter().copied().filter(|row| *row != gone).collect();
            rules.flags.to_mut()[id as usize].requirements = append(&mut rules.requirements, left);
        }
        Without::Clause(when) => {
            let clauses = row.clauses.of(&rules.clauses).to_vec();
            let is_it = |clause: &Clause| clause.when == when && clause.step != Step::Allow;
            let at = clauses.iter().position(is_it);
            let left = clauses.into_iter().enumerate().filter(|(index, _)| Some(*index) != at);
            row.clauses = append(&mut rules.clauses, left.map(|(_, clause)| clause).collect());
        }
        Without::Miss(step) => {
            let clauses = row.clauses.of(&rules.clauses).iter();
            let widened = clauses.map(|clause| {
                if clause.step == step { Clause { rollout: 100_000, ..*clause } } else { *clause }
            });
            let widened = widened.collect();
            row.clauses = append(&mut rules.clauses, widened);
        }
        Without::Rollout => row.rollout = 100_000,
    }
    rules.plans.to_mut()[plan] = row;
}

fn append<T: Clone>(table: &mut Cow<'static, [T]>, rows: Vec<T>) -> Run {
    let run =
        |at: usize, count: usize| Run(u32::try_from(at).unwrap_or(0), u32::try_from(count).unwrap_or(0));
    let run = run(table.len(), rows.len());
    table.to_mut().extend(rows);
    run
}
