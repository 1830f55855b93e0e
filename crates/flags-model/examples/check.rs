//! Checks a file and prints what is wrong with it: `cargo run -p flags-model --example check -- flags.toml`.

use std::process::ExitCode;

use flags_model::diagnostic::{Style, render};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("usage: check FILE");
        return ExitCode::from(2);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let loaded = flags_model::load(&text);
    print!("{}", render(&loaded.diagnostics, &text, &path, Style::Plain));
    match loaded.model {
        Some(model) => {
            println!("{path}: {} flags, fine", model.flags.len());
            ExitCode::SUCCESS
        }
        None => ExitCode::FAILURE,
    }
}
