//! `cycle`, `segment-cycle`: flags that wait for each other, also through segments and stages and in
//! any environment, would never decide.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Edge, Graph, Item, Relation};
use crate::source::Span;

/// All things, those asked about before those that ask; reports cycles instead if there are any.
/// The search keeps its own stack, because a chain may be as long as a file.
pub(super) fn order(graph: &Graph<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Item>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Mark {
        New,
        Open,
        Done,
    }
    let count = graph.items().count();
    let mut marks = vec![Mark::New; count];
    let mut order = Vec::with_capacity(count);
    let mut is_acyclic = true;
    for root in 0..count {
        if marks[root] != Mark::New {
            continue;
        }
        marks[root] = Mark::Open;
        let mut path: Vec<(usize, usize)> = vec![(root, 0)];
        while let Some((at, next)) = path.last_mut() {
            let Some(edge) = graph.edges(graph.item(*at)).get(*next) else {
                marks[*at] = Mark::Done;
                order.push(graph.item(*at));
                path.pop();
                continue;
            };
            *next += 1;
            let to = graph.number(edge.to);
            match marks[to] {
                Mark::Done => {}
                Mark::New => {
                    marks[to] = Mark::Open;
                    path.push((to, 0));
                }
                Mark::Open => {
                    is_acyclic = false;
                    let start = path.iter().position(|(number, _)| *number == to).unwrap_or(0);
                    let hops = path[start..].iter().map(|(number, next)| (*number, next - 1));
                    diagnostics.push(describe(graph, hops.collect()));
                }
            }
        }
    }
    is_acyclic.then_some(order)
}

/// Each hop is a thing and which of its edges the cycle takes; starts with the first of the file.
fn describe(graph: &Graph<'_>, mut hops: Vec<(usize, usize)>) -> Diagnostic {
    let first = (0..hops.len()).min_by_key(|at| hops[*at].0).unwrap_or(0);
    hops.rotate_left(first);
    let only_segments = hops.iter().all(|(number, _)| matches!(graph.item(*number), Item::Segment(_)));
    let code = if only_segments { Code::SegmentCycle } else { Code::Cycle };
    let mut chain: Vec<String> = hops.iter().map(|(number, _)| name(graph, graph.item(*number))).collect();
    chain.extend(chain.first().cloned());
    let mut lines = hops.iter().map(|(number, edge)| {
        let edge = graph.edges(graph.item(*number))[*edge];
        (edge.span, say(graph, graph.item(*number), edge))
    });
    let Some((span, label)) = lines.next() else {
        return Diagnostic::error(code, Span::default(), "a cycle of nothing");
    };
    let message = match hops.len() {
        1 => format!("{} asks about itself", name(graph, graph.item(hops[0].0))),
        _ => format!("a cycle: {}", chain.join(" → ")),
    };
    let mut diagnostic = Diagnostic::error(code, span, message).label(label);
    for (span, text) in lines {
        diagnostic = diagnostic.related(span, text);
    }
    diagnostic.help("remove one of these: none of them could ever be decided")
}

fn say(graph: &Graph<'_>, from: Item, edge: Edge) -> String {
    let (from, to) = (name(graph, from), name(graph, edge.to));
    match edge.relation {
        Relation::Requires(_) => format!("{from} requires {to}"),
        Relation::IsIn => format!("{from} is in {to}"),
        Relation::Tests(_) | Relation::Asks => format!("{from} asks about {to}"),
    }
}

fn name(graph: &Graph<'_>, item: Item) -> String {
    let name = graph.name(item);
    match item {
        Item::Flag(_) => format!("`{name}`"),
        Item::Segment(_) => format!("segment `{name}`"),
        Item::Stage(_) => format!("stage `{name}`"),
    }
}
