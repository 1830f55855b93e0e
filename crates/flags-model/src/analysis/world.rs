//! Contexts by the many: which cells are left of each attribute, which part of each bucket.

use std::ops::Range;

use flags_runtime::Truth;

use super::reach::{ABSENT, Reach};
use crate::model::{AttributeId, FlagId, OperatorTest};

/// Ways that a question may take before it is given up.
const MOST_WAYS: usize = 600;
/// Tests that a question may ask on all its ways.
const MOST_TESTS: usize = 8_000;
/// All buckets.
pub(super) const BUCKETS: u32 = 100_000;

/// Which percentages, kill switches and literals are taken as they are today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dials {
    /// All of them.
    Fixed,
    /// All but the kill switches, which are taken as not thrown.
    Alive,
    /// Those of this flag, without its kill switch. Others, and segments, may be turned.
    FixedOf(FlagId),
    /// None: whatever can be turned may be turned.
    Turning,
}

/// How a walk ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Walk {
    /// Every way was gone.
    Whole,
    /// The visitor had seen enough.
    Stopped,
    /// There are too many ways.
    GivenUp,
}

/// What is left of all contexts on the way that is gone now.
pub(crate) struct World<'r, 'm> {
    pub reach: &'r Reach<'m>,
    pub dials: Dials,
    pub environment: usize,
    /// Whether what is looked at now is taken as it is: not in a segment, and no other flag.
    pub is_fixed: bool,
    cells: Vec<u128>,
    draws: Vec<(Draw<'m>, Range<u32>)>,
    /// Where the ways part: which is taken, and how many there are.
    forks: Vec<(usize, usize)>,
    /// How many of the forks this way has passed.
    passed: usize,
    tests: usize,
}

/// What is not told by attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Draw<'m> {
    /// The bucket of a rollout: its salt and what is bucketed.
    Rollout(&'m str, Option<AttributeId>),
    /// The bucket of a split.
    Split(&'m str, Option<AttributeId>),
    /// The bucket of a sample.
    Sample(&'m str, Option<AttributeId>),
    /// Whether what may be turned is: the thing at the first place, its percentage or literal at the second.
    Turned(usize, usize),
    /// Whether a flag is killed.
    Killed(FlagId),
    /// Whether a flag that is not decided is on.
    On(FlagId),
    /// What a flag that is not decided serves.
    Payload(FlagId),
}

impl<'r, 'm> World<'r, 'm> {
    /// Goes every way of a question about all contexts, until the visitor says with `false` that it has
    /// seen enough.
    pub(super) fn explore(
        reach: &'r Reach<'m>,
        dials: Dials,
        environment: usize,
        mut visit: impl FnMut(&mut Self) -> bool,
    ) -> Walk {
        let mut world = Self {
            reach,
            dials,
            environment,
            is_fixed: true,
            cells: Vec::new(),
            draws: Vec::new(),
            forks: Vec::new(),
            passed: 0,
            tests: 0,
        };
        for _ in 0..MOST_WAYS {
            world.cells.clone_from(&reach.cells);
            world.draws.clear();
            world.passed = 0;
            world.is_fixed = true;
            if !visit(&mut world) {
                return Walk::Stopped;
            }
            if world.tests > MOST_TESTS {
                return Walk::GivenUp;
            }
            while world.forks.last().is_some_and(|(taken, ways)| taken + 1 == *ways) {
                world.forks.pop();
            }
            match world.forks.last_mut() {
                Some((taken, _)) => *taken += 1,
                None => return Walk::Whole,
            }
        }
        Walk::GivenUp
    }

    /// Parts the ways; all are gone, one after the other.
    fn fork(&mut self, ways: usize) -> usize {
        if ways < 2 {
            return 0;
        }
        if self.passed == self.forks.len() {
            self.forks.push((0, ways));
        }
        let (taken, _) = self.forks[self.passed];
        self.passed += 1;
        taken
    }

    /// What a test answers; a test that is not known answers anything.
    pub(super) fn test(&mut self, test: &OperatorTest) -> Truth {
        match self.reach.cut_of(test) {
            Some(cut) => self.part(cut.dimension, cut.yes, cut.no),
            None => [Truth::Unknown, Truth::True, Truth::False][self.fork(3)],
        }
    }

    /// Whether an attribute is there.
    pub fn is_present(&mut self, attribute: AttributeId) -> bool {
        self.part(usize::from(attribute), !ABSENT, ABSENT) == Truth::True
    }

    fn part(&mut self, dimension: usize, yes: u128, no: u128) -> Truth {
        self.tests += 1;
        let left = self.cells[dimension];
        let parts =
            [(Truth::True, left & yes), (Truth::False, left & no), (Truth::Unknown, left & !yes & !no)];
        let ways = parts.iter().filter(|(_, cells)| *cells != 0).count();
        let taken = self.fork(ways);
        let mut parts = parts.into_iter().filter(|(_, cells)| *cells != 0);
        let (truth, cells) = parts.nth(taken).expect("BUG: a way leads nowhere");
        self.cells[dimension] = cells;
        truth
    }

    /// Whether what is drawn from `0..most` lies below a limit.
    pub(super) fn is_below(&mut self, draw: Draw<'m>, limit: u32, most: u32) -> bool {
        self.tests += 1;
        let known = self.draws.iter().position(|(other, _)| *other == draw);
        let at = known.unwrap_or_else(|| {
            self.draws.push((draw, 0..most));
            self.draws.len() - 1
        });
        let left = self.draws[at].1.clone();
        let is_below = match (left.start < limit, left.end > limit) {
            (true, true) => self.fork(2) == 0,
            (is_below, _) => is_below,
        };
        self.draws[at].1 =
            if is_below { left.start..left.end.min(limit) } else { left.start.max(limit)..left.end };
        is_below
    }

    /// One of two, whichever.
    pub(super) fn either(&mut self, draw: Draw<'m>) -> bool {
        self.is_below(draw, 1, 2)
    }
}
