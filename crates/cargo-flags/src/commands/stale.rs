//! `cargo flags stale`

use std::io::Write;

use clap::Args;
use flags_model::{Model, Options};
use serde_json::json;

use crate::arguments::{Common, Format};
use crate::cli::{Exit, Run};
use crate::code_arguments::CodeArguments;
use crate::failure::Failure;
use crate::source::Source;
use crate::stale::{Stale, find};
use crate::today::Today;
use crate::{calls, look};

/// List flags that have done their work, and where the code calls them
///
/// A flag is stale if its `expires` has passed, if it is on for everyone in every environment and serves
/// all the same (not for `ops` and `permission`, which stay), if it is in the last stage everywhere, if the
/// code never calls it, or if it is retired and the code still calls it. This lists them whatever the
/// levels in `[lints]` are.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags stale\n  \
                        cargo flags stale --today 2027-06-01      what will be stale by then\n  \
                        cargo flags stale --code apps --code libs\n  \
                        cargo flags stale --format json | jq -r 'select(.owner == \"growth\") | .flag'\n\n\
                        Exit codes: 0 nothing is stale, 1 something is, 2 could not run.")]
pub(crate) struct StaleCommand {
    #[command(flatten)]
    today: Today,
    #[command(flatten)]
    code: CodeArguments,
    #[command(flatten)]
    common: Common,
}

impl Run for StaleCommand {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.common.load()?;
        let today = self.today.seconds()?;
        let usage = self.code.read(&source, &source.check(&Options::default()))?;
        calls::warn_of_unread(&usage, self.format());
        let stale = find(&model, &usage, today);
        let mut out = anstream::stdout().lock();
        for (index, stale) in stale.iter().enumerate() {
            if self.common.is_json() {
                writeln!(out, "{}", object(stale, &source))?;
            } else {
                print(&mut out, stale, &source, index == 0)?;
            }
        }
        if !self.common.is_json() {
            writeln!(out, "{}", summary(&source, &model, &stale))?;
        }
        Ok(if stale.is_empty() { Exit::Fine } else { Exit::Findings })
    }
}

/// `flags.toml: 4 of 6 flags are stale, 1 retired name is still called`
fn summary(source: &Source, model: &Model, stale: &[Stale<'_>]) -> String {
    let all = look::count(model.flags.len(), "flag");
    if stale.is_empty() {
        let style = look::ON;
        return format!("{}: {all}, {style}none is stale{style:#}", source.name);
    }
    let is = |number: usize| if number == 1 { "is" } else { "are" };
    let retired = stale.iter().filter(|stale| stale.is_retired()).count();
    let flags = stale.len() - retired;
    let mut parts = Vec::new();
    if flags > 0 {
        parts.push(format!("{} of {all} {} stale", look::grouped(flags), is(flags)));
    }
    if retired > 0 {
        parts.push(format!("{} {} still called", look::count(retired, "retired name"), is(retired)));
    }
    format!("\n{}: {}", source.name, parts.join(", "))
}

fn object(stale: &Stale<'_>, source: &Source) -> serde_json::Value {
    json!({
        "flag": stale.name,
        "owner": stale.owner,
        "reasons": stale.reasons.iter().map(|reason| json!({
            "reason": reason.name(),
            "message": reason.describe(),
        })).collect::<Vec<_>>(),
        "keep": stale.keep.as_ref().map(|keep| keep.trim_matches('`')),
        "file": source.name,
        "line": stale.line(source),
        "calls": calls::list(stale.calls, stale.name),
    })
}

fn print(out: &mut impl Write, stale: &Stale<'_>, source: &Source, is_first: bool) -> Result<(), Failure> {
    let (bold, dim, warning, help) = (look::BOLD, look::DIM, look::WARNING, look::HELP);
    if !is_first {
        writeln!(out)?;
    }
    let owner = stale.owner.map_or_else(String::new, |owner| format!(", {owner}"));
    let place = format!("{}:{}", source.name, stale.line(source));
    writeln!(out, "{bold}{}{bold:#} {dim}({place}{owner}){dim:#}", stale.name)?;
    for reason in &stale.reasons {
        writeln!(out, "    {warning}{}{warning:#}", reason.describe())?;
    }
    if let Some(keep) = &stale.keep {
        writeln!(out, "    {help}keep{help:#} the branch of {keep}")?;
    }
    for call in stale.calls {
        writeln!(out, "    {help}-->{help:#} {}", calls::describe(call, stale.name))?;
    }
    Ok(())
}
