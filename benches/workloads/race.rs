//! Times several forms of one thing against each other.
//!
//! Each form runs in short batches, in turn with the others, and its fastest batch counts: what disturbs
//! the machine makes some batches slower and none faster, and what changes the clock of the processor
//! meets all forms alike.

use std::hint::black_box;
use std::time::Instant;

/// Forms that are timed together.
#[derive(Default)]
pub struct Race<'r> {
    entries: Vec<Entry<'r>>,
}

struct Entry<'r> {
    run: Box<dyn Fn() + 'r>,
    calls: u32,
    best: f64,
}

/// How long a batch takes, roughly, in nanoseconds: much shorter than a time slice.
const BATCH: u128 = 20_000;

impl<'r> Race<'r> {
    /// Enters a form: what is called for each of the items in turn.
    pub fn enter<T, R>(&mut self, items: &'r [T], call: impl Fn(&'r T) -> R + 'r) {
        let pass = move || {
            for item in items {
                black_box(call(black_box(item)));
            }
        };
        let begin = Instant::now();
        for _ in 0..10 {
            pass();
        }
        let passes = u32::try_from(BATCH * 10 / begin.elapsed().as_nanos().max(1)).unwrap_or(1).max(1);
        let calls = passes * u32::try_from(items.len()).expect("few items");
        let run = move || (0..passes).for_each(|_| pass());
        self.entries.push(Entry { run: Box::new(run), calls, best: f64::INFINITY });
    }

    /// Lets all run so many batches, and tells the nanoseconds of one call of each.
    pub fn run(mut self, rounds: usize) -> Vec<f64> {
        for _ in 0..rounds {
            for entry in &mut self.entries {
                let begin = Instant::now();
                (entry.run)();
                let elapsed = begin.elapsed().as_secs_f64() * 1e9;
                entry.best = entry.best.min(elapsed / f64::from(entry.calls));
            }
        }
        self.entries.into_iter().map(|entry| entry.best).collect()
    }
}

/// What a call costs that does nothing: the loop, and the call.
#[inline(never)]
pub fn nothing<T>(_: &T) -> u32 {
    0
}
