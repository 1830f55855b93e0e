//! Everything that a condition or a flag asks about, with the cells of each attribute in it.

use std::collections::{HashMap, HashSet};

use flags_runtime::Truth;

use super::cells::list_cells;
use crate::model::{AttributeId, Condition, Flag, FlagId, Model, OperatorTest, Rule, Segment, Test};

/// Beyond so many flags the others are taken as they may be, instead of being decided.
const MOST_FLAGS: usize = 24;
/// Absence is the first cell of each attribute.
pub(super) const ABSENT: u128 = 1;

/// The tests that some rules ask, and the cells that they tell apart. The model does not move while it is
/// looked at, so a test is known by its address.
pub(crate) struct Reach<'m> {
    pub model: &'m Model,
    tests: HashMap<*const OperatorTest, Cut>,
    /// For each attribute all its cells; then those of tests whose attribute has too many.
    pub cells: Vec<u128>,
    /// Whether flags that are asked about are decided; else they may be anything.
    pub decides_flags: bool,
    /// Whether environments may decide differently.
    pub varies: bool,
}

/// Where a test is true and where it is false; elsewhere it is unknown.
#[derive(Clone, Copy)]
pub(super) struct Cut {
    pub dimension: usize,
    pub yes: u128,
    pub no: u128,
}

/// The things that were found.
struct Finder<'m> {
    model: &'m Model,
    flags: HashSet<FlagId>,
    segments: HashSet<u16>,
    tests: Vec<(AttributeId, &'m OperatorTest)>,
    follows_flags: bool,
    varies: bool,
}

impl<'m> Reach<'m> {
    /// What flags and conditions ask about.
    pub fn of(model: &'m Model, flags: &[&'m Flag], conditions: &[&'m Condition]) -> Self {
        let all = Self::find(model, flags, conditions, true);
        if all.flags.len() <= MOST_FLAGS { Self::cut(all) } else { Self::shallow(model, flags, conditions) }
    }

    /// The same without what flags that are asked about ask about themselves.
    pub fn shallow(model: &'m Model, flags: &[&'m Flag], conditions: &[&'m Condition]) -> Self {
        Self::cut(Self::find(model, flags, conditions, false))
    }

    fn find(
        model: &'m Model,
        flags: &[&'m Flag],
        conditions: &[&'m Condition],
        follows_flags: bool,
    ) -> Finder<'m> {
        let mut finder = Finder {
            model,
            flags: HashSet::new(),
            segments: HashSet::new(),
            tests: Vec::new(),
            follows_flags,
            varies: false,
        };
        for flag in flags {
            finder.add_flag(flag);
        }
        for condition in conditions {
            finder.add(condition);
        }
        finder
    }

    fn cut(finder: Finder<'m>) -> Self {
        let mut cells = vec![ABSENT | 2; finder.model.attributes.len() + 1];
        let mut tests = HashMap::with_capacity(finder.tests.len());
        let mut by_attribute: HashMap<AttributeId, Vec<&'m OperatorTest>> = HashMap::new();
        for (attribute, test) in finder.tests {
            by_attribute.entry(attribute).or_default().push(test);
        }
        for (attribute, asked) in by_attribute {
            let dimension = usize::from(attribute);
            let Some(answers) = list_cells(finder.model, attribute, &asked) else {
                // Too many cells: each test is on its own, and may be anything.
                for test in asked {
                    tests.insert(std::ptr::from_ref(test), Cut { dimension: cells.len(), yes: 2, no: 4 });
                    cells.push(0b111);
                }
                continue;
            };
            cells[dimension] = u128::MAX >> (127 - answers.len());
            for (at, test) in asked.into_iter().enumerate() {
                let of = |truth: Truth| {
                    let found = (1..).zip(&answers).filter(|(_, answers)| answers[at] == truth);
                    found.fold(0, |bits, (cell, _)| bits | 1_u128 << cell)
                };
                let cut = Cut { dimension, yes: of(Truth::True), no: of(Truth::False) };
                tests.insert(std::ptr::from_ref(test), cut);
            }
        }
        Self { model: finder.model, tests, cells, decides_flags: finder.follows_flags, varies: finder.varies }
    }

    pub(super) fn cut_of(&self, test: &OperatorTest) -> Option<Cut> {
        self.tests.get(&std::ptr::from_ref(test)).copied()
    }
}

impl<'m> Finder<'m> {
    fn add_flag(&mut self, flag: &'m Flag) {
        self.varies |= !flag.overrides.is_empty() || flag.environments.is_some();
        for requirement in &flag.requires {
            self.follow(requirement.flag);
        }
        for settings in flag.overrides.iter().map(|(_, settings)| settings).chain([&flag.settings]) {
            let allow = settings.allow.iter().flatten().map(|allow| &allow.when);
            settings.deny.iter().chain(allow).chain(&settings.when).for_each(|it| self.add(it));
            self.add_rules(settings.rules.iter().flatten());
            let stage = settings.stage.and_then(|stage| self.model.stages.get(stage.value));
            if let Some(stage) = stage {
                self.varies |= !stage.environments.is_empty();
                self.add_rules(stage.environments.iter().flat_map(|(_, rules)| rules).chain(&stage.rules));
            }
        }
    }

    fn add_rules(&mut self, rules: impl Iterator<Item = &'m Rule>) {
        rules.filter_map(|rule| rule.when.as_ref()).for_each(|when| self.add(when));
    }

    fn follow(&mut self, id: FlagId) {
        if !self.follows_flags || self.flags.len() > MOST_FLAGS || !self.flags.insert(id) {
            return;
        }
        if let Some(flag) = self.model.flags.get(id as usize) {
            self.add_flag(flag);
        }
    }

    fn add(&mut self, condition: &'m Condition) {
        for entry in &condition.entries {
            match &entry.test {
                Test::Is(_) => {}
                Test::Any(inner) | Test::All(inner) | Test::None(inner) => {
                    for condition in inner {
                        self.add(condition);
                    }
                }
                Test::Segments(segments) => {
                    for (id, _) in segments {
                        self.add_segment(*id);
                    }
                }
                Test::Flags(flags) => flags.iter().for_each(|(id, ..)| self.follow(*id)),
                Test::Attribute(attribute, operators) => {
                    for operator in operators {
                        self.add_test(*attribute, &operator.test);
                    }
                }
            }
        }
    }

    fn add_segment(&mut self, id: u16) {
        let Some(segment) = self.model.segments.get(usize::from(id)) else { return };
        if self.segments.insert(id) {
            conditions_of(segment).for_each(|condition| self.add(condition));
        }
    }

    fn add_test(&mut self, attribute: AttributeId, test: &'m OperatorTest) {
        match test {
            OperatorTest::Not(inner) => inner.iter().for_each(|test| self.add_test(attribute, test)),
            OperatorTest::Present(_) => {}
            _ => self.tests.push((attribute, test)),
        }
    }
}

fn conditions_of(segment: &Segment) -> impl Iterator<Item = &Condition> {
    segment.exclude.iter().chain(&segment.include).chain(&segment.when)
}
