//! A file of 2,000 flags with 200 mistakes: how many are reported, and how long it takes.
//! `cargo run --release -p flags-model --example many_mistakes`

#[path = "../tests/mutants/many.rs"]
mod many;

use std::time::Instant;

fn main() {
    let (text, lines) = many::write_file();
    let start = Instant::now();
    let loaded = flags_model::load(&text);
    let elapsed = start.elapsed();
    println!(
        "{} flags, {} mistakes: {} reported in {elapsed:.1?}",
        many::FLAGS,
        lines.len(),
        loaded.diagnostics.len()
    );
}
