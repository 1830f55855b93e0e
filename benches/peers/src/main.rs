//! Prints what other engines need for the workloads of the benchmarks, in multiples of compiled `flags`.
//! `cargo run --release`, from this folder.
//!
//! Each engine gets its own best way to say a rule, is checked to give the expected share of ten thousand
//! users, and is timed with the context at hand and with the context made for the decision.

mod eppo;
mod flagd;
mod flagsmith;
mod growthbook;
mod launchdarkly;
mod peer;
mod unleash;
#[path = "../../workloads/mod.rs"]
mod workloads;

use std::hint::black_box;

use allocation_counter::measure;
use peer::Peer;
use workloads::compiled::{self, Flags};
use workloads::race::{Race, nothing};
use workloads::users::{Fields, users};
use workloads::{WORKLOADS, Workload};

const ROUNDS: usize = 300;

/// Nanoseconds and allocations of each workload; none where an engine has nothing like it.
type Row = Vec<Option<(f64, f64)>>;

fn main() {
    let fields = users(workloads::TIMED);
    let seven: Vec<_> =
        WORKLOADS.iter().filter(|it| !["targeted_text", "listed_ten"].contains(&it.name)).collect();
    for with_context in [false, true] {
        let title = if with_context { "The context made for each decision" } else { "The context at hand" };
        println!("\n{title}: nanoseconds without the loop, × compiled `flags`, allocations\n");
        let titles: Vec<_> = seven.iter().map(|workload| workload.title).collect();
        println!("| engine | {} |\n|---|{}", titles.join(" | "), "--:|".repeat(seven.len()));
        // A process is slow in its first tenth of a second, which is all that our rounds take: the first do not count.
        for _ in 0..4 {
            flags_row(&seven, &fields, with_context);
        }
        let ours = flags_row(&seven, &fields, with_context);
        print_row("flags, compiled", &ours, &ours);
        print_row(
            unleash::Unleash::NAME,
            &row(&unleash::Unleash::new(), &seven, &fields, with_context),
            &ours,
        );
        print_row(eppo::Eppo::NAME, &row(&eppo::Eppo::new(), &seven, &fields, with_context), &ours);
        let peer = launchdarkly::LaunchDarkly::new();
        print_row(launchdarkly::LaunchDarkly::NAME, &row(&peer, &seven, &fields, with_context), &ours);
        let peer = flagsmith::Flagsmith::new();
        print_row(flagsmith::Flagsmith::NAME, &row(&peer, &seven, &fields, with_context), &ours);
        let peer = growthbook::GrowthBookPeer::new();
        print_row(growthbook::GrowthBookPeer::NAME, &row(&peer, &seven, &fields, with_context), &ours);
        print_row(flagd::Flagd::NAME, &row(&flagd::Flagd::new(), &seven, &fields, with_context), &ours);
    }
}

fn flags_row(seven: &[&Workload], fields: &[Fields], with_context: bool) -> Row {
    let (flags, loaded) = (Flags::new(), workloads::loaded::Loaded::new());
    let contexts: Vec<_> = fields.iter().map(compiled::context).collect();
    let mut race = Race::default();
    race.enter(fields, black_box(nothing::<Fields> as fn(&Fields) -> u32));
    let mut allocations = Vec::new();
    for workload in seven {
        workload.check(&flags, &loaded);
        allocations.push(allocations_of(fields.len(), |at| {
            _ = if with_context {
                (workload.compiled)(&flags, &compiled::context(&fields[at]))
            } else {
                (workload.compiled)(&flags, &contexts[at])
            };
        }));
        if with_context {
            race.enter(fields, |fields| (workload.compiled)(&flags, &compiled::context(fields)));
        } else {
            race.enter(&contexts, |context| (workload.compiled)(&flags, context));
        }
    }
    let times = race.run(ROUNDS);
    times[1..].iter().zip(allocations).map(|(time, count)| Some(((time - times[0]).max(0.0), count))).collect()
}

/// How often one of so many calls allocates.
#[allow(clippy::cast_precision_loss, reason = "some thousands")]
fn allocations_of(calls: usize, mut call: impl FnMut(usize)) -> f64 {
    measure(|| (0..calls).for_each(&mut call)).count_total as f64 / calls as f64
}

fn row<P: Peer>(peer: &P, seven: &[&Workload], fields: &[Fields], with_context: bool) -> Row {
    let contexts: Vec<_> = fields.iter().map(|fields| peer.context(fields)).collect();
    let can: Vec<_> = seven.iter().map(|workload| check(peer, workload)).collect();
    let mut race = Race::default();
    race.enter(fields, black_box(nothing::<Fields> as fn(&Fields) -> u32));
    let mut allocations = Vec::new();
    for (workload, _) in seven.iter().zip(&can).filter(|(_, can)| **can) {
        let name = black_box(workload.name);
        allocations.push(allocations_of(fields.len(), |at| {
            _ = if with_context {
                peer.decide(name, &peer.context(&fields[at]))
            } else {
                peer.decide(name, &contexts[at])
            };
        }));
        if with_context {
            race.enter(fields, move |fields| peer.decide(name, &peer.context(fields)));
        } else {
            race.enter(&contexts, move |context| peer.decide(name, context));
        }
    }
    let times = race.run(ROUNDS);
    let mut measured = times[1..].iter().zip(allocations).map(|(time, count)| ((time - times[0]).max(0.0), count));
    can.iter().map(|can| if *can { measured.next() } else { None }).collect()
}

/// Whether the engine can say it; panics if it then gives another share than it should.
fn check<P: Peer>(peer: &P, workload: &Workload) -> bool {
    let mut sum = 0;
    for fields in &users(10_000) {
        let Some(decided) = peer.decide(workload.name, &peer.context(fields)) else { return false };
        sum += decided;
    }
    let mean = f64::from(sum) / 100.0;
    // One percent of the users; the mean number of a variant spreads wider, and a hundred flags are a hundred.
    let band = match workload.name {
        "variants" => 3.0,
        "hundred" => 100.0,
        _ => 1.0,
    };
    assert!((mean - workload.mean).abs() <= band, "{}: {}: {mean} %", P::NAME, workload.name);
    true
}

fn print_row(name: &str, row: &Row, ours: &Row) {
    let cells = row.iter().zip(ours).map(|(theirs, ours)| match (theirs, ours) {
        (Some((time, count)), Some((our_time, _))) => {
            // Less than half a nanosecond is not told from the loop, so the ratio is at least this.
            format!("{time:.1}, {:.0}×, {count:.0}", time / our_time.max(0.5))
        }
        _ => "–".to_owned(),
    });
    println!("| {name} | {} |", cells.collect::<Vec<_>>().join(" | "));
}
