//! Whether a thread that decides notices that another one reloads the rules a hundred times in a second.
//! `cargo bench --bench reload --features live`.
//!
//! Times of batches while nobody reloads and while somebody does, in turn, so that what else the machine does
//! meets both. After its first decision by rules that were reloaded the deciding thread must not allocate:
//! that one makes what the thread needs to read them.

mod workloads;

use std::hint::black_box;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use workloads::compiled::{self, Context, Flags};
use workloads::{TIMED, WORKLOADS, users};

/// How long each of the two takes before the other one comes.
const TURN: Duration = Duration::from_millis(200);
/// Between two reloads.
const PAUSE: Duration = Duration::from_millis(10);

fn main() {
    // `cargo test --benches` only wants to know whether it runs.
    let turns = if std::env::args().any(|argument| argument == "--test") { 1 } else { 50 };
    let flags = Flags::new();
    let (is_reloading, is_over) = (AtomicBool::new(false), AtomicBool::new(false));
    let fields = users::users(TIMED);
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    let mut idle = Vec::with_capacity(10_000_000);
    let mut busy = Vec::with_capacity(10_000_000);
    let texts = [25, 26].map(|percent| {
        let quarter = format!("[flags.quarter]\nrollout = {percent}");
        workloads::loaded::TEXT.replace("[flags.quarter]\nrollout = 25", &quarter)
    });
    flags.live().reload(&texts[1]).expect("the text is valid");
    let (reloads, allocations) = thread::scope(|scope| {
        let reloading = scope.spawn(|| reload(&flags.live(), &texts, &is_reloading, &is_over));
        let flags = flags.clone();
        batch(&flags, &contexts);
        let allocations = allocation_counter::measure(|| {
            for turn in 0..turns * 2 {
                let is_busy = turn % 2 == 1;
                is_reloading.store(is_busy, Ordering::Relaxed);
                let times = if is_busy { &mut busy } else { &mut idle };
                take_turn(times, || batch(&flags, &contexts));
            }
        });
        is_over.store(true, Ordering::Relaxed);
        (reloading.join().expect("it does not panic"), allocations.count_total)
    });
    println!("Batches of {} decisions (ns)\n\n| | p50 | p99 | p99.9 |\n|---|--:|--:|--:|", TIMED * 8);
    let [idle, busy] = [idle, busy].map(percentiles);
    for (title, [p50, p99, p999]) in [("nobody reloads", idle), ("100 reloads in a second", busy)] {
        println!("| {title} | {p50} | {p99} | {p999} |");
    }
    #[allow(clippy::cast_precision_loss, reason = "for people")]
    let ratios: Vec<_> =
        (0..3).map(|at| format!("{:.2}", busy[at] as f64 / idle[at].max(1) as f64)).collect();
    println!("| ratio | {} |", ratios.join(" | "));
    println!("\n{reloads} reloads; {allocations} allocations in the deciding thread.");
    assert_eq!(allocations, 0, "deciding allocates");
}

/// All flags but the hundred, for each user.
fn batch(flags: &Flags, contexts: &[Context<'_>]) {
    for context in contexts {
        for workload in &WORKLOADS[..8] {
            black_box((workload.compiled)(flags, black_box(context)));
        }
    }
}

fn take_turn(times: &mut Vec<u64>, run: impl Fn()) {
    let end = Instant::now() + TURN;
    let mut begin = Instant::now();
    while begin < end && times.len() < times.capacity() {
        run();
        let now = Instant::now();
        times.push(u64::try_from((now - begin).as_nanos()).unwrap_or(u64::MAX));
        begin = now;
    }
}

/// The texts in turn; one flag differs.
fn reload(
    live: &flags::live::Live,
    texts: &[String; 2],
    is_reloading: &AtomicBool,
    is_over: &AtomicBool,
) -> u32 {
    let mut reloads = 0;
    while !is_over.load(Ordering::Relaxed) {
        let next = Instant::now() + PAUSE;
        if is_reloading.load(Ordering::Relaxed) {
            live.reload(&texts[(reloads % 2) as usize]).expect("the text is valid");
            reloads += 1;
        }
        thread::sleep(next.saturating_duration_since(Instant::now()));
    }
    reloads
}

/// The middle, and what one in a hundred and in a thousand takes at least.
fn percentiles(mut times: Vec<u64>) -> [u64; 3] {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 1000];
    [at(500), at(990), at(999)]
}
