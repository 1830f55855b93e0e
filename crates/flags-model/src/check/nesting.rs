//! `too-deep`, `too-large`: what one decision may cost. The evaluator follows requirements, segments
//! and groups by calling itself and remembers nothing, so a chain costs stack and a lattice costs time
//! that doubles with each layer. Both are bounded here, where it can be said, and not while deciding.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Condition, Flag, Graph, Item, Model, OperatorTest, Rule, Segment, Settings, Test};

/// How many levels a decision may descend. In a debug build a level takes up to ten kilobytes of stack,
/// and some main threads have one megabyte.
const DEPTH: usize = 64;
/// How many tests a decision may make.
const TESTS: u64 = 1_000_000;

/// What deciding something takes at most.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cost {
    depth: usize,
    tests: u64,
}

/// Checks every flag and segment; `order` has those asked about before those that ask.
pub(super) fn check_nesting(
    model: &Model,
    graph: &Graph<'_>,
    order: &[Item],
    diagnostics: &mut Vec<Diagnostic>,
) {
    diagnostics
        .extend(list_costly(model, graph, order).into_iter().map(|(item, cost)| describe(model, item, cost)));
}

/// What takes too much to decide, and asks about nothing that does.
pub(super) fn list_costly(model: &Model, graph: &Graph<'_>, order: &[Item]) -> Vec<(Item, Cost)> {
    let mut costly = Vec::new();
    let mut costs = vec![Cost::default(); order.len()];
    for item in order {
        let own = match item {
            Item::Flag(id) => flag_cost(&model.flags[*id]),
            Item::Segment(id) => segment_cost(&model.segments[*id]),
            Item::Stage(id) => {
                let own = model.stages[*id].environments.iter().flat_map(|(_, rules)| rules);
                rules_cost(model.stages[*id].rules.iter().chain(own))
            }
        };
        let cost = graph.edges(*item).iter().fold(own, |cost, edge| {
            let asked = costs[graph.number(edge.to)];
            Cost {
                // The deepest group of the asker may be where it asks.
                depth: cost.depth.max(own.depth + asked.depth),
                tests: cost.tests.saturating_add(asked.tests),
            }
        });
        // Only the first of a chain that is too deep is reported, not all that build on it.
        let is_first = graph.edges(*item).iter().all(|edge| is_fine(costs[graph.number(edge.to)]));
        costs[graph.number(*item)] = cost;
        if !is_fine(cost) && is_first {
            costly.push((*item, cost));
        }
    }
    costly
}

fn is_fine(cost: Cost) -> bool {
    cost.depth <= DEPTH && cost.tests <= TESTS
}

fn describe(model: &Model, item: Item, cost: Cost) -> Diagnostic {
    let (name, span) = match item {
        Item::Flag(id) => (format!("flag `{}`", model.flags[id].name), model.flags[id].span),
        Item::Segment(id) => (format!("segment `{}`", model.segments[id].name), model.segments[id].span),
        Item::Stage(id) => (format!("stage `{}`", model.stages[id].name), model.stages[id].span),
    };
    if cost.depth > DEPTH {
        return Diagnostic::error(Code::TooDeep, span, format!("{name} is {} levels deep", cost.depth))
            .label(format!("requirements, segments and groups may go {DEPTH} levels deep"))
            .help("require the first flag of a chain directly, and flatten nested groups");
    }
    Diagnostic::error(Code::TooLarge, span, format!("{name} may take {} tests to decide", cost.tests))
        .label(format!("a decision may take {TESTS}"))
        .help("ask about fewer flags and segments: each is decided again wherever it is asked about")
}

fn flag_cost(flag: &Flag) -> Cost {
    let all = flag.overrides.iter().map(|(_, settings)| settings);
    all.chain([&flag.settings]).map(settings_cost).fold(Cost { depth: 1, tests: 1 }, |cost, settings| Cost {
        depth: cost.depth.max(1 + settings.depth),
        tests: cost.tests.saturating_add(settings.tests),
    })
}

fn settings_cost(settings: &Settings) -> Cost {
    let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
    let conditions = settings.deny.iter().chain(allow).chain(&settings.when).map(condition_cost);
    conditions.fold(rules_cost(settings.rules.iter().flatten()), both)
}

fn segment_cost(segment: &Segment) -> Cost {
    let conditions = segment.exclude.iter().chain(&segment.include).chain(&segment.when).map(condition_cost);
    let inner = conditions.fold(Cost { depth: 0, tests: 1 }, both);
    Cost { depth: 1 + inner.depth, tests: inner.tests }
}

fn rules_cost<'m>(rules: impl Iterator<Item = &'m Rule>) -> Cost {
    let conditions = rules.map(|rule| rule.when.as_ref().map(condition_cost).unwrap_or_default());
    conditions
        .fold(Cost::default(), |cost, rule| both(cost, Cost { depth: rule.depth, tests: rule.tests + 1 }))
}

fn condition_cost(condition: &Condition) -> Cost {
    let entries = condition.entries.iter().map(|entry| match &entry.test {
        Test::Any(conditions) | Test::All(conditions) | Test::None(conditions) => {
            conditions.iter().map(condition_cost).fold(Cost::default(), both)
        }
        Test::Attribute(_, operators) => {
            let operators = operators.iter().map(|operator| operator_cost(&operator.test));
            operators.fold(Cost::default(), both)
        }
        Test::Is(_) | Test::Segments(_) | Test::Flags(_) => Cost { depth: 0, tests: 1 },
    });
    let inner = entries.fold(Cost::default(), both);
    Cost { depth: 1 + inner.depth, tests: inner.tests }
}

fn operator_cost(test: &OperatorTest) -> Cost {
    match test {
        OperatorTest::Not(tests) => {
            let inner = tests.iter().map(operator_cost).fold(Cost::default(), both);
            Cost { depth: 1 + inner.depth, tests: inner.tests }
        }
        OperatorTest::String(_, strings) => {
            Cost { depth: 1, tests: 1 + u64::try_from(strings.len() / 16).unwrap_or(u64::MAX) }
        }
        _ => Cost { depth: 1, tests: 1 },
    }
}

fn both(a: Cost, b: Cost) -> Cost {
    Cost { depth: a.depth.max(b.depth), tests: a.tests.saturating_add(b.tests) }
}
