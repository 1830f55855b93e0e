//! Who is affected when flags decide otherwise.

use std::collections::BTreeSet;

use crate::model::{FlagId, Graph, Item, Model};

/// These flags, and all that ask about them: as requirements, in conditions, through segments and stages.
pub fn with_asking(model: &Model, flags: &BTreeSet<FlagId>) -> BTreeSet<FlagId> {
    if flags.is_empty() {
        return BTreeSet::new();
    }
    let graph = Graph::of(model);
    let mut asking: Vec<Vec<Item>> = graph.items().map(|_| Vec::new()).collect();
    for item in graph.items() {
        for edge in graph.edges(item) {
            asking[graph.number(edge.to)].push(item);
        }
    }
    let mut found: BTreeSet<usize> =
        flags.iter().map(|flag| graph.number(Item::Flag(*flag as usize))).collect();
    let mut rest: Vec<usize> = found.iter().copied().collect();
    while let Some(number) = rest.pop() {
        let new = asking[number].iter().map(|item| graph.number(*item));
        rest.extend(new.filter(|number| found.insert(*number)));
    }
    let flag = |number| match graph.item(number) {
        Item::Flag(flag) => FlagId::try_from(flag).ok(),
        Item::Segment(_) | Item::Stage(_) => None,
    };
    found.into_iter().filter_map(flag).collect()
}
