//! The kinds of strings that tests tell apart: each string that is named, and every way in which the
//! others can start, end and so on.

use std::collections::{BTreeSet, HashSet};

use flags_runtime::Truth;

use super::cells::Cells;
use crate::model::{OperatorTest, StringTest};

/// So many properties of strings combine in at most 256 ways.
const MOST_PROPERTIES: usize = 8;
/// Lists shorter than this are searched one by one.
const SHORT_LIST: usize = 8;

/// What a string may be besides equal to an operand.
#[derive(Clone, Copy, PartialEq)]
struct Property<'t> {
    kind: Kind,
    ignore_case: bool,
    /// Lower case if case is ignored.
    operand: &'t str,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Equals,
    StartsWith,
    EndsWith,
    Contains,
    /// A regular expression, about which nothing is known.
    Matches,
}

/// A test, ready to be asked many times.
enum Prepared<'t> {
    /// One of these strings.
    Short(&'t [String]),
    /// One of these strings.
    Long(HashSet<&'t str>),
    /// Any of these properties.
    Properties(Vec<Property<'t>>),
    Other,
}

pub(super) fn add_strings(cells: &mut Cells, tests: &[&OperatorTest]) -> Option<()> {
    let prepared: Vec<Prepared<'_>> = tests.iter().map(|test| prepare(test)).collect();
    let mut properties: Vec<Property<'_>> = Vec::new();
    for test in &prepared {
        let Prepared::Properties(own) = test else { continue };
        let new: Vec<_> = own.iter().filter(|property| !properties.contains(property)).copied().collect();
        properties.extend(new);
        if properties.len() > MOST_PROPERTIES {
            return None;
        }
    }
    let opaque: Vec<_> = properties.iter().copied().filter(|it| it.kind == Kind::Matches).collect();
    for named in named_strings(tests) {
        for chosen in combinations(&opaque) {
            let has = |property: &Property<'_>| match property.kind {
                Kind::Matches => chosen.contains(property),
                _ => property.is_of(named),
            };
            cells.add(prepared.iter().map(|test| test.answer(Some(named), has)).collect())?;
        }
    }
    for chosen in combinations(&properties).filter(|chosen| is_possible(chosen, &properties)) {
        let has = |property: &Property<'_>| chosen.contains(property);
        cells.add(prepared.iter().map(|test| test.answer(None, has)).collect())?;
    }
    Some(())
}

fn prepare(test: &OperatorTest) -> Prepared<'_> {
    let (kind, ignore_case, operands) = match test {
        OperatorTest::String(StringTest::Equals(false), operands) if operands.len() < SHORT_LIST => {
            return Prepared::Short(operands);
        }
        OperatorTest::String(StringTest::Equals(false), operands) => {
            return Prepared::Long(operands.iter().map(String::as_str).collect());
        }
        OperatorTest::String(StringTest::Equals(true), operands) => (Kind::Equals, true, operands),
        OperatorTest::String(StringTest::StartsWith(ignore), operands) => {
            (Kind::StartsWith, *ignore, operands)
        }
        OperatorTest::String(StringTest::EndsWith(ignore), operands) => (Kind::EndsWith, *ignore, operands),
        OperatorTest::String(StringTest::Contains(ignore), operands) => (Kind::Contains, *ignore, operands),
        OperatorTest::Matches(patterns, ignore) => (Kind::Matches, *ignore, patterns),
        _ => return Prepared::Other,
    };
    Prepared::Properties(operands.iter().map(|operand| Property { kind, ignore_case, operand }).collect())
}

/// Every operand, each once.
fn named_strings<'t>(tests: &[&'t OperatorTest]) -> BTreeSet<&'t str> {
    let operands = tests.iter().flat_map(|test| match test {
        OperatorTest::String(_, operands) => operands.as_slice(),
        _ => &[],
    });
    operands.map(String::as_str).collect()
}

/// Every choice of some of the properties.
fn combinations<'p, 't>(properties: &'p [Property<'t>]) -> impl Iterator<Item = Vec<Property<'t>>> + 'p {
    (0..1_u32 << properties.len()).map(|bits| {
        let chosen = properties.iter().enumerate().filter(move |(at, _)| bits >> at & 1 == 1);
        chosen.map(|(_, property)| *property).collect()
    })
}

/// Whether a string may have these properties and lack the others, as far as can be told.
fn is_possible(chosen: &[Property<'_>], all: &[Property<'_>]) -> bool {
    let lacks = |property: &&Property<'_>| !chosen.contains(property);
    chosen.iter().all(|has| {
        all.iter().filter(lacks).all(|other| !has.implies(other))
            && chosen.iter().all(|other| !has.excludes(other))
    })
}

impl Prepared<'_> {
    /// What the test answers about a named string, or about one that equals no operand.
    fn answer(&self, named: Option<&str>, has: impl Fn(&Property<'_>) -> bool) -> Truth {
        match self {
            Self::Short(operands) => named.is_some_and(|named| operands.iter().any(|it| it == named)).into(),
            Self::Long(operands) => named.is_some_and(|named| operands.contains(named)).into(),
            Self::Properties(properties) => properties.iter().any(has).into(),
            Self::Other => Truth::Unknown,
        }
    }
}

impl Kind {
    /// Whether a text that is known whole has the property.
    fn holds(self, text: &str, operand: &str) -> bool {
        match self {
            Self::Equals => text == operand,
            Self::StartsWith => text.starts_with(operand),
            Self::EndsWith => text.ends_with(operand),
            Self::Contains => text.contains(operand),
            Self::Matches => false,
        }
    }
}

impl Property<'_> {
    fn is_of(&self, text: &str) -> bool {
        if self.ignore_case {
            self.kind.holds(&lower(text), self.operand)
        } else {
            self.kind.holds(text, self.operand)
        }
    }

    /// Both operands as they compare: in lower case, unless neither ignores case. A prefix of a text in
    /// lower case is the lower case of its prefix, because letters are lowered one by one.
    fn operands(&self, other: &Self) -> (String, String) {
        let ignore_case = self.ignore_case || other.ignore_case;
        let written = |property: &Self| {
            if ignore_case { lower(property.operand) } else { property.operand.to_owned() }
        };
        (written(self), written(other))
    }

    /// Whether every string with this property has the other one.
    fn implies(&self, other: &Self) -> bool {
        if self.ignore_case && !other.ignore_case {
            return false;
        }
        let (own, wanted) = self.operands(other);
        match (self.kind, other.kind) {
            (Kind::StartsWith, Kind::StartsWith) => own.starts_with(&wanted),
            (Kind::EndsWith, Kind::EndsWith) => own.ends_with(&wanted),
            (Kind::StartsWith | Kind::EndsWith | Kind::Contains, Kind::Contains) => own.contains(&wanted),
            (Kind::Equals, kind) => kind.holds(&own, &wanted),
            _ => false,
        }
    }

    /// Whether no string has both.
    fn excludes(&self, other: &Self) -> bool {
        let (own, wanted) = self.operands(other);
        match (self.kind, other.kind) {
            (Kind::StartsWith, Kind::StartsWith) => !own.starts_with(&wanted) && !wanted.starts_with(&own),
            (Kind::EndsWith, Kind::EndsWith) => !own.ends_with(&wanted) && !wanted.ends_with(&own),
            (_, Kind::Matches) | (Kind::Matches, _) => false,
            (Kind::Equals, kind) => !kind.holds(&own, &wanted),
            _ => false,
        }
    }
}

fn lower(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(kind: Kind, ignore_case: bool, operand: &str) -> Property<'_> {
        Property { kind, ignore_case, operand }
    }

    #[test]
    fn implications_follow_prefixes_and_suffixes() {
        let starts = |text| property(Kind::StartsWith, false, text);
        assert!(starts("trial-eu").implies(&starts("trial-")));
        assert!(!starts("trial-").implies(&starts("trial-eu")));
        assert!(starts("trial-").implies(&property(Kind::Contains, false, "ial")));
        assert!(starts("Trial-").implies(&property(Kind::StartsWith, true, "tr")));
        assert!(!property(Kind::StartsWith, true, "trial").implies(&starts("tr")));
        assert!(!starts("trial-").implies(&property(Kind::EndsWith, false, "-")));
    }

    #[test]
    fn exclusions_follow_beginnings_and_ends() {
        let starts = |text| property(Kind::StartsWith, false, text);
        assert!(starts("a").excludes(&starts("b")) && !starts("a").excludes(&starts("ab")));
        assert!(!starts("a").excludes(&property(Kind::EndsWith, false, "b")));
        assert!(property(Kind::Equals, true, "dk").excludes(&starts("x")));
        assert!(!property(Kind::Equals, true, "dk").excludes(&starts("D")));
        assert!(!starts("a").excludes(&property(Kind::Matches, false, "^b")));
    }
}
