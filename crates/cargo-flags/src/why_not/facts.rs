//! What in a context makes a condition what it is.

use flags_runtime::TraceStep;
use flags_runtime::ruleset::{FlagTest, Node, Ruleset, Run, Test};
use flags_runtime::words::variant_name;

/// A step of a trace, with those that belong to it.
struct Branch<'t> {
    step: &'t TraceStep,
    inner: Vec<Branch<'t>>,
}

/// What the context has for those tests that made these nodes true, false or unknown, each once. The steps
/// are those that the evaluator took for the nodes.
pub(super) fn facts(rules: &Ruleset, nodes: Run, steps: &[TraceStep], verdict: &str) -> Vec<String> {
    let mut walk = Walk { rules, is_true: verdict == "true", facts: Vec::new() };
    walk.nodes(nodes, &branches(steps), verdict);
    walk.facts
}

fn branches(steps: &[TraceStep]) -> Vec<Branch<'_>> {
    let Some(depth) = steps.first().map(|step| step.depth) else { return Vec::new() };
    let of_one = steps.chunk_by(|_, next| next.depth > depth);
    of_one.map(|steps| Branch { step: &steps[0], inner: branches(&steps[1..]) }).collect()
}

struct Walk<'w> {
    rules: &'w Ruleset,
    /// Whether the whole is true. Otherwise what is absent is as much in the way as what is wrong.
    is_true: bool,
    facts: Vec<String>,
}

impl Walk<'_> {
    /// Those of the nodes that came to this verdict. The evaluator may have stopped before the last.
    fn nodes(&mut self, nodes: Run, branches: &[Branch<'_>], verdict: &str) {
        for (node, branch) in nodes.of(&self.rules.nodes).iter().zip(branches) {
            if self.matters(branch, verdict) {
                self.node(*node, branch);
            }
        }
    }

    fn matters(&self, branch: &Branch<'_>, verdict: &str) -> bool {
        let found = branch.found();
        found == verdict || (found == "unknown" && !self.is_true)
    }

    fn node(&mut self, node: Node, branch: &Branch<'_>) {
        let found = branch.found();
        match node.1 {
            Test::All(inner) | Test::Any(inner) => self.nodes(inner, &branch.inner, found),
            Test::None(inner) | Test::Not(inner) => self.nodes(inner, &branch.inner, opposite(found)),
            Test::Segment(id) => self.segment(id, branch),
            Test::Flag(flag, test) => {
                let name = self.rules.flag_name(flag);
                let variant = |id| variant_name(self.rules, flag, id).unwrap_or("?");
                self.say(match (test, found) {
                    (FlagTest::On, "true") | (FlagTest::Off, "false") => format!("{name} is on"),
                    (FlagTest::On | FlagTest::Off, _) => format!("{name} is off"),
                    (FlagTest::Variant(id), "true") => format!("{name} is {}", variant(id)),
                    (FlagTest::Variant(id), _) => format!("{name} is not {}", variant(id)),
                });
            }
            _ => self.say(branch.fact().to_owned()),
        }
    }

    fn segment(&mut self, id: u16, branch: &Branch<'_>) {
        let Some(segment) = self.rules.segments.get(usize::from(id)) else { return };
        let found = branch.found();
        for part in &branch.inner {
            let (nodes, verdict) = match &*part.step.what {
                "exclude" => (segment.exclude, opposite(found)),
                "include" => (segment.include, found),
                "when" => (segment.when, found),
                sample => {
                    if let Some(fact) = sample_fact(sample, &part.step.result, found) {
                        self.say(fact);
                    }
                    continue;
                }
            };
            if let Some(nodes) = nodes
                && self.matters(part, verdict)
            {
                self.nodes(nodes, &part.inner, part.found());
            }
        }
    }

    fn say(&mut self, fact: String) {
        if !fact.is_empty() && !self.facts.contains(&fact) {
            self.facts.push(fact);
        }
    }
}

impl Branch<'_> {
    fn found(&self) -> &str {
        self.step.result.split_once(", ").map_or(&self.step.result, |(found, _)| found)
    }

    fn fact(&self) -> &str {
        self.step.result.split_once(", ").map_or("", |(_, fact)| fact)
    }
}

/// What the sample has to do with a segment that was found to be so.
fn sample_fact(sample: &str, result: &str, found: &str) -> Option<String> {
    let (verdict, fact) = result.split_once(", ").unwrap_or((result, ""));
    let sample = sample.replace("sample ", "sample of ");
    match (verdict, fact.strip_prefix("the context has no ")) {
        (_, Some(attribute)) => (found != "true").then(|| format!("{attribute} is absent")),
        ("hit", _) if found == "true" => Some(format!("{fact} is in the {sample}")),
        ("miss", _) if found != "true" => Some(format!("{fact} is not in the {sample}")),
        ("nobody", _) if found != "true" => Some(format!("nobody is in the {sample}")),
        _ => None,
    }
}

fn opposite(verdict: &str) -> &str {
    match verdict {
        "true" => "false",
        "false" => "true",
        other => other,
    }
}
