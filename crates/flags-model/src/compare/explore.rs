//! One flag in one environment, decided by both files for each kind of context.
//!
//! An attribute is only told apart once a decision looks at it, so that the contexts form a tree that is
//! as small as the rules let it be.

use flags_runtime::chance::{World, estimate, weigh};
use flags_runtime::ruleset::{AttributeId, FlagId};
use flags_runtime::{Kept, Scope, Slot, Slots};

use super::domain::Dimension;
use super::impact::{Case, Effect, Group, Impact, contrast};
use super::pair::{Pair, Shared, Side};
use super::reach::{Reach, payload_words};
use super::tree::{Tree, list_groups};
use super::{Options, Share};

/// On so many people shares are counted where they cannot be weighed.
const PEOPLE: u32 = 10_000;
/// The same where there are too many contexts for that.
const FEW_PEOPLE: u32 = 200;
/// So many contexts are tried where there are too many.
const SAMPLES: u64 = 200;
/// So many cases of a group are named where not all contexts are looked at.
const MOST_CASES: usize = 5;

/// What the change does to everybody in this environment.
pub(super) fn find_impact(
    pair: &Pair<'_>,
    flag: (Option<usize>, Option<usize>),
    reaches: (&Reach<'_>, &Reach<'_>),
    environment: &Shared,
    options: &Options,
) -> Impact {
    let mut kept = Kept::NOTHING;
    let dimensions = Dimension::list(pair, reaches.0, reaches.1, options.now, &mut kept);
    let sides = (
        Half::of(&pair.old, flag.0, environment.old, dimensions.iter().map(|it| it.old), options.now, &kept),
        Half::of(&pair.new, flag.1, environment.new, dimensions.iter().map(|it| it.new), options.now, &kept),
    );
    let keeps_type = match flag {
        (Some(old), Some(new)) => pair.old.model.flags[old].value == pair.new.model.flags[new].value,
        _ => false,
    };
    let mut explorer = Explorer {
        chosen: vec![None; dimensions.len()],
        dimensions: &dimensions,
        old: sides.0,
        new: sides.1,
        keeps_type,
        budget: options.most_decisions,
        people: options.most_decisions,
        contexts: options.most_contexts,
        exact: true,
        complete: true,
    };
    let tree = explorer.grow();
    let mut groups = match tree {
        Some(tree) => list_groups(&tree, &dimensions),
        None => explorer.sample(),
    };
    contrast(&mut groups);
    Impact { groups, exhaustive: explorer.complete, exact: explorer.exact }
}

/// A flag as one of the files decides it.
struct Half<'p> {
    side: &'p Side<'p>,
    flag: Option<FlagId>,
    environment: u16,
    slots: Vec<Slot<'static>>,
    kept: &'p Kept,
    /// Which attributes stand for many people: the number of their dimension.
    somebody: Vec<Option<u64>>,
    /// The dimension of each attribute.
    places: Vec<Option<usize>>,
    /// What the flag serves under each number, as a number that is the same in both files.
    words: Vec<String>,
}

impl<'p> Half<'p> {
    fn of(
        side: &'p Side<'_>,
        flag: Option<usize>,
        environment: u16,
        attributes: impl Iterator<Item = Option<AttributeId>>,
        now: i64,
        kept: &'p Kept,
    ) -> Self {
        let last = side.model.attributes.len();
        let mut slots = vec![Slot::ABSENT; last + 1];
        slots[last] = Slot::timestamp(now);
        let mut places = vec![None; last + 1];
        for (place, attribute) in attributes.enumerate() {
            if let Some(attribute) = attribute {
                places[usize::from(attribute)] = Some(place);
            }
        }
        let row = flag.map(|flag| &side.model.flags[flag]);
        let words = row.map_or(Vec::new(), |row| {
            let count = row.payloads.len().max(row.variants.len()).max(2);
            (0..count).filter_map(|at| Some(payload_words(row, at.try_into().ok()?))).collect()
        });
        let flag = flag.and_then(|flag| flag.try_into().ok());
        Self { side, flag, environment, slots, kept, somebody: vec![None; last + 1], places, words }
    }

    fn set(&mut self, attribute: Option<AttributeId>, slot: Slot<'static>, somebody: Option<u64>) {
        if let Some(attribute) = attribute.map(usize::from) {
            self.slots[attribute] = slot;
            self.somebody[attribute] = somebody;
        }
    }

    /// Whether the flag is on, and what it serves. A flag that does not exist is off.
    fn decide(&self, world: &mut World) -> (bool, u16) {
        let Some(flag) = self.flag else { return (false, 0) };
        let scope = Scope {
            rules: &self.side.rules,
            environment: self.environment,
            slots: Slots { slots: &self.slots, kept: self.kept },
            overrides: None,
            clock: || None,
        };
        let outcome = world.decide(&scope, flag, &self.somebody);
        (outcome.on, outcome.payload)
    }

    fn serves(&self, payload: u16) -> Option<&String> {
        self.words.get(usize::from(payload))
    }
}

struct Explorer<'p> {
    dimensions: &'p [Dimension],
    old: Half<'p>,
    new: Half<'p>,
    keeps_type: bool,
    /// The cell of each dimension, of those that are told apart so far.
    chosen: Vec<Option<usize>>,
    /// How many decisions are left for shares that are weighed.
    budget: u32,
    /// How many are left for shares that are counted, once that budget is spent.
    people: u32,
    /// How many contexts are left.
    contexts: usize,
    exact: bool,
    complete: bool,
}

impl Explorer<'_> {
    /// All contexts with what is chosen; `None` if they are too many.
    fn grow(&mut self) -> Option<Tree> {
        let asked = match self.weigh() {
            Ok(effect) => {
                self.contexts = self.contexts.checked_sub(1)?;
                if self.budget == 0 {
                    self.people = self.people.checked_sub(2 * PEOPLE)?;
                }
                return Some(Tree::Leaf(effect));
            }
            Err(asked) => asked,
        };
        self.complete &= self.dimensions[asked].is_complete;
        let mut cells = Vec::new();
        for cell in 0..self.dimensions[asked].cells.len() {
            self.choose(asked, Some(cell));
            cells.push(self.grow()?);
        }
        self.choose(asked, None);
        Some(Tree::Node(asked, cells))
    }

    /// Some contexts, the same ones each time.
    fn sample(&mut self) -> Vec<Group> {
        self.complete = false;
        self.people = 0;
        let mut groups: Vec<Group> = Vec::new();
        for number in 0..SAMPLES {
            for place in 0..self.dimensions.len() {
                self.choose(place, None);
            }
            let effect = loop {
                match self.weigh() {
                    Ok(effect) => break effect,
                    Err(asked) => {
                        let cells = self.dimensions[asked].cells.len() as u64;
                        // Absence comes first, and it ends most decisions: everybody is there half of the time.
                        let salt = asked as u64 + 1;
                        let drawn = u64::from(flags_runtime::bucket::bucket(number, salt));
                        let from = u64::from(number % 2 == 0 && cells > 1);
                        let cell = from + drawn % (cells - from);
                        self.choose(asked, usize::try_from(cell).ok());
                    }
                }
            };
            if effect.is_none() {
                continue;
            }
            let place = groups.iter().position(|group| group.effect == effect).unwrap_or(groups.len());
            if place == groups.len() {
                groups.push(Group { who: Vec::new(), effect });
            }
            let case = self.case();
            let who = &mut groups[place].who;
            if who.len() < MOST_CASES && !who.contains(&case) {
                who.push(case);
            }
        }
        groups
    }

    /// What the contexts hold of which everything that matters is chosen.
    fn case(&self) -> Case {
        let facts = self.chosen.iter().zip(self.dimensions);
        let facts = facts.filter_map(|(cell, dimension)| dimension.fact(&[(*cell)?]));
        Case { facts: facts.collect() }
    }

    fn choose(&mut self, place: usize, cell: Option<usize>) {
        let dimension = &self.dimensions[place];
        self.chosen[place] = cell;
        let Some(cell) = cell.and_then(|cell| dimension.cells.get(cell)) else { return };
        let somebody = cell.is_somebody.then_some(place as u64);
        self.old.set(dimension.old, cell.old, somebody);
        self.new.set(dimension.new, cell.new, somebody);
    }

    /// What happens to those whose contexts are as chosen, or the attribute that must be chosen first.
    fn weigh(&mut self) -> Result<Effect, usize> {
        let mut asked = None;
        let mut decide = |world: &mut World| {
            if asked.is_some() {
                return None;
            }
            let mut half = |half: &Half<'_>| {
                let outcome = half.decide(world);
                let looked = if half.flag.is_some() { world.looked() } else { &[] };
                let places = looked.iter().filter_map(|id| *half.places.get(usize::from(*id))?);
                asked = asked.or_else(|| places.into_iter().find(|place| self.chosen[*place].is_none()));
                outcome
            };
            Some((half(&self.old), half(&self.new)))
        };
        let budget = &mut self.budget;
        let people = if self.people < 2 * PEOPLE { FEW_PEOPLE } else { PEOPLE };
        let answers = weigh(budget, &mut decide).unwrap_or_else(|| {
            *budget = 0;
            estimate(people, &mut decide)
        });
        if let Some(asked) = asked {
            return Err(asked);
        }
        self.exact &= self.budget > 0;
        let mut effect = Effect::default();
        for (answer, share) in answers {
            if let Some((old, new)) = answer {
                self.add(&mut effect, old, new, share);
            }
        }
        Ok(if effect.is_none() { Effect::default() } else { effect })
    }

    fn add(&self, effect: &mut Effect, old: (bool, u16), new: (bool, u16), share: Share) {
        let (was, is) = (old.0, new.0);
        let differs = self.keeps_type && self.old.serves(old.1) != self.new.serves(new.1);
        let mut count = |sum: fn(&mut Effect) -> &mut Share, holds: bool| {
            if holds {
                *sum(effect) += share;
            }
        };
        count(|it| &mut it.before, was);
        count(|it| &mut it.after, is);
        count(|it| &mut it.gains, !was && is);
        count(|it| &mut it.loses, was && !is);
        count(|it| &mut it.moved, was && is && differs);
        count(|it| &mut it.moved_off, !was && !is && differs);
    }
}
