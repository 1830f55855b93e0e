//! Who gains, who loses, who is moved: as data, and in words.

use std::fmt;

use flags_runtime::chance::Share;

use super::Class;

/// What a change does to everybody, one group for each effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Impact {
    /// Those who are affected. Whoever is in none of them is decided as before.
    pub groups: Vec<Group>,
    /// Whether the groups cover all contexts. Otherwise representative ones were tried: where text is
    /// tested for what it contains, or where there are too many contexts.
    pub exhaustive: bool,
    /// Whether all shares are exact. Otherwise some were counted on a sample.
    pub exact: bool,
}

/// People that a change affects in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Who they are: any of these cases. Never empty.
    pub who: Vec<Case>,
    /// What happens to them.
    pub effect: Effect,
}

/// People by what their contexts hold: all of these. Without any it is everyone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// What is known about single attributes, in the order of the file.
    pub facts: Vec<Fact>,
}

/// What is known about one attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The attribute.
    pub attribute: String,
    /// Whether rollouts, splits or samples go by it. That it is present goes without saying then.
    pub is_bucketed: bool,
    /// What it holds.
    pub holds: Holds,
    /// Whether it may be absent as well.
    pub or_absent: bool,
}

/// What an attribute holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Anything.
    Anything,
    /// Nothing: it is absent.
    Nothing,
    /// One of these, in words: members, texts, `[a, b]` for sets, `at least 10` for numbers.
    OneOf(Vec<String>),
    /// Anything but these.
    NoneOf(Vec<String>),
}

/// Shares of a group. All of them are of the whole group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Effect {
    /// Who was on.
    pub before: Share,
    /// Who is on.
    pub after: Share,
    /// Who was off and is on.
    pub gains: Share,
    /// Who was on and is off.
    pub loses: Share,
    /// Who is on as before, but with another variant or value.
    pub moved: Share,
    /// Who is off as before, but is served another value for it.
    pub moved_off: Share,
}

impl Impact {
    /// Nobody is affected, and everybody was looked at.
    pub const NONE: Self = Self { groups: Vec::new(), exhaustive: true, exact: true };

    /// The worst that happens to a group.
    pub fn class(&self) -> Class {
        self.groups.iter().map(|group| group.effect.class()).max().unwrap_or_default()
    }

    /// The greatest share of any group that gains.
    pub fn most_gains(&self) -> Share {
        self.groups.iter().map(|group| group.effect.gains).max().unwrap_or_default()
    }

    /// The greatest share of any group that loses.
    pub fn most_loses(&self) -> Share {
        self.groups.iter().map(|group| group.effect.loses).max().unwrap_or_default()
    }

    /// The greatest share of any group that is moved, on or off.
    pub fn most_moved(&self) -> Share {
        let moved = |group: &Group| group.effect.moved + group.effect.moved_off;
        self.groups.iter().map(moved).max().unwrap_or_default()
    }
}

impl Group {
    /// Whether it is everyone whom chance can reach: no attribute but those that are bucketed matters.
    pub fn is_everyone(&self) -> bool {
        self.who.iter().any(Case::is_everyone)
    }
}

impl Case {
    /// Whether it is everyone whom chance can reach.
    pub fn is_everyone(&self) -> bool {
        self.facts.iter().all(Fact::goes_without_saying)
    }
}

impl Fact {
    /// Whether it is only that a bucketed attribute is there.
    pub fn goes_without_saying(&self) -> bool {
        self.is_bucketed && self.holds == Holds::Anything
    }
}

impl Effect {
    /// Whether nobody is affected.
    pub fn is_none(&self) -> bool {
        [self.gains, self.loses, self.moved, self.moved_off].into_iter().all(Share::is_none)
    }

    /// What it comes to.
    pub fn class(&self) -> Class {
        let loses = !self.loses.is_none();
        if !self.moved.is_none() || !self.moved_off.is_none() || (loses && !self.gains.is_none()) {
            Class::Reshuffles
        } else if loses {
            Class::Narrows
        } else {
            Class::Safe
        }
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cases: Vec<String> = self.who.iter().map(Case::to_string).collect();
        write!(f, "{}: {}", cases.join("; or "), self.effect)
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let facts = self.facts.iter().filter(|fact| !fact.goes_without_saying());
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
