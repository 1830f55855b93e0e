//! Prints what decisions cost as ratios: by hand, compiled, loaded at run time. `cargo bench --bench table`.
//!
//! Ratios of one run, each form's fastest batch, and every workload checked before it is timed; see
//! `docs/performance.md`.

mod generate;
mod table_parts;
mod workloads;

use table_parts::{decisions, loading, threads};
use workloads::compiled::Flags;
use workloads::loaded::Loaded;
use workloads::{WORKLOADS, users};

fn main() {
    // `cargo test --benches` only wants to know whether it runs.
    let is_short = std::env::args().any(|argument| argument == "--test");
    let (flags, loaded) = (Flags::new(), Loaded::new());
    for workload in &WORKLOADS {
        workload.check(&flags, &loaded);
    }
    println!("Each workload gives the expected share, the same by hand, compiled and loaded.");
    let fields = users::users(workloads::TIMED);
    let rounds = if is_short { 1 } else { 1_500 };
    decisions::print(&flags, &loaded, &fields, rounds);
    #[cfg(feature = "live")]
    table_parts::live::print(&fields, rounds);
    decisions::print_with_contexts(&flags, &loaded, &fields, rounds);
    decisions::print_by_name(&flags, &loaded, &fields, rounds);
    threads::print(&flags, if is_short { 1 } else { 20 });
    loading::print(if is_short { 100 } else { 10_000 }, if is_short { 1 } else { 9 });
}
