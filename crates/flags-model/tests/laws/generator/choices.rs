//! Choices as a list of numbers. Proptest makes and shrinks the list; whoever builds something from it
//! gets the simplest choice, number 0, once it has come to its end.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::{Strategy, any};

/// A source of choices.
#[derive(Clone)]
pub struct Choices {
    numbers: std::vec::IntoIter<u16>,
    /// The state of a generator that follows the list, if anything does.
    state: Option<u64>,
}

/// Choices enough for a file.
pub fn choices() -> impl Strategy<Value = Choices> {
    vec(any::<u16>(), 0..=1200).prop_map(Choices::of)
}

impl fmt::Debug for Choices {
    /// What was built from them says more than a thousand numbers.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} choices", self.numbers.len())
    }
}

impl Choices {
    /// The choices of a list, and then the simplest.
    fn of(numbers: Vec<u16>) -> Self {
        Self { numbers: numbers.into_iter(), state: None }
    }

    /// Endless choices (`SplitMix64`), for what need not shrink.
    pub fn seeded(seed: u64) -> Self {
        Self { numbers: Vec::new().into_iter(), state: Some(seed) }
    }

    fn next(&mut self) -> u16 {
        self.numbers.next().unwrap_or_else(|| match &mut self.state {
            None => 0,
            Some(state) => {
                *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
                let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
                let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
                u16::try_from(mixed >> 48).expect("16 bits are left")
            }
        })
    }

    /// A number below `count`; the smaller the simpler.
    pub fn below(&mut self, count: usize) -> usize {
        (usize::from(self.next()) * count) >> 16
    }

    /// Rarely true; false is simpler.
    pub fn one_in(&mut self, count: usize) -> bool {
        self.below(count) + 1 == count
    }

    /// One of these; the first is the simplest.
    pub fn pick<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[self.below(items.len())]
    }

    /// Some of these, at least one, each once, in order.
    pub fn some<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> Vec<&'a T> {
        let must = self.below(items.len());
        let mut picked = Vec::new();
        for (at, item) in items.iter().enumerate() {
            if at == must || self.one_in(3) {
                picked.push(*item);
            }
        }
        picked
    }

    /// A thing, one time in so many.
    pub fn maybe<T>(&mut self, count: usize, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.one_in(count).then(|| make(self))
    }

    /// At most so many things.
    pub fn up_to<T>(&mut self, count: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.below(count + 1)).map(|_| make(self)).collect()
    }
}
