//! What would have to change for a flag to be on.
//!
//! Asks the evaluator again and again, each time without what stood in the way last time. So the list
//! is complete: with all of it changed, the flag is on.

mod facts;
mod obstruction;
mod segment;
mod without;

use flags_model::is_shut;
use flags_model::model::Model;
use flags_runtime::ruleset::{FlagId, Step};
use flags_runtime::{Scope, decide, explain, words};
use serde_json::{Value, json};

use self::obstruction::Obstruction;
use self::without::{plan_of, remove};

/// One thing that stands in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Obstacle {
    /// What would have to be: a phrase.
    pub(crate) change: String,
    /// What is the case now.
    pub(crate) now: String,
    /// The same for the flag that is required, or for the segments of which one must be a member.
    pub(crate) inner: Vec<Obstacle>,
    /// Whether `allow` leads past it.
    can_be_skipped: bool,
    /// The step whose condition it is, if it is one.
    step: Option<Step>,
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
    if is_shut(model, id, scope.environment) { with_shut(scope, id, found) } else { found }
}

/// Obstacles of a flag of which nobody gets past both `deny` and `when`. Who meets the one fails at the other,
/// so what must be said is that. Whoever is to be let in by `allow` must still not be denied.
fn with_shut(scope: &Scope<'_>, id: FlagId, mut found: Vec<Obstacle>) -> Vec<Obstacle> {
    let Some(plan) = plan_of(scope.rules, scope.environment, id) else { return found };
    let clauses = plan.clauses.of(&scope.rules.clauses);
    let words_of = |wanted| {
        let clause = clauses.iter().find(|clause| clause.step == wanted);
        clause.map_or_else(String::new, |clause| words::all_words(scope.rules, clause.when))
    };
    let is_one = |obstacle: &Obstacle| matches!(obstacle.step, Some(Step::Deny | Step::When));
    let Some(at) = found.iter().position(is_one) else { return found };
    let nows: Vec<&str> = found.iter().filter(|it| is_one(it)).map(|it| &*it.now).collect();
    let change = format!(
        "`deny` or `when` would have to change in the file, since nobody gets past both. `deny`: {}; `when`: {}",
        words_of(Step::Deny),
        words_of(Step::When)
    );
    let shut = Obstacle { can_be_skipped: true, ..Obstacle::new(change, nows.join(", ")) };
    let has_allow = clauses.iter().any(|clause| clause.step == Step::Allow);
    found.retain(|it| !is_one(it) || (has_allow && it.step == Some(Step::Deny)));
    let is_denied = found.get(at).is_some_and(is_one);
    found.insert(at + usize::from(is_denied), shut);
    found
}

/// What is the case: the facts, or that there are none.
fn now(facts: &[String], verdict: &str) -> String {
    if facts.is_empty() { format!("it is {verdict}") } else { facts.join(", ") }
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
    fn new(change: String, now: String) -> Self {
        Self { change, now, inner: Vec::new(), can_be_skipped: false, step: None }
    }

    /// As JSON.
    pub(crate) fn json(&self) -> Value {
        let inner: Vec<_> = self.inner.iter().map(Self::json).collect();
        json!({ "change": self.change, "now": self.now, "inner": inner })
    }
}
