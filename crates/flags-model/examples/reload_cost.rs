//! What a merge costs, against the TOML parser alone: `cargo run --release --example reload_cost
//! --features reload -p flags-model`. The best of several turns of one run, as a ratio.

#[path = "../../../benches/generate/mod.rs"]
mod generate;

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use flags_model::reload::{Limits, Options, load_within, merge, seal};
use flags_model::{load, lower};

const FLAGS: usize = 10_000;
/// Unless more are asked for, which a busy machine needs.
const TURNS: usize = 15;

/// What is measured, and how.
type Row<'w> = (String, Box<dyn Fn() + 'w>);

fn main() {
    let text = generate::file(FLAGS);
    let compiled = load(&text).model.expect("the file is valid");
    // One flag in ten is another: rollouts of 50 are 51.
    let few = text.replace("\nrollout = 50\n", "\nrollout = 51\n");
    let all = text.replace("\nrollout = ", "\nsalt = \"other\"\nrollout = ");
    // Texts with the names of the program are taken as they are; one with a plan more is translated.
    let newer = few.replace("\"enterprise\"]", "\"enterprise\", \"partner\"]");
    let texts = [&text, &few, &all, &newer].map(|text| seal(text, 1, None));
    let plain = Options { compare: None, ..Options::default() };
    let merge = |text: &str, options: &Options| {
        let merged = merge(&compiled, &compiled, text, options).expect("it is taken");
        (lower(&merged.model), merged.model)
    };
    let parse = || _ = black_box(text.parse::<toml::Table>().expect("it is TOML"));
    let load = || _ = black_box(load_within(&text, &Limits::default()));
    let mut rows: Vec<Row<'_>> = vec![
        ("`toml::Table`".into(), Box::new(parse)),
        ("loaded within limits, without lints".into(), Box::new(load)),
    ];
    let what = ["nothing changed", "few changed", "most changed", "few changed, a plan more"];
    for (what, text) in what.into_iter().zip(&texts) {
        rows.push((what.into(), Box::new(|| _ = black_box(merge(text, &plain)))));
        rows.push((
            format!("{what}, compared"),
            Box::new(|| _ = black_box(merge(text, &Options::default()))),
        ));
    }
    println!(
        "{FLAGS} flags, {} KiB\n\n| merged and lowered | ms | ratio |\n|---|--:|--:|",
        text.len() / 1024
    );
    let turns = std::env::args().nth(1).map_or(TURNS, |turns| turns.parse().expect("a number of turns"));
    let times = best(&rows, turns);
    for ((what, _), time) in rows.iter().zip(&times) {
        println!("| {what} | {time:.1} | {:.2} |", time / times[0]);
    }
    #[allow(clippy::cast_precision_loss, reason = "it is printed")]
    let mib = |bytes: f64| bytes / f64::from(1 << 20);
    println!("\n| the same | MiB kept, lowered rules included | at most, while merging |\n|---|--:|--:|");
    for (what, text) in what.into_iter().zip(&texts) {
        let mut kept = None;
        let memory = measure(|| kept = Some(merge(text, &plain)));
        #[allow(clippy::cast_precision_loss, reason = "it is printed")]
        let (current, most) = (mib(memory.bytes_current as f64), mib(memory.bytes_max as f64));
        println!("| {what} | {current:.1} | {most:.1} |");
    }
}

/// The best of so many turns of each row, in milliseconds; in turn, because other programs disturb a while.
fn best(rows: &[Row<'_>], turns: usize) -> Vec<f64> {
    let mut times = vec![f64::INFINITY; rows.len()];
    for _ in 0..turns {
        for ((_, work), time) in rows.iter().zip(&mut times) {
            let begin = Instant::now();
            work();
            *time = time.min(begin.elapsed().as_secs_f64() * 1e3);
        }
    }
    times
}
