//! `cargo flags check`

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use flags_model::diagnostic::{Style, render};
use flags_model::{Loaded, Options, Severity};
use serde_json::json;

use crate::arguments::Format;
use crate::cli::{Exit, Run};
use crate::code::Usage;
use crate::code_arguments::CodeArguments;
use crate::failure::Failure;
use crate::source::Source;
use crate::today::Today;
use crate::{calls, fix, look, report};

/// Check flags.toml, and which flags the code beside it calls
///
/// Prints every error and warning of the file with its place, the reason and what to write instead, as
/// the compiler does, and one summary line. What each code means says `cargo flags codes CODE`.
///
/// The Rust code in the file's folder is read as well, and a flag that it never calls is a warning
/// (`never-called`). Files that git ignores and what cargo has built are left out, and a call in a test
/// does not count. Calls that a macro puts together from pieces cannot be seen.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
#[command(after_help = "Examples:\n  \
                        cargo flags check\n  \
                        cargo flags check --fix --dry-run\n  \
                        cargo flags check --calls\n  \
                        cargo flags check --file apps/shop/flags.toml --code apps/shop --code libs\n  \
                        cargo flags check --today 2027-01-01      what will have expired by then\n  \
                        cargo flags check --format github         annotations in a workflow\n  \
                        cargo flags check --format sarif > flags.sarif\n\n\
                        Exit codes: 0 no errors and no warnings, 1 some, 2 could not run.")]
pub(crate) struct Check {
    /// The flags file [default: flags.toml here or in a folder above]
    #[arg(short, long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// Print for people, or for programs: one JSON object a line, GitHub's workflow commands, SARIF 2.1.0
    #[arg(long, value_enum, default_value_t = CheckFormat::Human, value_name = "FORMAT")]
    format: CheckFormat,
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    code: CodeArguments,
    /// Do not read the code
    #[arg(long, conflicts_with_all = ["code", "calls"])]
    no_code: bool,
    /// Also list where the code calls each flag
    #[arg(long)]
    calls: bool,
    /// Make the edits that the messages offer, and show them
    #[arg(long)]
    fix: bool,
    /// With `--fix`: only show them, and write nothing
    #[arg(long, requires = "fix")]
    dry_run: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    Human,
    Json,
    Github,
    Sarif,
}

impl Run for Check {
    fn format(&self) -> Format {
        if self.format == CheckFormat::Json { Format::Json } else { Format::Human }
    }

    fn run(&self) -> Result<Exit, Failure> {
        let mut source = Source::read(self.file.as_deref())?;
        let today = self.today.seconds()?;
        let mut usage = self.usage(&source)?;
        if self.fix {
            let called = usage.as_ref().and_then(Usage::called);
            let fixed = fix::fix(&source, &Options { today, called: called.as_ref() });
            let is_shown = self.format == CheckFormat::Human;
            fixed.apply(&source, self.dry_run, is_shown)?;
            // What is not written is not checked either.
            if !self.dry_run {
                source.text = fixed.text;
                usage = self.usage(&source)?;
            }
        }
        let called = usage.as_ref().and_then(Usage::called);
        let loaded = source.check(&Options { today, called: called.as_ref() });
        self.print(&source, &loaded, usage.as_ref())?;
        Ok(if loaded.diagnostics.is_empty() { Exit::Fine } else { Exit::Findings })
    }
}

impl Check {
    fn usage(&self, source: &Source) -> Result<Option<Usage>, Failure> {
        if self.no_code {
            return Ok(None);
        }
        let loaded = source.check(&Options::default());
        // What the code calls matters once the file says what there is.
        if loaded.model.is_none() && !self.calls {
            return Ok(None);
        }
        let usage = self.code.read(source, &loaded)?;
        calls::warn_of_unread(&usage, self.format());
        Ok(Some(usage))
    }

    fn print(&self, source: &Source, loaded: &Loaded, usage: Option<&Usage>) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let usage = usage.filter(|_| self.calls);
        match self.format {
            CheckFormat::Human => {
                if !loaded.diagnostics.is_empty() {
                    let text = render(&loaded.diagnostics, &source.text, &source.name, Style::Colour);
                    writeln!(out, "{text}")?;
                }
                if let Some(usage) = usage {
                    calls::print(&mut out, usage, loaded)?;
                    writeln!(out)?;
                }
                writeln!(out, "{}", summary(source, loaded))?;
            }
            CheckFormat::Json => {
                for diagnostic in &loaded.diagnostics {
                    writeln!(out, "{}", report::json(diagnostic, source))?;
                }
                for object in usage.into_iter().flat_map(|usage| calls::objects(usage, loaded)) {
                    writeln!(out, "{object}")?;
                }
            }
            CheckFormat::Github => {
                for diagnostic in &loaded.diagnostics {
                    writeln!(out, "{}", report::github(diagnostic, source))?;
                }
            }
            CheckFormat::Sarif => {
                let log = report::sarif(&loaded.diagnostics, source);
                writeln!(out, "{:#}", json!(log))?;
            }
        }
        Ok(())
    }
}

/// `flags.toml: 2 errors, 1 warning`
fn summary(source: &Source, loaded: &Loaded) -> String {
    let number = |severity| loaded.diagnostics.iter().filter(|it| it.severity == severity).count();
    let (error, warning, fine) = (look::ERROR, look::WARNING, look::ON);
    let mut parts = Vec::new();
    let errors = number(Severity::Error);
    if errors > 0 {
        parts.push(format!("{error}{}{error:#}", look::count(errors, "error")));
    }
    let warnings = number(Severity::Warning);
    if warnings > 0 {
        parts.push(format!("{warning}{}{warning:#}", look::count(warnings, "warning")));
    }
    if parts.is_empty() {
        parts.push(look::count(loaded.names.flags.len(), "flag"));
        parts.push(format!("{fine}fine{fine:#}"));
    }
    format!("{}: {}", source.name, parts.join(", "))
}
