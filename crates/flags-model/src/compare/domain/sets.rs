//! Sets: every way in which the named items can be in or out.

use super::{Atom, Probe, Value, Words};
use crate::model::{Attribute, AttributeKind, OperatorTest};

/// So many items can be in or out in at most 256 ways.
const MOST_ITEMS: usize = 8;

/// The sets, the smaller ones first, and whether they are all.
pub(super) fn list_sets(declared: &[Option<Attribute>; 2], probes: &[Probe; 2]) -> (Vec<Atom>, bool) {
    let mut items: Vec<String> = Vec::new();
    let mut add = |item: &String| {
        if !items.contains(item) {
            items.push(item.clone());
        }
    };
    for (attribute, probe) in declared.iter().zip(probes) {
        for test in probe.tests() {
            match test {
                OperatorTest::OpenSet(_, operands) => operands.iter().for_each(&mut add),
                OperatorTest::ClosedSet(_, members) => {
                    let name = |member: &u16| attribute.as_ref()?.members.get(usize::from(*member));
                    members.iter().filter_map(name).for_each(&mut add);
                }
                _ => {}
            }
        }
    }
    let items: Vec<String> = items.into_iter().filter(|item| is_shared(declared, item)).collect();
    let is_complete = items.len() <= MOST_ITEMS;
    let mut sets: Vec<Vec<String>> = if is_complete {
        (0..1_u32 << items.len()).map(|bits| pick(&items, |at| bits >> at & 1 == 1)).collect()
    } else {
        let pairs = (0..items.len()).flat_map(|a| (a..items.len()).map(move |b| (a, b)));
        let few = pairs.map(|(a, b)| pick(&items, |at| at == a || at == b));
        [Vec::new(), items.clone()].into_iter().chain(few).collect()
    };
    sets.sort_by_key(Vec::len);
    let atom = |set: Vec<String>| Atom {
        words: Words::Name(format!("[{}]", set.join(", "))),
        value: Value::Set(set),
    };
    (sets.into_iter().map(atom).collect(), is_complete)
}

fn pick(items: &[String], is_in: impl Fn(usize) -> bool) -> Vec<String> {
    items.iter().enumerate().filter(|(at, _)| is_in(*at)).map(|(_, item)| item.clone()).collect()
}

/// Whether both files know the item: nobody holds what one of them lacks.
fn is_shared(declared: &[Option<Attribute>; 2], item: &String) -> bool {
    let knows = |it: &Attribute| it.kind != AttributeKind::ClosedSet || it.members.contains(item);
    declared.iter().flatten().all(knows)
}
