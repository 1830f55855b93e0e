//! Texts: those that are named, some that start, end and so on as the tests ask, and another one.

use super::patterns::example;
use super::{Atom, Value, Words};
use crate::model::{OperatorTest, StringTest};

/// Beyond so many operands of a kind their combinations are left out.
const MOST_COMBINED: usize = 12;
/// Texts of usual shapes, for regular expressions, of which little is known.
const SHAPES: [&str; 6] = ["a", "A", "1", "a1", "someone@example.com", "a b"];

/// The texts, and whether they stand for all.
pub(super) fn list_strings(tests: &[&OperatorTest]) -> (Vec<Atom>, bool) {
    let mut named: Vec<&str> = Vec::new();
    let mut starts: Vec<&str> = Vec::new();
    let mut ends: Vec<&str> = Vec::new();
    let mut inner: Vec<&str> = Vec::new();
    let mut patterns: Vec<&str> = Vec::new();
    let (mut ignores_case, mut minds_case) = (false, false);
    for test in tests {
        let (list, ignore, operands) = match test {
            OperatorTest::String(StringTest::Equals(ignore), operands) => (&mut named, *ignore, operands),
            OperatorTest::String(StringTest::StartsWith(ignore), operands) => {
                (&mut starts, *ignore, operands)
            }
            OperatorTest::String(StringTest::EndsWith(ignore), operands) => (&mut ends, *ignore, operands),
            OperatorTest::String(StringTest::Contains(ignore), operands) => (&mut inner, *ignore, operands),
            OperatorTest::Matches(own, _) => {
                patterns.extend(own.iter().map(String::as_str));
                continue;
            }
            _ => continue,
        };
        list.extend(operands.iter().map(String::as_str));
        *(if ignore { &mut ignores_case } else { &mut minds_case }) = true;
    }
    let somebody = outsider(&[&named, &starts, &ends, &inner]);
    let mut atoms = vec![Atom { value: Value::Text(somebody.clone()), words: Words::Else }];
    let mut add = |text: String, words: String| {
        if !atoms.iter().any(|atom| atom.value == Value::Text(text.clone())) {
            atoms.push(Atom { value: Value::Text(text), words: Words::Name(words) });
        }
    };
    // Long lists hold each text once anyway.
    for text in named.iter().chain(&starts).chain(&ends).chain(&inner) {
        add((*text).to_owned(), format!("{text:?}"));
        if ignores_case && minds_case {
            add(text.to_uppercase(), format!("{:?}", text.to_uppercase()));
        }
    }
    for it in &starts {
        add(format!("{it}{somebody}"), format!("{it:?}…"));
    }
    for it in &ends {
        add(format!("{somebody}{it}"), format!("…{it:?}"));
    }
    for it in &inner {
        add(format!("{somebody}{it}{somebody}"), format!("…{it:?}…"));
    }
    if starts.len() * ends.len() <= MOST_COMBINED {
        for (start, end) in starts.iter().flat_map(|start| ends.iter().map(move |end| (start, end))) {
            add(format!("{start}{somebody}{end}"), format!("{start:?}…{end:?}"));
        }
    }
    if !patterns.is_empty() {
        let examples = patterns.iter().filter_map(|pattern| example(pattern));
        for it in examples.chain(SHAPES.map(str::to_owned)) {
            add(it.clone(), format!("{it:?}"));
        }
    }
    let parts = [&starts, &ends, &inner].into_iter().filter(|list| !list.is_empty()).count();
    let is_simple = parts == 0 || (parts == 1 && inner.len() <= 1);
    (atoms, patterns.is_empty() && is_simple && !(ignores_case && minds_case))
}

/// A text that none of the operands shares a letter with.
fn outsider(operands: &[&Vec<&str>]) -> String {
    let is_free =
        |letter: &char| operands.iter().flat_map(|list| list.iter()).all(|it| !it.contains(*letter));
    // There are more letters than a list of usual length uses.
    ('\u{2603}'..='\u{2fff}').find(is_free).unwrap_or('\u{fffd}').to_string()
}
