//! What an edit says when it is done, or is not.
//!
//! For people: the changed lines, a sentence, and who gains or loses; warnings and refusals on standard
//! error. For programs one object:
//!
//! - `flag`, `environment` (null where none was named), `target` (`rollout`, `rules[0].rollout`, `stage`,
//!   `serve`, `enabled`)
//! - `before` and `after`: percentages as numbers, otherwise as the file would say it; null is not stated
//! - `written`: whether the file is another now; `refused`: why not, or null
//! - `file`, `line`: where the value stands, null where nothing changes
//! - `effect`: the sentence; `groups`: who gains or loses; `followers`: flags that go with a killed one
//! - `warnings`: what one should know besides
//! - `diagnostics`: what is wrong with the file as it would be

use std::io::Write;

use flags_model::Diagnostic;
use flags_model::diagnostic::{Style, render};
use serde_json::{Value, json};

use super::diff::diff;
use super::judge::Line;
use crate::failure::Failure;
use crate::look;
use crate::source::Source;

/// Everything that there is to say.
#[derive(Default)]
pub(super) struct Report {
    pub(super) flag: String,
    pub(super) environment: Option<String>,
    pub(super) target: String,
    pub(super) before: Value,
    pub(super) after: Value,
    pub(super) written: bool,
    pub(super) is_dry: bool,
    pub(super) line: Option<usize>,
    pub(super) effect: String,
    pub(super) groups: Vec<Line>,
    pub(super) followers: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) refused: Option<Refusal>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Why nothing is written.
pub(super) struct Refusal {
    pub(super) message: String,
    pub(super) help: String,
}

impl Report {
    /// Prints it; `new` is the file as it is to be.
    pub(super) fn print(&self, old: &Source, new: Option<&Source>, is_json: bool) -> Result<(), Failure> {
        if is_json { self.print_json(old, new) } else { self.print_human(old, new) }
    }

    fn print_human(&self, old: &Source, new: Option<&Source>) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let (bold, note) = (look::BOLD, look::HELP);
        if let Some(new) = new {
            let line = self.line.map_or_else(String::new, |line| format!(":{line}"));
            writeln!(out, "{note}-->{note:#} {}{line}", old.name)?;
            writeln!(out, "{}", diff(&old.text, &new.text))?;
        }
        writeln!(out, "{bold}{}{bold:#}", self.effect)?;
        for group in &self.groups {
            writeln!(out, "  {}", group.short)?;
        }
        drop(out);
        let mut err = anstream::stderr().lock();
        let (error, warning) = (look::ERROR, look::WARNING);
        for text in &self.warnings {
            writeln!(err, "{warning}warning{warning:#}{bold}: {text}{bold:#}")?;
        }
        if let (Some(new), false) = (new, self.diagnostics.is_empty()) {
            writeln!(err, "{}", render(&self.diagnostics, &new.text, &new.name, Style::Colour))?;
        }
        if let Some(refusal) = &self.refused {
            writeln!(err, "{error}error{error:#}{bold}: {}{bold:#}", refusal.message)?;
            writeln!(err, "{note}help{note:#}: {}", refusal.help)?;
        }
        drop(err);
        if self.written {
            writeln!(anstream::stdout(), "{note}written{note:#}: {}", old.name)?;
        } else if self.is_dry && self.refused.is_none() {
            writeln!(anstream::stdout(), "{note}dry run{note:#}: nothing was written")?;
        }
        Ok(())
    }

    fn print_json(&self, old: &Source, new: Option<&Source>) -> Result<(), Failure> {
        let diagnostics = self.diagnostics.iter().zip(std::iter::repeat(new.unwrap_or(old)));
        let diagnostics: Vec<_> =
            diagnostics.map(|(diagnostic, source)| crate::report::json(diagnostic, source)).collect();
        let object = json!({
            "flag": self.flag,
            "environment": self.environment,
            "target": self.target,
            "before": self.before,
            "after": self.after,
            "written": self.written,
            "refused": self.refused.as_ref().map(|refusal| &refusal.message),
            "file": old.name,
            "line": self.line,
            "effect": self.effect,
            "groups": self.groups.iter().map(|group| &group.full).collect::<Vec<_>>(),
            "followers": self.followers,
            "warnings": self.warnings,
            "diagnostics": diagnostics,
        });
        writeln!(anstream::stdout(), "{object}")?;
        Ok(())
    }
}
