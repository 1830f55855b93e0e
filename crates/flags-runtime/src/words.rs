//! Rules in words: for traces, for the doc comments of generated methods, for tools. Made from the
//! ruleset itself, so that the words cannot say something else than what is decided.

use alloc::string::{String, ToString};
use alloc::{format, vec::Vec};
use core::fmt;

use crate::ruleset::{
    AttributeId, Compare, FlagTest, Node, PayloadId, Quantifier, Requirement, Ruleset, Run, StringTest, Test,
    Thousandths,
};

/// A percentage as people write it: 12 500 thousandths are `12.5 %`.
#[derive(Clone, Copy, Debug)]
pub struct Percentage(pub Thousandths);

/// A bucket as people compare it with a percentage: 19 258 is `19.258`.
#[derive(Clone, Copy, Debug)]
pub struct Bucket(pub u32);

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = self.0 / 1000;
        let decimals = format!("{:03}", self.0 % 1000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{whole} %"),
            decimals => write!(f, "{whole}.{decimals} %"),
        }
    }
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0 / 1000, self.0 % 1000)
    }
}

/// A condition that is a list of nodes of which all must hold.
pub fn all_words(rules: &Ruleset, nodes: Run) -> String {
    join(nodes.of(&rules.nodes).iter().map(|node| node_words(rules, *node)), " and ")
}

/// One node of a condition: `plan is pro or enterprise`.
pub fn node_words(rules: &Ruleset, node: Node) -> String {
    let name = |attribute: AttributeId| rules.attribute_name(attribute);
    match node.1 {
        Test::Is(true) => "always".into(),
        Test::Is(false) => "never".into(),
        Test::All(nodes) => match nodes.1 {
            1 => all_words(rules, nodes),
            _ => format!("({})", all_words(rules, nodes)),
        },
        Test::Any(nodes) => any_words(rules, nodes),
        Test::None(nodes) => format!("none of {}", any_words(rules, nodes)),
        Test::Not(nodes) => format!("not {}", node_words(rules, Node(node.0, Test::All(nodes)))),
        Test::Segment(id) => {
            let segment = rules.segments.get(usize::from(id));
            format!("in segment {}", segment.map_or("?", |segment| rules.str(segment.name)))
        }
        Test::Flag(flag, test) => {
            let state = match test {
                FlagTest::On => "on",
                FlagTest::Off => "off",
                FlagTest::Variant(variant) => variant_name(rules, flag, variant).unwrap_or("?"),
            };
            format!("flag {} is {state}", rules.flag_name(flag))
        }
        Test::Present(attribute, true) => format!("{} is present", name(attribute)),
        Test::Present(attribute, false) => format!("{} is absent", name(attribute)),
        Test::Bool(attribute, value) => format!("{} is {value}", name(attribute)),
        Test::Integer(attribute, compare, operand) => {
            format!("{} {} {operand}", name(attribute), compare_words(compare))
        }
        Test::Float(attribute, compare, operand) => {
            format!("{} {} {operand:?}", name(attribute), compare_words(compare))
        }
        Test::Version(attribute, compare, operand) => {
            format!("{} {} {}", name(attribute), compare_words(compare), rules.str(operand))
        }
        Test::IntegerIn(attribute, list) => is_one_of(name(attribute), list.of(&rules.integers)),
        Test::FloatIn(attribute, list) => is_one_of(name(attribute), list.of(&rules.floats)),
        Test::After(attribute, second) => format!("{} is at or after {}", name(attribute), Timestamp(second)),
        Test::Before(attribute, second) => format!("{} is before {}", name(attribute), Timestamp(second)),
        Test::Within(attribute, seconds) => {
            format!("{} is within the last {} days", name(attribute), seconds / DAY)
        }
        Test::OlderThan(attribute, seconds) => {
            format!("{} is more than {} days ago", name(attribute), seconds / DAY)
        }
        Test::Enum(attribute, members) => {
            format!("{} is {}", name(attribute), or(&member_names(rules, attribute, &[members])))
        }
        Test::WideEnum(attribute, words) => {
            let members = member_names(rules, attribute, words.of(&rules.words));
            format!("{} is {}", name(attribute), or(&members))
        }
        Test::Set(attribute, quantifier, members) => {
            set_words(name(attribute), quantifier, &member_names(rules, attribute, &[members]))
        }
        Test::OpenSet(attribute, quantifier, list) => {
            set_words(name(attribute), quantifier, &strings(rules, list))
        }
        Test::VersionIn(attribute, list) | Test::StringIn(attribute, list, _) => {
            format!("{} is {}", name(attribute), or(&strings(rules, list)))
        }
        Test::String(attribute, test, list) => {
            let (verb, ignores_case) = string_test_words(test);
            let suffix = if ignores_case { ", whatever the case" } else { "" };
            format!("{} {verb} {}{suffix}", name(attribute), or(&strings(rules, list)))
        }
        Test::Matches(attribute, list) => {
            let patterns = list.of(&rules.patterns).iter().map(|pattern| format!("/{}/", pattern.text()));
            format!("{} matches {}", name(attribute), join(patterns, " or "))
        }
    }
}

/// What a flag requires: `core_redesign`, `checkout = blue`.
pub fn requirement_words(rules: &Ruleset, requirement: Requirement) -> String {
    let flag = rules.flag_name(requirement.flag);
    match requirement.variant {
        None => flag.into(),
        Some(variant) => {
            format!("{flag} = {}", variant_name(rules, requirement.flag, variant).unwrap_or("?"))
        }
    }
}

/// The name of a flag's variant.
pub fn variant_name(rules: &Ruleset, flag: u32, variant: PayloadId) -> Option<&str> {
    rules.name_in(rules.flags.get(flag as usize)?.variants, usize::from(variant))
}

const DAY: i64 = 86_400;

fn any_words(rules: &Ruleset, nodes: Run) -> String {
    let nodes = nodes.of(&rules.nodes).iter().map(|node| node_words(rules, *node));
    format!("({})", join(nodes, " or "))
}

fn compare_words(compare: Compare) -> &'static str {
    match compare {
        Compare::Equal => "is",
        Compare::Above => "is above",
        Compare::AtLeast => "is at least",
        Compare::Below => "is below",
        Compare::AtMost => "is at most",
    }
}

fn string_test_words(test: StringTest) -> (&'static str, bool) {
    match test {
        StringTest::Equals(ignores_case) => ("is", ignores_case),
        StringTest::StartsWith(ignores_case) => ("starts with", ignores_case),
        StringTest::EndsWith(ignores_case) => ("ends with", ignores_case),
        StringTest::Contains(ignores_case) => ("contains", ignores_case),
    }
}

fn set_words(name: &str, quantifier: Quantifier, members: &[&str]) -> String {
    match (quantifier, members) {
        (Quantifier::None, _) => format!("{name} has none of {}", join(members.iter(), ", ")),
        (_, [member]) => format!("{name} has {member}"),
        (Quantifier::Any, _) => format!("{name} has any of {}", join(members.iter(), ", ")),
        (Quantifier::All, _) => format!("{name} has all of {}", join(members.iter(), ", ")),
    }
}

fn strings(rules: &Ruleset, list: Run) -> Vec<&str> {
    list.of(&rules.strings).iter().map(|string| rules.str(*string)).collect()
}

fn member_names<'r>(rules: &'r Ruleset, attribute: AttributeId, words: &[u64]) -> Vec<&'r str> {
    let Some(attribute) = rules.attributes.get(usize::from(attribute)) else { return Vec::new() };
    let names = rules.names_of(attribute.members).enumerate();
    let is_in = |index: usize| words.get(index / 64).is_some_and(|word| word >> (index % 64) & 1 == 1);
    names.filter(|(index, _)| is_in(*index)).map(|(_, name)| name).collect()
}

fn is_one_of<T: fmt::Debug>(name: &str, items: &[T]) -> String {
    format!("{name} is {}", join(items.iter().map(|item| format!("{item:?}")), " or "))
}

/// A long list is cut: a doc comment of a thousand ids helps nobody.
fn or(items: &[&str]) -> String {
    const SHOWN: usize = 8;
    match items.len().checked_sub(SHOWN) {
        None | Some(0) if items.is_empty() => "nothing".into(),
        None | Some(0) => join(items.iter(), " or "),
        Some(more) => format!("{} or {more} more", join(items.iter().take(SHOWN), " or ")),
    }
}

fn join<T: ToString>(items: impl Iterator<Item = T>, separator: &str) -> String {
    items.map(|item| item.to_string()).collect::<Vec<_>>().join(separator)
}

/// Seconds since 1970 as a date, with the time where it is not midnight.
#[derive(Clone, Copy, Debug)]
pub struct Timestamp(pub i64);

impl fmt::Display for Timestamp {
    /// The civil calendar from days, by Howard Hinnant
    /// (<https://howardhinnant.github.io/date_algorithms.html#civil_from_days>).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days = self.0.div_euclid(DAY) + 719_468;
        let second = self.0.rem_euclid(DAY);
        let era = days.div_euclid(146_097);
        let day_of_era = days.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        write!(f, "{year:04}-{month:02}-{day:02}")?;
        if second == 0 {
            return Ok(());
        }
        write!(f, "T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60)
    }
}
