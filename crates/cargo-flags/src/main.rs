//! `cargo flags`: see, explain, check and change the flags of `flags.toml`.
//!
//! Every command reads the file with `flags_model::load` and decides with the evaluator that the
//! compiled app uses. This crate adds arguments, output and edits, and no rules of its own.

mod arguments;
mod cli;
mod commands;
mod context;
mod failure;
mod look;
mod report;
mod source;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
