//! Whether two threads decide twice as much as one: they do unless they write what the other reads.

use std::sync::Barrier;
use std::time::Instant;
use std::{fs, thread};

use crate::workloads::compiled::{self, Flags};
use crate::workloads::{TIMED, WORKLOADS, users};

/// How often a thread decides for each of its users in one round: long enough for a clock that ticks every few
/// milliseconds.
const PASSES: u64 = 100_000;

/// The best of so many rounds, for one thread and for two that share a handle.
pub fn print(flags: &Flags, rounds: usize) {
    let one = (0..rounds).map(|_| decisions_per_second(flags, 1)).fold(0.0, f64::max);
    let two = (0..rounds).map(|_| decisions_per_second(flags, 2)).fold(0.0, f64::max);
    println!("\nThreads that share one handle\n\n| threads | decisions in a second | ratio |\n|--:|--:|--:|");
    println!("| 1 | {:.0} million | 1 |", one / 1e6);
    println!("| 2 | {:.0} million | {:.2} |", two / 1e6, two / one);
}

/// Seven flags for each user; the slowest thread counts.
fn decisions_per_second(flags: &Flags, threads: u32) -> f64 {
    let barrier = Barrier::new(threads as usize);
    let slowest = thread::scope(|scope| {
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(|| seconds(flags, &barrier))).collect();
        running.into_iter().map(|thread| thread.join().expect("it does not panic")).fold(0.0, f64::max)
    });
    #[allow(clippy::cast_precision_loss, reason = "a count of decisions")]
    let decisions = (PASSES * TIMED * (WORKLOADS.len() as u64 - 1)) as f64;
    decisions * f64::from(threads) / slowest
}

fn seconds(flags: &Flags, barrier: &Barrier) -> f64 {
    let fields = users::users(TIMED);
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    barrier.wait();
    let (begin, begin_on_processor) = (Instant::now(), processor_seconds());
    let mut sum = 0_u32;
    for _ in 0..PASSES {
        for context in &contexts {
            let flags = std::hint::black_box(flags);
            // All but the hundred, which count as one.
            let single = &WORKLOADS[..WORKLOADS.len() - 1];
            sum = single
                .iter()
                .fold(sum, |sum, workload| (workload.compiled)(flags, context).wrapping_add(sum));
        }
    }
    std::hint::black_box(sum);
    match (begin_on_processor, processor_seconds()) {
        (Some(begin), Some(end)) => end - begin,
        _ => begin.elapsed().as_secs_f64(),
    }
}

/// The time this thread has had a processor, where the system tells: others may want it too.
fn processor_seconds() -> Option<f64> {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = stat.split(' ').next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
