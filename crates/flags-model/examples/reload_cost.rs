//! What a merge costs, against the TOML parser alone: `cargo run --release --example reload_cost
//! --features reload -p flags-model`. The best of several turns of one run, as a ratio.

#[path = "../../../benches/generate/mod.rs"]
mod generate;

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use flags_model::reload::{Limits, Options, load_within, merge, seal};
use flags_model::{Model, load, lower};

const FLAGS: usize = 10_000;
const TURNS: usize = 9;

fn main() {
    let text = generate::file(FLAGS);
    let compiled = load(&text).model.expect("the file is valid");
    // One flag in ten is another: rollouts of 50 are 51.
    let few = text.replace("\nrollout = 50\n", "\nrollout = 51\n");
    let all = text.replace("\nrollout = ", "\nsalt = \"other\"\nrollout = ");
    let plain = Options { compare: None, ..Options::default() };
    let texts = [&text, &few, &all].map(|text| seal(text, 1, None));
    println!("{FLAGS} flags, {} KiB\n\n| what | ms | ratio |\n|---|--:|--:|", text.len() / 1024);
    let parse = best(|| _ = black_box(text.parse::<toml::Table>().expect("it is TOML")));
    let print = |what: &str, time: f64| println!("| {what} | {time:.1} | {:.2} |", time / parse);
    print("`toml::Table`", parse);
    print(
        "loaded within limits, without lints",
        best(|| _ = black_box(load_within(&text, &Limits::default()))),
    );
    for (what, text) in
        ["merged, nothing changed", "merged, few changed", "merged, most changed"].into_iter().zip(&texts)
    {
        print(what, best(|| take(&compiled, text, &plain)));
        print(&format!("{what}, compared"), best(|| take(&compiled, text, &Options::default())));
    }
    let mut kept = None;
    let memory = measure(|| {
        let merged = merge(&compiled, &compiled, &texts[2], &plain).expect("it is taken");
        kept = Some((lower(&merged.model), merged.model));
    });
    #[allow(clippy::cast_precision_loss, reason = "it is printed")]
    let mib = |bytes: f64| bytes / f64::from(1 << 20);
    #[allow(clippy::cast_precision_loss, reason = "it is printed")]
    let (current, most) = (mib(memory.bytes_current as f64), mib(memory.bytes_max as f64));
    println!("\nKept, the lowered rules included: {current:.1} MiB. At most, while merging: {most:.1} MiB.");
    drop(kept);
}

fn take(compiled: &Model, text: &str, options: &Options) {
    black_box(merge(compiled, compiled, text, options).expect("it is taken"));
}

/// The best of so many turns, in milliseconds.
fn best(work: impl Fn()) -> f64 {
    let turns = (0..TURNS).map(|_| {
        let begin = Instant::now();
        work();
        begin.elapsed().as_secs_f64() * 1e3
    });
    turns.fold(f64::INFINITY, f64::min)
}
