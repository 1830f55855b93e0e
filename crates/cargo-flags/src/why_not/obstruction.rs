//! What stands in the way of one decision.

use flags_model::model::{Flag, Model, Percent};
use flags_runtime::ruleset::{Clause, FlagId, Requirement, Run, Step};
use flags_runtime::words::{self, Bucket, Percentage};
use flags_runtime::{Cause, Outcome, Scope, Trace, TraceStep, decide};

use super::facts::facts;
use super::segment::outside;
use super::without::{Without, plan_of};
use super::{Obstacle, now, obstacles};

/// A decision that is off.
pub(super) struct Obstruction<'o> {
    pub(super) model: &'o Model,
    pub(super) scope: &'o Scope<'o>,
    pub(super) id: FlagId,
    pub(super) outcome: Outcome,
    pub(super) trace: Trace,
}

impl Obstruction<'_> {
    /// The obstacle, and what to take out to get past it; nothing where it is the last one.
    pub(super) fn name(&self) -> Option<(Obstacle, Option<Without>)> {
        let rules = self.scope.rules;
        let (obstacle, without) = match self.outcome.cause {
            Cause::Disabled => {
                let change = "`enabled` would have to be true".into();
                (Obstacle::new(change, "it is disabled".into()), Without::Disabled)
            }
            Cause::Environment => {
                let name = self.model.environments.get(usize::from(self.scope.environment));
                let change = match name {
                    Some(name) => format!("`environments` would have to list {name}"),
                    None => "the context would have to name an environment".into(),
                };
                (Obstacle::new(change, "it does not".into()), Without::Environment)
            }
            Cause::Requires(requirement) => {
                (self.requirement(requirement), Without::Requirement(requirement))
            }
            Cause::Deny => {
                let clause = self.clause(|step| step == Step::Deny)?;
                (self.condition(&clause, "true"), Without::Clause(clause.when))
            }
            Cause::Condition(run) => (self.condition(&self.clause_with(run)?, "false"), Without::Clause(run)),
            Cause::Unknown(run) => (self.condition(&self.clause_with(run)?, "unknown"), Without::Clause(run)),
            Cause::Rule(index) => self.missed(Step::Rule(index)),
            Cause::Stage(stage) => self.missed(Step::Stage(stage)),
            Cause::Missing(attribute) if self.undrawn().is_none() => {
                let name = rules.attribute_name(attribute);
                let change = format!("the context must say {name}: what is served is drawn by it");
                return Some((Obstacle::new(change, format!("{name} is absent")), None));
            }
            Cause::Missing(_) | Cause::Static(_) | Cause::Rollout => {
                (self.rollout("the rollout", None), Without::Rollout)
            }
            Cause::Override | Cause::Allow => return None,
        };
        Some((obstacle, Some(without)))
    }

    /// A condition that is not what it would have to be.
    fn condition(&self, clause: &Clause, verdict: &str) -> Obstacle {
        let words = words::all_words(self.scope.rules, clause.when);
        let name = self.step_name(clause.step);
        let change = match (clause.step, &*words) {
            (Step::Deny, "always") => "`deny` would have to change in the file: it holds for everyone".into(),
            (Step::When, "never") => "`when` would have to change in the file: it lets nobody through".into(),
            (Step::Deny, _) => format!("{name} must not be: {words}"),
            (Step::When, _) => format!("{name} must be: {words}"),
            _ => format!("{name} must be known: {words}"),
        };
        let inner = match clause.step {
            Step::When => outside(self.scope, self.id, clause.when),
            _ => Vec::new(),
        };
        let step = Some(clause.step);
        Obstacle {
            inner,
            step,
            can_be_skipped: clause.step != Step::Deny,
            ..Obstacle::new(change, self.facts(clause.when, verdict))
        }
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
        Obstacle { inner, ..Obstacle::new(change, now) }
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
        let obstacle = |change, now| Obstacle { can_be_skipped: true, ..Obstacle::new(change, now) };
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

    /// What the context has for the nodes that came to this verdict.
    fn facts(&self, nodes: Run, verdict: &str) -> String {
        // The last step of the outermost level with this verdict is the one that decided.
        let is_it = |step: &TraceStep| step.depth == 0 && step.result == verdict;
        let steps = &self.trace.steps;
        let inside = steps.iter().rposition(is_it).map_or(&[][..], |decided| &steps[decided + 1..]);
        let end = inside.iter().position(|step| step.depth == 0).unwrap_or(inside.len());
        now(&facts(self.scope.rules, nodes, &inside[..end], verdict), verdict)
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
