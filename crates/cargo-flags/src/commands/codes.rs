//! `cargo flags codes`

use std::io::Write;

use clap::Args;
use flags_model::diagnostic::closest;
use flags_model::document::Level;
use flags_model::lint::lint_named;
use flags_model::{Code, codes};
use serde_json::{Value, json};

use crate::arguments::{Format, OutputFormat};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::{look, page};

/// Explain what a diagnostic means, or list all that there are
///
/// Every error and warning about flags.toml has a code, which never changes. Its page says what it is
/// about, with a file that is wrong and one that is right.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags codes\n  \
                        cargo flags codes split-sum\n  \
                        cargo flags codes --format json | jq -r .code")]
pub(crate) struct Codes {
    /// The code, as a message or `[lints]` names it
    code: Option<String>,
    #[command(flatten)]
    output: OutputFormat,
}

impl Run for Codes {
    fn format(&self) -> Format {
        self.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let mut out = anstream::stdout().lock();
        let is_json = self.format() == Format::Json;
        match &self.code {
            Some(name) => {
                let code = find(name)?;
                if is_json {
                    let mut object = object(code);
                    object["page"] = json!(codes::explain(code));
                    writeln!(out, "{object}")?;
                } else {
                    print_page(&mut out, code)?;
                }
            }
            None if is_json => {
                for code in Code::ALL {
                    writeln!(out, "{}", object(*code))?;
                }
            }
            None => print_list(&mut out)?,
        }
        Ok(Exit::Fine)
    }
}

fn find(name: &str) -> Result<Code, Failure> {
    // As notes of diagnostics write it, and as Rust would.
    let plain = name.trim_start_matches("flags::").replace('_', "-");
    let found = Code::ALL.iter().find(|code| code.name() == plain);
    found.copied().ok_or_else(|| {
        let close = closest(&plain, Code::ALL.iter().map(|code| code.name()));
        let help = close.map_or_else(
            || "`cargo flags codes` lists them all".to_owned(),
            |close| format!("did you mean `{close}`?"),
        );
        Failure::new(format!("unknown code `{name}`")).help(help)
    })
}

/// `error` for what is no lint, else the level where the file does not say.
fn level(code: Code) -> &'static str {
    match lint_named(code.name()).map(|lint| lint.level) {
        None => "error",
        Some(Level::Deny) => "deny",
        Some(Level::Warn) => "warn",
        Some(Level::Allow) => "allow",
    }
}

fn object(code: Code) -> Value {
    json!({
        "code": code.name(),
        "level": level(code),
        "lint": lint_named(code.name()).is_some(),
        "title": codes::title(code),
        "summary": code.summary(),
    })
}

fn print_list(out: &mut impl Write) -> std::io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    let width = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
    let (lints, errors): (Vec<Code>, Vec<Code>) =
        Code::ALL.iter().partition(|code| lint_named(code.name()).is_some());
    writeln!(out, "{bold}Errors{bold:#} {dim}(the file cannot be used){dim:#}")?;
    for code in errors {
        writeln!(out, "  {bold}{:width$}{bold:#}  {}", code.name(), code.summary())?;
    }
    writeln!(out, "\n{bold}Lints{bold:#} {dim}(with the level where `[lints]` does not say){dim:#}")?;
    for code in lints {
        let level = level(code);
        writeln!(out, "  {bold}{:width$}{bold:#}  {dim}{level:5}{dim:#}  {}", code.name(), code.summary())?;
    }
    writeln!(out, "\n`cargo flags codes CODE` shows what a code means, with an example and the fix.")
}

fn print_page(out: &mut impl Write, code: Code) -> std::io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    let about = match (lint_named(code.name()), level(code)) {
        (None, _) => "an error: the file cannot be used".to_owned(),
        (Some(_), level) => format!("a lint: `{level}` unless `[lints]` says otherwise"),
    };
    writeln!(out, "{bold}{code}{bold:#} {dim}({about}){dim:#}\n")?;
    page::print(out, codes::explain(code))
}
