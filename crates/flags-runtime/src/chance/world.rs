//! One way in which the buckets fall, and the walk through all of them.

use alloc::vec::Vec;

use super::Share;
use crate::bucket::{BUCKETS, bucket};
use crate::evaluate::{Against, Evaluation, Observer, Outcome, Scope, Verdict, What};
use crate::ruleset::{AttributeId, FlagId, Ruleset, Serve};

/// One way in which the buckets of somebody fall. All flags that are decided in it, by any rules, are
/// decided for the same person.
#[derive(Debug)]
pub struct World {
    fate: Fate,
    looked: Vec<AttributeId>,
    decisions: u32,
}

/// Where chosen buckets come from.
#[derive(Debug)]
enum Fate {
    /// Way after way.
    Walk(Walk),
    /// A person of this number, whose buckets are hashed.
    Person(u64),
}

/// All ways, one after the other: the choices are like the digits of a number that counts up.
#[derive(Debug, Default)]
struct Walk {
    /// What was chosen, and among how many pieces.
    choices: Vec<(usize, usize)>,
    /// How many of the choices this way has come to.
    depth: usize,
    /// The streams that this way has asked for, and what is left of each.
    streams: Vec<Stream>,
}

/// The buckets of somebody under one salt, narrowed down to `from..to`.
#[derive(Debug)]
struct Stream {
    somebody: u64,
    salt: u64,
    from: u32,
    to: u32,
}

/// Weighs everything that can come of asking: each answer, once, with its share of everybody. The sum is
/// all. Each decision takes one off the budget, and without any left it is `None`.
///
/// ```
/// use flags_runtime::chance::{Share, weigh};
/// # use flags_runtime::{Ruleset, Scope, Slot, Slots};
/// # fn rules() -> Ruleset { Ruleset { text: "".into(), names: vec![].into(), environments: vec![].into(),
/// #   stages: vec![].into(), attributes: vec![].into(), segments: vec![].into(), flags: vec![].into(),
/// #   plans: vec![].into(), requirements: vec![].into(), clauses: vec![].into(), nodes: vec![].into(),
/// #   shares: vec![].into(), payloads: vec![].into(), strings: vec![].into(), slots: vec![].into(),
/// #   integers: vec![].into(), floats: vec![].into(), words: vec![].into(), patterns: vec![].into() } }
/// let rules = rules();
/// let slots = [Slot::key("somebody")];
/// let scope = Scope { rules: &rules, environment: 0, slots: Slots::borrowed(&slots), overrides: None, clock: || None };
/// let on = weigh(&mut 1000, |world| world.decide(&scope, 0, &[Some(1)]).on);
/// assert_eq!(on, Some(vec![(false, Share::ALL)])); // there is no such flag
/// ```
pub fn weigh<T: PartialEq>(
    budget: &mut u32,
    mut ask: impl FnMut(&mut World) -> T,
) -> Option<Vec<(T, Share)>> {
    let mut world = World::new(Fate::Walk(Walk::default()));
    let mut answers = Vec::new();
    loop {
        let answer = ask(&mut world);
        *budget = budget.checked_sub(core::mem::take(&mut world.decisions))?;
        let Fate::Walk(walk) = &mut world.fate else { return None };
        add(&mut answers, answer, walk.share());
        if !walk.go_on() {
            return Some(answers);
        }
    }
}

/// The same, counted on so many people instead of weighed: for what has too many ways.
pub fn estimate<T: PartialEq>(people: u32, mut ask: impl FnMut(&mut World) -> T) -> Vec<(T, Share)> {
    let mut answers = Vec::new();
    for person in 0..u64::from(people) {
        let mut world = World::new(Fate::Person(person));
        add(&mut answers, ask(&mut world), Share::of_counted(1, people.into()));
    }
    answers
}

fn add<T: PartialEq>(answers: &mut Vec<(T, Share)>, answer: T, share: Share) {
    match answers.iter_mut().find(|(known, _)| *known == answer) {
        Some((_, sum)) => *sum += share,
        None => answers.push((answer, share)),
    }
}

impl World {
    fn new(fate: Fate) -> Self {
        Self { fate, looked: Vec::new(), decisions: 0 }
    }

    /// Decides one flag. `somebody` has a number for each attribute whose value stands for many: its
    /// buckets are chosen, and the same number has the same ones in all rules. An attribute without a
    /// number has the buckets of its value.
    pub fn decide(&mut self, scope: &Scope<'_>, flag: FlagId, somebody: &[Option<u64>]) -> Outcome {
        self.looked.clear();
        self.decisions = self.decisions.saturating_add(1);
        Evaluation::new(scope, Watch { world: self, somebody }).decide(flag)
    }

    /// The attributes that the last decision looked at, in the order of the first look.
    pub fn looked(&self) -> &[AttributeId] {
        &self.looked
    }
}

/// A world during one decision.
struct Watch<'w> {
    world: &'w mut World,
    somebody: &'w [Option<u64>],
}

impl Observer for Watch<'_> {
    fn open(&mut self, _: What) {}

    fn close(&mut self, _: Verdict) {}

    fn look(&mut self, attribute: AttributeId) {
        if !self.world.looked.contains(&attribute) {
            self.world.looked.push(attribute);
        }
    }

    fn bucket(
        &mut self,
        rules: &Ruleset,
        by: Option<AttributeId>,
        id: u64,
        salt: u64,
        against: Against,
    ) -> u32 {
        let somebody = by.and_then(|by| self.somebody.get(usize::from(by)).copied().flatten());
        match (somebody, &mut self.world.fate) {
            (None, _) => bucket(id, salt),
            (Some(somebody), Fate::Walk(walk)) => walk.bucket(rules, somebody, salt, against),
            (Some(somebody), Fate::Person(number)) => bucket(person_id(somebody, *number), salt),
        }
    }
}

/// An id like any other.
fn person_id(somebody: u64, number: u64) -> u64 {
    let text = [somebody.to_le_bytes(), number.to_le_bytes()].concat();
    xxhash_rust::xxh3::xxh3_64(&text)
}

impl Walk {
    /// A bucket of the piece that is chosen on this way, narrowed down as far as the comparison needs.
    fn bucket(&mut self, rules: &Ruleset, somebody: u64, salt: u64, against: Against) -> u32 {
        let known = self.streams.iter().position(|stream| stream.somebody == somebody && stream.salt == salt);
        let place = known.unwrap_or(self.streams.len());
        if known.is_none() {
            self.streams.push(Stream { somebody, salt, from: 0, to: BUCKETS });
        }
        let Some(stream) = self.streams.get_mut(place) else { return 0 };
        let mut cuts: Vec<u32> = Vec::new();
        let mut cut = |at: u32| {
            if stream.from < at && at < stream.to && !cuts.contains(&at) {
                cuts.push(at);
            }
        };
        match against {
            Against::Percent(percent) => cut(percent),
            Against::Serve(Serve::One(_)) => {}
            Against::Serve(Serve::Split(run)) => run.of(&rules.shares).iter().for_each(|it| cut(it.below)),
            // Variant number `bucket * n / 100000`: the first bucket of the next one is rounded up.
            Against::Serve(Serve::Equal(count)) => {
                (1..u64::from(count)).for_each(|at| {
                    let first = (at * u64::from(BUCKETS)).div_ceil(u64::from(count));
                    cut(u32::try_from(first).unwrap_or(BUCKETS));
                });
            }
        }
        if cuts.is_empty() {
            return stream.from;
        }
        cuts.sort_unstable();
        if self.depth == self.choices.len() {
            self.choices.push((0, cuts.len() + 1));
        }
        let chosen = self.choices.get(self.depth).map_or(0, |choice| choice.0);
        self.depth += 1;
        stream.to = cuts.get(chosen).copied().unwrap_or(stream.to);
        stream.from = chosen.checked_sub(1).and_then(|at| cuts.get(at)).copied().unwrap_or(stream.from);
        stream.from
    }

    /// How much of everybody goes this way.
    fn share(&self) -> Share {
        let widths = self.streams.iter().map(|stream| stream.to.saturating_sub(stream.from));
        widths.fold(Share::ALL, Share::of_which)
    }

    /// Turns to the next way; false if there is none.
    fn go_on(&mut self) -> bool {
        self.depth = 0;
        self.streams.clear();
        while let Some((chosen, count)) = self.choices.pop() {
            if chosen + 1 < count {
                self.choices.push((chosen + 1, count));
                return true;
            }
        }
        false
    }
}
