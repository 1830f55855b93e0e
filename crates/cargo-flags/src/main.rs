//! `cargo flags`: see, explain, check and change the flags of `flags.toml`.
//!
//! Every command reads the file with `flags_model::load` and decides with the evaluator that the
//! compiled app uses. This crate adds arguments, output and edits, and no rules of its own.

mod about;
mod arguments;
mod calls;
mod changes;
mod cli;
mod code;
mod code_arguments;
mod commands;
mod context;
mod edit;
mod failure;
mod fix;
mod lines;
mod look;
mod page;
mod progress;
mod publish;
mod report;
mod revision;
mod schema;
mod simulate;
mod source;
mod stale;
mod stores;
mod table;
mod today;
mod tree;
mod why_not;
mod write;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
