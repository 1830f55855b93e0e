//! `cargo flags completions SHELL`

use clap::Args;
use clap_complete::Shell;

use crate::arguments::Format;
use crate::cli::{self, Exit, Run};
use crate::failure::Failure;

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo-flags completions bash > ~/.local/share/bash-completion/completions/cargo-flags\n  \
                        cargo-flags completions fish > ~/.config/fish/completions/cargo-flags.fish\n\n\
                        They complete `cargo-flags COMMAND`; shells hand `cargo flags` to cargo's own completions.")]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Run for Completions {
    fn format(&self) -> Format {
        Format::Human
    }

    fn run(&self) -> Result<Exit, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut cli::definition(), "cargo-flags", &mut script);
        std::io::Write::write_all(&mut std::io::stdout(), &script)?;
        Ok(Exit::Fine)
    }
}
