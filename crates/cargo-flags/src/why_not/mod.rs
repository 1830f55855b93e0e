//! What would have to change for a flag to be on.
//!
//! Asks the evaluator again and again, each time without what stood in the way last time. So the list
//! is complete: with all of it changed, the flag is on.

mod without;

use flags_model::model::{Flag, Model, Percent};
use flags_runtime::ruleset::{Clause, FlagId, Requirement, Run, Step};
use flags_runtime::words::{self, Bucket, Percentage};
use flags_runtime::{Cause, Outcome, Scope, Trace, TraceStep, decide, explain};
use serde_json::{Value, json};

use self::without::{Without, plan_of, remove};

/// One thing that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// What would have to be: a phrase.
    pub(crate) change: String,
    /// What is the case now.
    pub(crate) now: String,
    /// The same for the flag that is required, where that is what stands in the way.
    pub(crate) inner: Vec<Obstacle>,
    /// Whether `allow` leads past it.
    can_be_skipped: bool,
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
        let Some(without) = without else { break };
        let mut next = rules.clone();
        remove(&mut next, scope.environment, id, without);
        rules = next;
    }
    found
}

/// The ways to be on that skip `when`, rules and rollout: the conditions of `allow`, in words. None where
/// nothing of that is in the way.
pub(crate) fn ways_in(scope: &Scope<'_>, id: FlagId, obstacles: &[Obstacle]) -> Vec<String> {
    if !obstacles.iter().any(|obstacle| obstacle.can_be_skipped) {
        return Vec::new();
    }
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

/// A decision that is off.
struct Obstruction<'o> {
    model: &'o Model,
    scope: &'o Scope<'o>,
    id: FlagId,
    outcome: Outcome,
    trace: Trace,
}

impl Obstruction<'_> {
    /// The obstacle, and what to take out to get past it; nothing where it is the last one.
    fn name(&self) -> Option<(Obstacle, Option<Without>)> {
        let plain =
            |change: String, now: String| Obstacle { change, now, inner: Vec::new(), can_be_skipped: false };
        let rules = self.scope.rules;
        let (obstacle, without) = match self.outcome.cause {
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
                let can_be_skipped = clause.step != Step::Deny;
                (Obstacle { can_be_skipped, ..plain(change, self.facts(wanted)) }, Without::Clause(run))
            }
            Cause::Rule(index) => self.missed(Step::Rule(index)),
            Cause::Stage(stage) => self.missed(Step::Stage(stage)),
            Cause::Missing(attribute) if self.undrawn().is_none() => {
                let name = rules.attribute_name(attribute);
                let change = format!("the context must say {name}: what is served is drawn by it");
                return Some((plain(change, format!("{name} is absent")), None));
            }
            Cause::Missing(_) | Cause::Static(_) | Cause::Rollout => {
                (self.rollout("the rollout", None), Without::Rollout)
            }
            Cause::Override | Cause::Allow => return None,
        };
        Some((obstacle, Some(without)))
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
        let inner = obstacles(self.model, self.scope, requirement.flag);
        Obstacle { change, now, inner, can_be_skipped: false }
    }

    /// A rule that takes the context and leaves it out.
    fn missed(&self, step: Step) -> (Obstacle, Without) {
        (self.rollout(&format!("the rollout of {}", self.step_name(step)), Some(step)), Without::Miss(step))
    }

    /// The percentage that decided and the attribute by which it is drawn, if the context lacks that one.
    fn undrawn(&self) -> Option<(&str, &str)> {
        let decided = self.trace.steps.last()?;
        let attribute = decided.result.strip_prefix("miss, the context has no ")?;
        Some((decided.what.strip_prefix("rollout ")?, attribute))
    }

    fn rollout(&self, what: &str, step: Option<Step>) -> Obstacle {
        let obstacle = |change, now| Obstacle { change, now, inner: Vec::new(), can_be_skipped: true };
        if let Some((percent, attribute)) = self.undrawn() {
            let change = format!(
                "the context must say {attribute}, with a bucket below {percent}: {what} is drawn by it"
            );
            return obstacle(change, format!("{attribute} is absent"));
        }
        let Some(draw) = self.outcome.draw else {
            return obstacle(format!("{what} would have to be above 0 %"), "it is 0 %".into());
        };
        let ladder = match (step, self.flag()) {
            (Some(Step::Stage(_)), _) | (_, None) => None,
            (_, Some(flag)) => first_step_above(self.model, flag, draw.bucket),
        };
        let hint = ladder.map_or_else(String::new, |step| {
            format!("; the ladder's first step that does is {}", Percentage(step.0))
        });
        let change = format!("{what} would have to be above {} %{hint}", Bucket(draw.bucket));
        obstacle(change, format!("it is {}", Percentage(draw.percent)))
    }

    /// What the context has for the entries that came to this verdict.
    fn facts(&self, verdict: &str) -> String {
        // The last step of the outermost level with this verdict is the one that decided.
        let is_it = |step: &TraceStep| step.depth == 0 && step.result == verdict;
        let decided = self.trace.steps.iter().rposition(is_it).unwrap_or(0);
        let inside = self.trace.steps.iter().skip(decided + 1).take_while(|step| step.depth > 0);
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
