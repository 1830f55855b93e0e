//! The kinds of values of an attribute that the tests of either file tell apart, each with a value that
//! stands for it.

mod numbers;
mod patterns;
mod probe;
mod sets;
mod strings;
mod value;

use std::collections::BTreeSet;

use flags_runtime::{Kept, Slot};

use super::impact::{Fact, Holds};
use super::pair::Pair;
use super::reach::Reach;
use crate::model::{Attribute, AttributeId, AttributeKind, OperatorTest};
use probe::Probe;
pub(super) use value::Value;

/// One attribute, and the kinds of values that it can have. The first is absence, but for `now`.
pub(super) struct Dimension {
    pub name: String,
    pub old: Option<AttributeId>,
    pub new: Option<AttributeId>,
    pub is_bucketed: bool,
    /// Whether every value is of one of the kinds.
    pub is_complete: bool,
    pub cells: Vec<Cell>,
    atoms: Vec<Atom>,
}

/// Values that all tests answer alike.
pub(super) struct Cell {
    pub old: Slot<'static>,
    pub new: Slot<'static>,
    /// Whether they are those of many people, of whom each has buckets of their own.
    pub is_somebody: bool,
    /// None is absence.
    atoms: Vec<usize>,
}

/// The smallest piece that words tell apart.
pub(super) struct Atom {
    pub value: Value,
    pub words: Words,
}

/// What an atom is called.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Words {
    /// A name of its own.
    Name(String),
    /// Whatever has no name.
    Else,
    /// A point in an order, and what it is called as the first and the last of several.
    Point { only: Option<String>, first: String, last: String },
}

impl Dimension {
    /// Everything that the two reaches ask about. What its slots own is kept apart.
    pub fn list(pair: &Pair<'_>, old: &Reach<'_>, new: &Reach<'_>, now: i64, kept: &mut Kept) -> Vec<Self> {
        let (before, after) = (pair.old.model, pair.new.model);
        let asked = |reach: &Reach<'_>| -> BTreeSet<AttributeId> {
            reach.tests.keys().chain(&reach.bucketed).copied().collect()
        };
        let (old_asked, new_asked) = (asked(old), asked(new));
        let mut places: Vec<(&str, Option<AttributeId>, Option<AttributeId>)> = Vec::new();
        for id in &new_asked {
            let name = pair.new.rules.attribute_name(*id);
            places.push((name, number_of(&before.attributes, name, before.now()), Some(*id)));
        }
        for id in &old_asked {
            let name = pair.old.rules.attribute_name(*id);
            if !places.iter().any(|place| place.0 == name) {
                places.push((name, Some(*id), number_of(&after.attributes, name, after.now())));
            }
        }
        // Ages count from now, so what now can be comes first.
        let nows = moments(old.tests.get(&before.now()), new.tests.get(&after.now()), now);
        let make = |(name, before, after): (&str, Option<AttributeId>, Option<AttributeId>)| {
            let of = |reach: &Reach<'_>, id: Option<AttributeId>| {
                id.is_some_and(|id| reach.bucketed.contains(&id))
            };
            let is_bucketed = of(old, before) || of(new, after);
            let tests = |reach: &Reach<'_>, id: Option<AttributeId>| -> Vec<OperatorTest> {
                let tests = id.and_then(|id| reach.tests.get(&id)).into_iter().flatten();
                tests.map(|test| (*test).clone()).collect()
            };
            let probes = [
                Probe::of(&pair.old, before, tests(old, before)),
                Probe::of(&pair.new, after, tests(new, after)),
            ];
            make_dimension(pair, name, [before, after], is_bucketed, &probes, &nows, kept)
        };
        places.into_iter().map(make).collect()
    }

    /// What it means that the attribute is in one of these cells; `None` if they are all.
    pub fn fact(&self, cells: &[usize]) -> Option<Fact> {
        if cells.len() == self.cells.len() {
            return None;
        }
        let chosen = || cells.iter().filter_map(|cell| self.cells.get(*cell));
        let or_absent = chosen().any(|cell| cell.atoms.is_empty());
        let mut atoms: Vec<usize> = chosen().flat_map(|cell| &cell.atoms).copied().collect();
        atoms.sort_unstable();
        let holds = if atoms.is_empty() {
            Holds::Nothing
        } else if atoms.len() == self.atoms.len() {
            Holds::Anything
        } else {
            numbers::spans(&self.atoms, &atoms).unwrap_or_else(|| self.named(&atoms))
        };
        let attribute = self.name.clone();
        Some(Fact { attribute, is_bucketed: self.is_bucketed, is_contrasted: false, holds, or_absent })
    }

    fn named(&self, atoms: &[usize]) -> Holds {
        let names = |wanted: bool| -> Vec<String> {
            let chosen = self.atoms.iter().enumerate().filter(|(at, _)| atoms.contains(at) == wanted);
            let names = chosen.filter_map(|(_, atom)| match &atom.words {
                Words::Name(name) => Some(name.clone()),
                Words::Else | Words::Point { .. } => None,
            });
            names.collect()
        };
        let has_else = atoms.iter().any(|at| self.atoms[*at].words == Words::Else);
        let others = self.atoms.len() - atoms.len();
        if has_else || others * 3 < self.atoms.len() {
            Holds::NoneOf(names(false))
        } else {
            Holds::OneOf(names(true))
        }
    }
}

fn number_of(attributes: &[Attribute], name: &str, now: AttributeId) -> Option<AttributeId> {
    if name == "now" {
        return Some(now);
    }
    attributes.iter().position(|attribute| attribute.name == name)?.try_into().ok()
}

/// The moments that now is compared with, and their neighbours; the given one first.
fn moments(old: Option<&Vec<&OperatorTest>>, new: Option<&Vec<&OperatorTest>>, now: i64) -> Vec<i64> {
    let mut nows = vec![now];
    for test in old.into_iter().chain(new).flatten() {
        if let OperatorTest::After(moment) | OperatorTest::Before(moment) = test {
            nows.extend([moment.saturating_sub(1), *moment, moment.saturating_add(1)]);
        }
    }
    nows.dedup();
    nows
}

fn make_dimension(
    pair: &Pair<'_>,
    name: &str,
    ids: [Option<AttributeId>; 2],
    is_bucketed: bool,
    probes: &[Probe; 2],
    nows: &[i64],
    kept: &mut Kept,
) -> Dimension {
    let attribute = |model: &'_ crate::Model, id: Option<AttributeId>| -> Option<Attribute> {
        model.attributes.get(usize::from(id?)).cloned()
    };
    let [old, new] = ids;
    let declared = [attribute(pair.old.model, old), attribute(pair.new.model, new)];
    let tests: Vec<&OperatorTest> = probes.iter().flat_map(Probe::tests).collect();
    let kind = declared[1].as_ref().or(declared[0].as_ref()).map_or(AttributeKind::Timestamp, |it| it.kind);
    let (mut atoms, mut is_complete) = match kind {
        AttributeKind::String => strings::list_strings(&tests),
        AttributeKind::Bool => (
            [true, false]
                .map(|it| Atom { value: Value::Bool(it), words: Words::Name(it.to_string()) })
                .into(),
            true,
        ),
        AttributeKind::Integer => (numbers::list_integers(&tests), true),
        AttributeKind::Float => (numbers::list_floats(&tests), true),
        AttributeKind::Version => (numbers::list_versions(&tests), true),
        AttributeKind::Timestamp => (numbers::list_moments(&tests, nows), true),
        AttributeKind::Enum => (list_members(&declared), true),
        AttributeKind::ClosedSet | AttributeKind::OpenSet => sets::list_sets(&declared, probes),
    };
    // A text that is no value of the attribute in one of the files, such as an empty key, is nobody's. A member
    // that one of them lacks is somebody's: to that file it is absent.
    let fits = |value: &Value| {
        let mut slots = declared.iter().flatten().map(|declared| value.slot(declared, &mut Kept::default()));
        kind_differs(&declared) || matches!(value, Value::Member(_)) || slots.all(|slot| !slot.is_absent())
    };
    atoms.retain(|atom| fits(&atom.value));
    is_complete &= !kind_differs(&declared);
    let splits_members = is_bucketed && kind == AttributeKind::Enum;
    let mut slot_of = |side: usize, value: &Value, id: Option<AttributeId>| match &declared[side] {
        Some(declared) => value.slot(declared, kept),
        // `now` is no declared attribute, but it is in both files.
        None if name == "now" && id.is_some() => value.moment(),
        None => Slot::ABSENT,
    };
    let mut cells: Vec<Cell> = Vec::new();
    let mut known: Vec<Vec<bool>> = Vec::new();
    if name != "now" {
        cells.push(Cell { old: Slot::ABSENT, new: Slot::ABSENT, is_somebody: false, atoms: Vec::new() });
        known.push(Vec::new());
    }
    let slots: Vec<_> =
        atoms.iter().map(|atom| [slot_of(0, &atom.value, old), slot_of(1, &atom.value, new)]).collect();
    for ((at, atom), slots) in atoms.iter().enumerate().zip(slots) {
        let mut answers: Vec<bool> = slots.iter().map(Slot::is_absent).collect();
        for (probe, slot) in probes.iter().zip(slots) {
            probe.ask(slot, kept, nows, &mut answers);
        }
        let place = known.iter().position(|known| *known == answers && !splits_members);
        if let Some(place) = place {
            cells[place].atoms.push(at);
        } else {
            let [old, new] = slots;
            cells.push(Cell { old, new, is_somebody: atom.value.is_somebody(), atoms: vec![at] });
            known.push(answers);
        }
    }
    Dimension { name: name.to_owned(), old, new, is_bucketed, is_complete, cells, atoms }
}

fn kind_differs(declared: &[Option<Attribute>; 2]) -> bool {
    matches!(declared, [Some(old), Some(new)] if old.kind != new.kind)
}

/// The members of either file, each once.
fn list_members(declared: &[Option<Attribute>; 2]) -> Vec<Atom> {
    let mut members: Vec<&String> = Vec::new();
    for member in declared.iter().flatten().flat_map(|attribute| &attribute.members) {
        if !members.contains(&member) {
            members.push(member);
        }
    }
    let atom = |it: &String| Atom { value: Value::Member(it.clone()), words: Words::Name(it.clone()) };
    members.into_iter().map(atom).collect()
}
