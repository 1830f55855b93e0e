//! Ordered values: the constants of the tests, and what lies right below and right above each. Between
//! two of them all answers are alike.

use flags_runtime::version;
use flags_runtime::words::Timestamp;

use super::{Atom, Value, Words};
use crate::compare::impact::Holds;
use crate::model::OperatorTest;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// The words for the two sides of a constant.
struct Sides {
    at_least: &'static str,
    above: &'static str,
    at_most: &'static str,
    below: &'static str,
}

const NUMBERS: Sides = Sides { at_least: "at least ", above: "above ", at_most: "at most ", below: "below " };
const MOMENTS: Sides = Sides { at_least: "since ", above: "after ", at_most: "until ", below: "before " };

/// A constant with what lies right below and right above it, if anything does.
struct Constant {
    below: Option<Value>,
    at: Value,
    above: Option<Value>,
    words: String,
}

pub(super) fn list_integers(tests: &[&OperatorTest]) -> Vec<Atom> {
    let mut constants = Vec::new();
    for test in tests {
        match test {
            OperatorTest::Integer(_, operand) => constants.push(*operand),
            OperatorTest::IntegerIn(operands) => constants.extend(operands),
            _ => {}
        }
    }
    let constants = constants.into_iter().map(|it| Constant {
        below: it.checked_sub(1).map(Value::Integer),
        at: Value::Integer(it),
        above: it.checked_add(1).map(Value::Integer),
        words: it.to_string(),
    });
    order(constants.collect(), Value::Integer(0), &NUMBERS)
}

pub(super) fn list_floats(tests: &[&OperatorTest]) -> Vec<Atom> {
    let mut constants = Vec::new();
    for test in tests {
        match test {
            OperatorTest::Float(_, operand) => constants.push(*operand),
            OperatorTest::FloatIn(operands) => constants.extend(operands),
            _ => {}
        }
    }
    let constants = constants.into_iter().map(|it| Constant {
        below: Some(Value::Float(it.next_down())),
        at: Value::Float(it),
        above: Some(Value::Float(it.next_up())),
        words: format!("{it:?}"),
    });
    order(constants.collect(), Value::Float(0.0), &NUMBERS)
}

pub(super) fn list_versions(tests: &[&OperatorTest]) -> Vec<Atom> {
    let mut constants: Vec<&str> = Vec::new();
    for test in tests {
        match test {
            OperatorTest::Version(_, operand) => constants.push(operand),
            OperatorTest::VersionIn(operands) => constants.extend(operands.iter().map(String::as_str)),
            _ => {}
        }
    }
    constants.sort_by(|a, b| version::compare(a, b));
    let constants = constants.into_iter().enumerate().map(|(at, it)| Constant {
        // The least version of all, and the one after each, leave nothing out.
        below: (at == 0).then(|| Value::Version("0.0.0-0".into())),
        at: Value::Version(it.to_owned()),
        above: next_version(it).map(Value::Version),
        words: it.to_owned(),
    });
    order(constants.collect(), Value::Version("1.0.0".into()), &NUMBERS)
}

/// The least version above another.
fn next_version(text: &str) -> Option<String> {
    let plain = text.split_once('+').map_or(text, |(plain, _)| plain);
    if plain.contains('-') {
        return Some(format!("{plain}.0"));
    }
    let mut numbers = plain.split('.').map(str::parse::<u64>);
    let mut next = || numbers.next().unwrap_or(Ok(0)).ok();
    let (major, minor, patch) = (next()?, next()?, next()?);
    Some(format!("{major}.{minor}.{}-0", patch.checked_add(1)?))
}

pub(super) fn list_moments(tests: &[&OperatorTest], nows: &[i64]) -> Vec<Atom> {
    let mut constants: Vec<(i64, String)> = Vec::new();
    for test in tests {
        match test {
            OperatorTest::After(moment) | OperatorTest::Before(moment) => {
                constants.push((*moment, Timestamp(*moment).to_string()));
            }
            OperatorTest::WithinDays(days) | OperatorTest::OlderThanDays(days) => {
                for (at, now) in nows.iter().enumerate() {
                    let moment = now.saturating_sub(days.saturating_mul(DAY));
                    let words = match at {
                        0 => format!("{days} days ago"),
                        _ => Timestamp(moment).to_string(),
                    };
                    let now_words = if at == 0 { "now".to_owned() } else { Timestamp(*now).to_string() };
                    constants.extend([(moment, words), (*now, now_words)]);
                }
            }
            _ => {}
        }
    }
    let constants = constants.into_iter().map(|(moment, words)| Constant {
        below: moment.checked_sub(1).map(Value::Moment),
        at: Value::Moment(moment),
        above: moment.checked_add(1).map(Value::Moment),
        words,
    });
    order(constants.collect(), Value::Moment(nows[0]), &MOMENTS)
}

/// The constants and their neighbours in order, each once.
fn order(constants: Vec<Constant>, default: Value, sides: &Sides) -> Vec<Atom> {
    if constants.is_empty() {
        return vec![Atom { value: default, words: Words::Else }];
    }
    let mut atoms = Vec::new();
    for Constant { below, at, above, words } in constants {
        let named = |text: &str| format!("{text}{words}");
        let point = |value, only, first, last| Atom { value, words: Words::Point { only, first, last } };
        let (below_words, above_words) = (named(sides.below), named(sides.above));
        atoms.push(point(at, Some(words.clone()), named(sides.at_least), named(sides.at_most)));
        atoms.extend(below.map(|it| point(it, None, String::new(), below_words)));
        atoms.extend(above.map(|it| point(it, None, above_words, String::new())));
    }
    // Stable: of two with the same value the constant itself comes first, if there is one.
    atoms.sort_by_key(|atom| !matches!(&atom.words, Words::Point { only: Some(_), .. }));
    atoms.sort_by(|a, b| compare(&a.value, &b.value));
    let mut distinct: Vec<Atom> = Vec::new();
    for atom in atoms {
        match distinct.last_mut() {
            Some(last) if compare(&last.value, &atom.value).is_eq() => merge(&mut last.words, atom.words),
            _ => distinct.push(atom),
        }
    }
    end_at_next(&mut distinct, sides);
    distinct
}

/// There is no greatest version below another: those before it end where it begins.
fn end_at_next(atoms: &mut [Atom], sides: &Sides) {
    let nexts: Vec<Option<String>> = atoms.iter().skip(1).map(|atom| atom.words.only()).collect();
    for (atom, next) in atoms.iter_mut().zip(nexts) {
        if let (Words::Point { last, .. }, Some(next)) = (&mut atom.words, next)
            && last.is_empty()
        {
            *last = format!("{}{next}", sides.below);
        }
    }
}

impl Words {
    fn only(&self) -> Option<String> {
        if let Self::Point { only, .. } = self { only.clone() } else { None }
    }
}

/// The value above one constant may be the one below the next.
fn merge(known: &mut Words, other: Words) {
    let (Words::Point { first, last, .. }, Words::Point { first: new_first, last: new_last, .. }) =
        (known, other)
    else {
        return;
    };
    if first.is_empty() {
        *first = new_first;
    }
    if last.is_empty() {
        *last = new_last;
    }
}

fn compare(a: &Value, b: &Value) -> std::cmp::Ordering {
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) | (Value::Moment(a), Value::Moment(b)) => a.cmp(b),
        (Value::Float(a), Value::Float(b)) => a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal),
        (Value::Version(a), Value::Version(b)) => version::compare(a, b),
        _ => std::cmp::Ordering::Equal,
    }
}

/// Neighbours as spans: `at least 10 and below 50`. `None` if the atoms have no order.
pub(super) fn spans(atoms: &[Atom], chosen: &[usize]) -> Option<Holds> {
    let mut spans = Vec::new();
    for run in chosen.chunk_by(|a, b| a + 1 == *b) {
        let (start, end) = (*run.first()?, *run.last()?);
        let (Words::Point { only, first, .. }, Words::Point { last, .. }) =
            (&atoms.get(start)?.words, &atoms.get(end)?.words)
        else {
            return None;
        };
        let is_first = start == 0;
        let is_last = end + 1 == atoms.len();
        spans.push(match (is_first, is_last, only) {
            (_, _, Some(only)) if start == end => only.clone(),
            (true, _, _) => last.clone(),
            (_, true, _) => first.clone(),
            _ => format!("{first} and {last}"),
        });
    }
    Some(Holds::OneOf(spans))
}
