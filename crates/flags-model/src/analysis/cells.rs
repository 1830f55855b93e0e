//! The kinds of values that the tests of an attribute tell apart: each is the list of what the tests
//! answer, in their order.

use std::collections::HashSet;

use flags_runtime::Truth;
use flags_runtime::version;

use super::strings;
use crate::model::{AttributeId, AttributeKind, Compare, Model, OperatorTest, Quantifier};

/// More cells than this fit no set of bits beside absence.
pub(super) const MOST_CELLS: usize = 127;
/// So many items of a set can be in or out in at most 1,024 ways.
const MOST_ITEMS: usize = 10;
/// Seconds of a day.
const DAY: i64 = 86_400;

/// Distinct lists of answers.
#[derive(Default)]
pub(super) struct Cells(HashSet<Vec<Truth>>);

impl Cells {
    /// Adds the answers of a value; `None` if there are too many kinds.
    pub fn add(&mut self, answers: Vec<Truth>) -> Option<()> {
        self.0.insert(answers);
        (self.0.len() <= MOST_CELLS).then_some(())
    }
}

/// The cells of an attribute that is there; `None` if there are too many to look at. No test is `not` or
/// `present`.
pub(super) fn list_cells(
    model: &Model,
    attribute: AttributeId,
    tests: &[&OperatorTest],
) -> Option<Vec<Vec<Truth>>> {
    let mut cells = Cells::default();
    let declared = model.attributes.get(usize::from(attribute));
    match declared.map_or(AttributeKind::Timestamp, |declared| declared.kind) {
        AttributeKind::Bool => add_bools(&mut cells, tests)?,
        AttributeKind::Integer => add_integers(&mut cells, tests)?,
        AttributeKind::Float => add_floats(&mut cells, tests)?,
        AttributeKind::Version => add_versions(&mut cells, tests)?,
        AttributeKind::Timestamp => add_moments(&mut cells, tests, declared.is_none())?,
        AttributeKind::Enum => {
            add_members(&mut cells, tests, declared.map_or(0, |declared| declared.members.len()))?;
        }
        AttributeKind::ClosedSet | AttributeKind::OpenSet => add_sets(&mut cells, tests)?,
        AttributeKind::String => strings::add_strings(&mut cells, tests)?,
    }
    Some(cells.0.into_iter().collect())
}

/// Adds the answers that each value gets; a test of another type is never asked.
fn add_each<V>(
    cells: &mut Cells,
    tests: &[&OperatorTest],
    values: impl IntoIterator<Item = V>,
    answer: impl Fn(&OperatorTest, &V) -> Truth,
) -> Option<()> {
    for value in values {
        cells.add(tests.iter().map(|test| answer(test, &value)).collect())?;
    }
    Some(())
}

fn add_bools(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    add_each(cells, tests, [true, false], |test, value| match test {
        OperatorTest::Bool(wanted) => (wanted == value).into(),
        _ => Truth::Unknown,
    })
}

/// Each operand and its neighbours stand for all numbers: between two operands all answers are alike.
fn add_integers(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    let mut values = vec![0];
    for test in tests {
        let operands = match test {
            OperatorTest::Integer(_, operand) => std::slice::from_ref(operand),
            OperatorTest::IntegerIn(operands) => operands,
            _ => &[],
        };
        for operand in operands {
            values.extend([operand.saturating_sub(1), *operand, operand.saturating_add(1)]);
        }
    }
    values.sort_unstable();
    values.dedup();
    add_each(cells, tests, values, |test, value| match test {
        OperatorTest::Integer(compare, operand) => holds(*compare, value.cmp(operand)).into(),
        OperatorTest::IntegerIn(operands) => operands.contains(value).into(),
        _ => Truth::Unknown,
    })
}

fn add_floats(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    let mut values = vec![0.0];
    for test in tests {
        let operands = match test {
            OperatorTest::Float(_, operand) => std::slice::from_ref(operand),
            OperatorTest::FloatIn(operands) => operands,
            _ => &[],
        };
        for operand in operands {
            values.extend([operand.next_down(), *operand, operand.next_up()]);
        }
    }
    add_each(cells, tests, values, |test, value| match test {
        OperatorTest::Float(compare, operand) => {
            value.partial_cmp(operand).map(|order| holds(*compare, order)).into()
        }
        OperatorTest::FloatIn(operands) => operands.contains(value).into(),
        _ => Truth::Unknown,
    })
}

/// Versions by rank: the operands are the odd ones, what lies between them the even ones.
fn add_versions(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    let mut operands: Vec<&str> = Vec::new();
    for test in tests {
        match test {
            OperatorTest::Version(_, operand) => operands.push(operand),
            OperatorTest::VersionIn(list) => operands.extend(list.iter().map(String::as_str)),
            _ => {}
        }
    }
    operands.sort_by(|a, b| version::compare(a, b));
    operands.dedup_by(|a, b| version::compare(a, b).is_eq());
    let rank = |operand: &str| {
        let found = operands.binary_search_by(|other| version::compare(other, operand));
        2 * found.unwrap_or_else(|place| place) + 1
    };
    add_each(cells, tests, 0..=2 * operands.len(), |test, value| match test {
        OperatorTest::Version(compare, operand) => holds(*compare, value.cmp(&rank(operand))).into(),
        OperatorTest::VersionIn(list) => list.iter().any(|operand| rank(operand) == *value).into(),
        _ => Truth::Unknown,
    })
}

/// A moment against fixed ones, and its age against days. The two are taken as independent, since
/// anything may be now; without a `now` no age is known. The age of `now` itself is zero.
fn add_moments(cells: &mut Cells, tests: &[&OperatorTest], is_now: bool) -> Option<()> {
    let mut moments = vec![0];
    let mut ages = if is_now { vec![Some(0)] } else { vec![None, Some(-1), Some(0)] };
    for test in tests {
        match test {
            OperatorTest::After(moment) | OperatorTest::Before(moment) => {
                moments.extend([moment.saturating_sub(1), *moment]);
            }
            OperatorTest::WithinDays(days) | OperatorTest::OlderThanDays(days) if !is_now => {
                ages.extend([Some(days * DAY), Some(days * DAY + 1)]);
            }
            _ => {}
        }
    }
    let values = moments.iter().flat_map(|moment| ages.iter().map(move |age| (*moment, *age)));
    add_each(cells, tests, values, |test, (moment, age)| match test {
        OperatorTest::After(operand) => (moment >= operand).into(),
        OperatorTest::Before(operand) => (moment < operand).into(),
        OperatorTest::WithinDays(days) => age.map(|age| (0..=days * DAY).contains(&age)).into(),
        OperatorTest::OlderThanDays(days) => age.map(|age| age > days * DAY).into(),
        _ => Truth::Unknown,
    })
}

/// The members that are named, and one that is not, if there is any.
fn add_members(cells: &mut Cells, tests: &[&OperatorTest], count: usize) -> Option<()> {
    let mut named = vec![false; count];
    for test in tests {
        if let OperatorTest::Members(members) = test {
            for member in members {
                if let Some(named) = named.get_mut(usize::from(*member)) {
                    *named = true;
                }
            }
        }
    }
    let other = named.iter().position(|named| !named);
    let named = named.iter().enumerate().filter(|(_, named)| **named).map(|(member, _)| member);
    add_each(cells, tests, named.chain(other), |test, value| match test {
        OperatorTest::Members(members) => members.iter().any(|member| usize::from(*member) == *value).into(),
        _ => Truth::Unknown,
    })
}

/// Every way in which the named items can be in a set or not.
fn add_sets(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    let mut closed: Vec<u16> = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    for test in tests {
        match test {
            OperatorTest::ClosedSet(_, members) => closed.extend(members),
            OperatorTest::OpenSet(_, items) => open.extend(items.iter().map(String::as_str)),
            _ => {}
        }
    }
    closed.sort_unstable();
    closed.dedup();
    open.sort_unstable();
    open.dedup();
    let count = closed.len().max(open.len());
    if count > MOST_ITEMS {
        return None;
    }
    let has = |set: u32, place: Result<usize, usize>| place.is_ok_and(|place| set >> place & 1 == 1);
    add_each(cells, tests, 0..1_u32 << count, |test, set| match test {
        OperatorTest::ClosedSet(quantifier, members) => {
            let members = members.iter();
            quantified(*quantifier, members.map(|member| has(*set, closed.binary_search(member)))).into()
        }
        OperatorTest::OpenSet(quantifier, items) => {
            let items = items.iter();
            quantified(*quantifier, items.map(|item| has(*set, open.binary_search(&item.as_str())))).into()
        }
        _ => Truth::Unknown,
    })
}

fn quantified(quantifier: Quantifier, mut are_in: impl Iterator<Item = bool>) -> bool {
    match quantifier {
        Quantifier::Any => are_in.any(|is_in| is_in),
        Quantifier::All => are_in.all(|is_in| is_in),
        Quantifier::None => !are_in.any(|is_in| is_in),
    }
}

fn holds(compare: Compare, order: std::cmp::Ordering) -> bool {
    match compare {
        Compare::Equal => order.is_eq(),
        Compare::Above => order.is_gt(),
        Compare::AtLeast => order.is_ge(),
        Compare::Below => order.is_lt(),
        Compare::AtMost => order.is_le(),
    }
}
