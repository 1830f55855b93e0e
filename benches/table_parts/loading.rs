//! What it costs to read rules at run time, against the TOML parser alone.

use std::hint::black_box;
use std::time::Instant;

use allocation_counter::measure;
use flags_model::dynamic::Engine;

use crate::generate;

/// The best of so many turns.
pub fn print(count: usize, turns: usize) {
    let text = generate::file(count);
    let mut best = [f64::INFINITY; 4];
    let mut time = |step: usize, work: &dyn Fn()| {
        let begin = Instant::now();
        work();
        best[step] = best[step].min(begin.elapsed().as_secs_f64() * 1e3);
    };
    for _ in 0..turns {
        time(0, &|| _ = black_box(text.parse::<toml::Table>().expect("it is TOML")));
        time(1, &|| _ = black_box(toml::de::DeTable::parse(&text).expect("it is TOML")));
        time(2, &|| _ = black_box(loaded(&text)));
        time(3, &|| _ = black_box(Engine::new(loaded(&text))));
    }
    let mut engine = None;
    let memory = measure(|| engine = Some(Engine::new(loaded(&text))));
    println!("\nReading {count} flags, {} KiB (ms)\n", text.len() / 1024);
    println!("| what | time | ratio |\n|---|--:|--:|");
    println!("| `toml` alone, into `toml::Table` | {:.1} | 1 |", best[0]);
    println!("| `toml` alone, borrowed with spans | {:.1} | {:.2} |", best[1], best[1] / best[0]);
    println!("| parsed and checked | {:.1} | {:.2} |", best[2], best[2] / best[0]);
    println!("| parsed, checked and lowered | {:.1} | {:.2} |", best[3], best[3] / best[0]);
    let flags = i64::try_from(count).expect("few flags");
    println!("\nKept: {} bytes for each flag (the model included).", memory.bytes_current / flags);
    println!("At most, while reading: {} bytes for each flag.", memory.bytes_max / count as u64);
}

fn loaded(text: &str) -> flags_model::Model {
    let loaded = flags_model::load(text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics.first());
    loaded.model.expect("the file is valid")
}
