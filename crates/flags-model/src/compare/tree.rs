//! From a tree of contexts to the few groups in which somebody is affected.

use super::domain::Dimension;
use super::impact::{Case, Effect, Fact, Group};

/// What happens to contexts: told apart by one attribute after the other.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    /// The same to all of them.
    Leaf(Effect),
    /// It depends on the cell of this dimension.
    Node(usize, Vec<Tree>),
}

/// A tree in which each attribute matters, asked in the same order everywhere.
#[derive(Debug, PartialEq)]
enum Merged {
    Leaf(Effect),
    Node(usize, Vec<(Vec<usize>, Merged)>),
}

/// The groups that are affected, each effect once.
pub(super) fn list_groups(tree: &Tree, dimensions: &[Dimension]) -> Vec<Group> {
    let order = order_of(dimensions);
    let mut chosen = vec![None; dimensions.len()];
    let merged = merge(tree, &order, &mut chosen);
    let mut groups = Vec::new();
    collect(&merged, dimensions, &mut Vec::new(), &mut groups);
    groups
}

/// In file order, but who is bucketed comes last: mostly nothing depends on it but being there.
fn order_of(dimensions: &[Dimension]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..dimensions.len()).collect();
    order.sort_by_key(|place| (dimensions[*place].is_bucketed, dimensions[*place].new));
    order
}

fn merge(tree: &Tree, order: &[usize], chosen: &mut Vec<Option<usize>>) -> Merged {
    let mut first = None;
    let mut asked = vec![0; chosen.len()];
    if scan(tree, chosen, &mut first, &mut asked)
        && let Some(effect) = first
    {
        return Merged::Leaf(effect);
    }
    let Some(place) = order.iter().copied().find(|place| asked[*place] > 0) else {
        return Merged::Leaf(first.unwrap_or_default());
    };
    let mut branches: Vec<(Vec<usize>, Merged)> = Vec::new();
    for cell in 0..asked[place] {
        chosen[place] = Some(cell);
        let branch = merge(tree, order, chosen);
        match branches.iter_mut().find(|(_, known)| *known == branch) {
            Some((cells, _)) => cells.push(cell),
            None => branches.push((vec![cell], branch)),
        }
    }
    chosen[place] = None;
    if branches.len() == 1
        && let Some((_, branch)) = branches.pop()
    {
        return branch;
    }
    Merged::Node(place, branches)
}

/// Whether all that is left of the tree comes to the same effect, and how many cells each dimension has
/// that is asked in it.
fn scan(tree: &Tree, chosen: &[Option<usize>], first: &mut Option<Effect>, asked: &mut [usize]) -> bool {
    match tree {
        Tree::Leaf(effect) => *first.get_or_insert(*effect) == *effect,
        Tree::Node(place, cells) => {
            if let Some(cell) = chosen[*place] {
                return cells.get(cell).is_none_or(|tree| scan(tree, chosen, first, asked));
            }
            asked[*place] = cells.len();
            let mut is_same = true;
            for tree in cells {
                is_same &= scan(tree, chosen, first, asked);
            }
            is_same
        }
    }
}

fn collect(tree: &Merged, dimensions: &[Dimension], facts: &mut Vec<Fact>, groups: &mut Vec<Group>) {
    match tree {
        Merged::Leaf(effect) if effect.is_none() => {}
        Merged::Leaf(effect) => {
            let case = Case { facts: facts.clone() };
            match groups.iter_mut().find(|group| group.effect == *effect) {
                Some(group) => group.who.push(case),
                None => groups.push(Group { who: vec![case], effect: *effect }),
            }
        }
        Merged::Node(place, branches) => {
            for (cells, branch) in branches {
                let fact = dimensions[*place].fact(cells);
                let is_stated = fact.is_some();
                facts.extend(fact);
                collect(branch, dimensions, facts, groups);
                if is_stated {
                    facts.pop();
                }
            }
        }
    }
}
