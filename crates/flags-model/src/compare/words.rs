//! Who gains, who loses, who is moved, in words.

use std::fmt;

use super::impact::{Case, Effect, Fact, Group, Holds};

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cases: Vec<String> = self.who.iter().map(Case::to_string).collect();
        write!(f, "{}: {}", cases.join("; or "), self.effect)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.facts.iter().filter(|fact| fact.is_contrasted || !fact.goes_without_saying());
        let facts: Vec<String> = facts.map(Fact::to_string).collect();
        if facts.is_empty() { f.write_str("everyone") } else { f.write_str(&facts.join(" and ")) }
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = &self.attribute;
        match &self.holds {
            Holds::Anything => write!(f, "{name} is present")?,
            Holds::Nothing => return write!(f, "{name} is absent"),
            Holds::OneOf(values) => write!(f, "{name} is {}", join(values))?,
            Holds::NoneOf(values) => write!(f, "{name} is not {}", join(values))?,
        }
        if self.or_absent { write!(f, " or absent") } else { Ok(()) }
    }
}

/// `a`, `a or b`, `a, b or 7 others`.
fn join(values: &[String]) -> String {
    match values {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] if values.len() <= 6 => format!("{} or {last}", first.join(", ")),
        [first @ .., _] => format!("{} or {} others", first[..4].join(", "), values.len() - 4),
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.gains, "gain it"),
            (self.loses, "lose it"),
            (self.moved, "get another value"),
            (self.moved_off, "are off with another value"),
        ];
        let parts = parts.iter().filter(|(share, _)| !share.is_none());
        let parts: Vec<String> = parts.map(|(share, what)| format!("{share} {what}")).collect();
        if parts.is_empty() { f.write_str("unchanged") } else { f.write_str(&parts.join(", ")) }
    }
}
