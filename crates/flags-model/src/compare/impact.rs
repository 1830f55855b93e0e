//! Who gains, who loses, who is moved.

use std::collections::BTreeSet;

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
    /// Whether somebody in whose context it is absent is affected in another way. Then it is said all the same.
    pub is_contrasted: bool,
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

/// Has presence said wherever some case is about absence: beside `user is absent`, `everyone` would not be true.
pub(super) fn contrast(groups: &mut [Group]) {
    let facts = || groups.iter().flat_map(|group| &group.who).flat_map(|case| &case.facts);
    let may_be_absent = |fact: &&Fact| fact.or_absent || fact.holds == Holds::Nothing;
    let contrasted: BTreeSet<String> =
        facts().filter(may_be_absent).map(|fact| fact.attribute.clone()).collect();
    for fact in groups.iter_mut().flat_map(|group| &mut group.who).flat_map(|case| &mut case.facts) {
        fact.is_contrasted = contrasted.contains(&fact.attribute);
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
