//! Whether merged rules go together: nothing waits for itself, and no decision takes too much. Each of the
//! two sources does alone, so what does not is owed to flags that moved.

use super::circles::find_circles;
use crate::check;
use crate::model::{Graph, Item, Model};
use crate::reload::Reason;

/// What comes of the check of a whole.
pub(super) enum Settled {
    /// It goes together: its things, those asked about before those that ask.
    Whole(Vec<Item>),
    /// It may go together if these flags keep their rules.
    Without(Vec<(usize, Reason)>),
}

/// Checks merged rules as the rules of a file are checked. `None` if no flag is to blame, which cannot be.
pub(super) fn settle(model: &Model, is_moved: &dyn Fn(usize) -> bool) -> Option<Settled> {
    let graph = Graph::of(model);
    let Some(order) = check::order(&graph) else {
        let flags = find_circular(model, &graph, is_moved);
        return (!flags.is_empty()).then_some(Settled::Without(flags));
    };
    let flags = find_costly(model, &graph, &order, is_moved)?;
    Some(if flags.is_empty() { Settled::Whole(order) } else { Settled::Without(flags) })
}

/// The flags that moved into a circle.
fn find_circular(model: &Model, graph: &Graph<'_>, is_moved: &dyn Fn(usize) -> bool) -> Vec<(usize, Reason)> {
    let mut found = Vec::new();
    for circle in find_circles(graph) {
        let mut flags = list_flags(circle.into_iter().map(|number| graph.item(number)), &|_| true);
        flags.sort_unstable();
        let names: Vec<String> = flags.iter().map(|id| model.flags[*id].name.clone()).collect();
        let moved = flags.into_iter().filter(|id| is_moved(*id));
        found.extend(moved.map(|id| (id, Reason::Cycle(names.clone()))));
    }
    found
}

/// The flags that moved to where a decision takes too much: the one that does, else the nearest that it
/// asks about, else the nearest that ask about it. `None` if there are none.
fn find_costly(
    model: &Model,
    graph: &Graph<'_>,
    order: &[Item],
    is_moved: &dyn Fn(usize) -> bool,
) -> Option<Vec<(usize, Reason)>> {
    let has_moved = |item: Item| matches!(item, Item::Flag(id) if is_moved(id));
    let mut found = Vec::new();
    for item in check::find_costly(model, graph, order) {
        let mut near = if has_moved(item) { vec![item] } else { list_asked(graph, order, item, &has_moved) };
        if !near.iter().any(|item| has_moved(*item)) {
            near = list_asking(graph, order, item, &has_moved);
        }
        let flags = list_flags(near.into_iter(), is_moved);
        if flags.is_empty() {
            return None;
        }
        found.extend(flags.into_iter().map(|id| (id, Reason::TooDeep)));
    }
    Some(found)
}

fn list_flags(items: impl Iterator<Item = Item>, is_wanted: &dyn Fn(usize) -> bool) -> Vec<usize> {
    let number = |item| if let Item::Flag(id) = item { Some(id) } else { None };
    items.filter_map(number).filter(|id| is_wanted(*id)).collect()
}

/// What a thing asks about, directly or through others, as far as the first that is an end.
fn list_asked(graph: &Graph<'_>, order: &[Item], from: Item, is_end: &dyn Fn(Item) -> bool) -> Vec<Item> {
    let mut is_asked = vec![false; order.len()];
    is_asked[graph.number(from)] = true;
    for item in order.iter().rev() {
        if is_asked[graph.number(*item)] && !is_end(*item) {
            graph.edges(*item).iter().for_each(|edge| is_asked[graph.number(edge.to)] = true);
        }
    }
    graph.items().filter(|item| is_asked[graph.number(*item)]).collect()
}

/// What asks about a thing, directly or through others, as far as the first that is an end.
fn list_asking(graph: &Graph<'_>, order: &[Item], about: Item, is_end: &dyn Fn(Item) -> bool) -> Vec<Item> {
    let mut is_asking = vec![false; order.len()];
    is_asking[graph.number(about)] = true;
    for item in order {
        let asks = |to: Item| is_asking[graph.number(to)] && !is_end(to);
        let is_one = graph.edges(*item).iter().any(|edge| asks(edge.to));
        is_asking[graph.number(*item)] |= is_one;
    }
    graph.items().filter(|item| is_asking[graph.number(*item)]).collect()
}
