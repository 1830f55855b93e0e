//! What would make somebody a member of a segment.

use std::fmt::Write as _;

use flags_runtime::ruleset::{Clause, Entry, Node, Plan, Run, Segment, Serve, Step, Test};
use flags_runtime::words::all_words;
use flags_runtime::{Scope, TraceStep, explain};

use super::facts::facts;
use super::without::{append, plan_of, set_plan};
use super::{Obstacle, now};

/// What keeps the context of this flag out of the segments of which it would have to be a member for all
/// nodes to hold.
pub(super) fn outside(scope: &Scope<'_>, flag: u32, nodes: Run) -> Vec<Obstacle> {
    let rules = scope.rules;
    let mut found = Vec::new();
    for node in nodes.of(&rules.nodes) {
        match node.1 {
            Test::All(inner) => found.extend(outside(scope, flag, inner)),
            Test::Segment(id) => {
                if let Some(segment) = rules.segments.get(usize::from(id)) {
                    found.extend(Outsider { scope, flag, segment: *segment }.obstacles());
                }
            }
            _ => {}
        }
    }
    found
}

/// Somebody who may not be a member.
struct Outsider<'o> {
    scope: &'o Scope<'o>,
    flag: u32,
    segment: Segment,
}

impl Outsider<'_> {
    fn obstacles(&self) -> Vec<Obstacle> {
        let Segment { exclude, include, when, sample, .. } = self.segment;
        let rules = self.scope.rules;
        let name = rules.str(self.segment.name);
        let mut found = Vec::new();
        if let Some(exclude) = exclude {
            let asked = self.ask(exclude);
            if asked.verdict != "false" {
                let change =
                    format!("`exclude` of segment {name} must not be: {}", all_words(rules, exclude));
                found.push(Obstacle::new(change, asked.now(self.scope, exclude)));
            }
        }
        let included = include.map(|include| (include, self.ask(include)));
        if matches!(&included, Some((_, asked)) if asked.verdict == "true") {
            return found;
        }
        let mut missed = Vec::new();
        if let Some(when) = when {
            let asked = self.ask(when);
            if asked.verdict != "true" {
                let change = format!("`when` of segment {name} must be: {}", all_words(rules, when));
                let inner = outside(self.scope, self.flag, when);
                missed.push(Obstacle { inner, ..Obstacle::new(change, asked.now(self.scope, when)) });
            }
        }
        if sample.is_some() {
            missed.extend(self.sample(name));
        }
        let count = missed.len();
        if let (Some(include), Some(last)) = (include, missed.last_mut()) {
            let or = if count == 1 { "or" } else { "or, in the place of both," };
            let _ = write!(last.change, "; {or} its `include`: {}", all_words(rules, include));
        }
        found.append(&mut missed);
        if let (None, None, Some((include, asked))) = (when, sample, included) {
            let change = format!("`include` of segment {name} must be: {}", all_words(rules, include));
            let inner = outside(self.scope, self.flag, include);
            found.push(Obstacle { inner, ..Obstacle::new(change, asked.now(self.scope, include)) });
        }
        found
    }

    /// The sample, if it misses.
    fn sample(&self, name: &str) -> Option<Obstacle> {
        let mut rules = self.scope.rules.clone();
        let only = Segment { exclude: None, include: None, when: None, ..self.segment };
        let segment = append(&mut rules.segments, vec![only]);
        let node = Node(Entry::Segment, Test::Segment(segment.0.try_into().ok()?));
        let nodes = append(&mut rules.nodes, vec![node]);
        let asked = Outsider { scope: &Scope { rules: &rules, ..*self.scope }, ..*self }.ask(nodes);
        let drawn = asked.steps.last()?;
        let percent = drawn.what.strip_prefix("sample ")?;
        if let Some(attribute) = drawn.result.strip_prefix("miss, the context has no ") {
            let change = format!(
                "the context must say {attribute}, with a bucket below {percent}: the sample of segment {name} is drawn by it"
            );
            return Some(Obstacle::new(change, format!("{attribute} is absent")));
        }
        let least = match drawn.result.strip_prefix("miss, bucket ") {
            Some(bucket) => bucket,
            None if drawn.result == "nobody" => "0",
            None => return None,
        };
        let change = format!("the sample of segment {name} would have to be above {least} %");
        Some(Obstacle::new(change, format!("it is {percent}")))
    }

    /// Asks a condition by itself: of rules in which the flag has nothing else.
    fn ask(&self, when: Run) -> Asked {
        let mut rules = self.scope.rules.clone();
        let only = Clause {
            step: Step::When,
            when,
            rollout: 0,
            by: None,
            serve: Serve::One(0),
            next_on_miss: false,
        };
        let clauses = append(&mut rules.clauses, vec![only]);
        let environment = self.scope.environment;
        if let Some(plan) = plan_of(&rules, environment, self.flag) {
            set_plan(&mut rules, environment, self.flag, Plan { enabled: true, clauses, ..plan });
        }
        if let Some(flag) = rules.flags.to_mut().get_mut(self.flag as usize) {
            flag.environments = u64::MAX;
            flag.requirements = Run::default();
        }
        let scope = Scope { rules: &rules, overrides: None, ..*self.scope };
        let steps = explain(&scope, self.flag).map(|decision| decision.trace.steps).unwrap_or_default();
        let steps = steps.into_iter().skip_while(|step| step.what != "when");
        let mut steps: Vec<_> =
            steps.enumerate().take_while(|(at, step)| *at == 0 || step.depth > 0).collect();
        let verdict = if steps.is_empty() { String::new() } else { steps.remove(0).1.result };
        Asked { verdict, steps: steps.into_iter().map(|(_, step)| step).collect() }
    }
}

/// What came of a condition.
struct Asked {
    verdict: String,
    /// The steps inside it.
    steps: Vec<TraceStep>,
}

impl Asked {
    fn now(&self, scope: &Scope<'_>, nodes: Run) -> String {
        now(&facts(scope.rules, nodes, &self.steps, &self.verdict), &self.verdict)
    }
}
