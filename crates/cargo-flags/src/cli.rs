//! The command line as a whole: what there is, and how a run ends.

use std::io::Write;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

use crate::arguments::Format;
use crate::commands;
use crate::failure::Failure;

/// See, explain, check, change and publish the feature flags of flags.toml
#[derive(Debug, Parser)]
#[command(
    name = "cargo flags",
    bin_name = "cargo flags",
    version,
    arg_required_else_help = true,
    subcommand_required = true,
    after_help = "Exit codes: 0 fine, 1 findings, 2 could not run.\n\
                  `cargo flags COMMAND --help` shows the command's options, with examples."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    color: colorchoice_clap::Color,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(commands::Init),
    Check(commands::Check),
    List(commands::List),
    Show(commands::Show),
    Explain(commands::Explain),
    Eval(commands::Eval),
    Simulate(commands::Simulate),
    Diff(commands::Diff),
    Graph(commands::Graph),
    Set(commands::Set),
    Advance(commands::Advance),
    Rollback(commands::Rollback),
    Kill(commands::Kill),
    Revive(commands::Revive),
    Seal(commands::Seal),
    Push(commands::Push),
    Pull(commands::Pull),
    Watch(commands::Watch),
    Status(commands::Status),
    Stale(commands::StaleCommand),
    Schema(commands::Schema),
    Codes(commands::Codes),
    Completions(commands::Completions),
}

/// One command, with its arguments.
pub(crate) trait Run {
    /// Whether the result, and a failure, are for people or for programs.
    fn format(&self) -> Format;

    /// Does it.
    fn run(&self) -> Result<Exit, Failure>;
}

/// How a run that could do its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Nothing to complain about.
    Fine,
    /// It found what it looks for.
    Findings,
}

/// The command line's definition: for completions.
pub(crate) fn definition() -> clap::Command {
    Cli::command()
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let cli = match Cli::try_parse_from(arguments(std::env::args_os())) {
        Ok(cli) => cli,
        // Help is no failure, and clap says both with colours.
        Err(error) if !error.use_stderr() || !asks_for_json(std::env::args_os()) => error.exit(),
        Err(error) => {
            let _ = write!(anstream::stderr(), "{}", misuse(&error).render(Format::Json));
            return ExitCode::from(2);
        }
    };
    cli.color.write_global();
    let command = cli.command.as_run();
    match command.run() {
        Ok(Exit::Fine) => ExitCode::SUCCESS,
        Ok(Exit::Findings) => ExitCode::from(1),
        // Whoever reads has seen enough: `cargo flags list | head`.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            let _ = write!(anstream::stderr(), "{}", failure.render(command.format()));
            ExitCode::from(2)
        }
    }
}

/// Whether arguments that cannot be read ask for JSON all the same.
fn asks_for_json(given: impl Iterator<Item = std::ffi::OsString>) -> bool {
    let words: Vec<_> = given.collect();
    words.iter().any(|word| word == "--format=json") || words.windows(2).any(|it| it == ["--format", "json"])
}

/// What clap says, as a failure like any other.
fn misuse(error: &clap::Error) -> Failure {
    let text = error.render().to_string();
    let (message, help) = text.split_once("\n\n").unwrap_or((&text, ""));
    let words: Vec<_> = message.trim_start_matches("error: ").split_whitespace().collect();
    Failure::new(words.join(" ")).help(help.trim())
}

/// Cargo calls `cargo-flags flags list`, a person may call `cargo-flags list`.
fn arguments(given: impl Iterator<Item = std::ffi::OsString>) -> impl Iterator<Item = std::ffi::OsString> {
    given.enumerate().filter(|(index, word)| !(*index == 1 && word == "flags")).map(|(_, word)| word)
}

impl Command {
    fn as_run(&self) -> &dyn Run {
        match self {
            Self::Init(command) => command,
            Self::Check(command) => command,
            Self::List(command) => command,
            Self::Show(command) => command,
            Self::Explain(command) => command,
            Self::Eval(command) => command,
            Self::Simulate(command) => command,
            Self::Diff(command) => command,
            Self::Graph(command) => command,
            Self::Set(command) => command,
            Self::Advance(command) => command,
            Self::Rollback(command) => command,
            Self::Kill(command) => command,
            Self::Revive(command) => command,
            Self::Seal(command) => command,
            Self::Push(command) => command,
            Self::Pull(command) => command,
            Self::Watch(command) => command,
            Self::Status(command) => command,
            Self::Stale(command) => command,
            Self::Schema(command) => command,
            Self::Codes(command) => command,
            Self::Completions(command) => command,
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_definition_is_sound() {
        super::definition().debug_assert();
    }
}
