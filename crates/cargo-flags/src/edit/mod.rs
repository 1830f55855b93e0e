//! Edits of the flags file: one value changes, and every other byte stays.
//!
//! An edit goes this way: [`aim`](Scope) at a key, find its place in the text ([`mod@rewrite`]), load the new
//! text, judge who gains and who loses, show it, and put the new file in the place of the old ([`mod@replace`]).

mod aim;
mod diff;
mod insert;
mod judge;
mod node;
mod notation;
mod remove;
mod replace;
mod report;
mod rewrite;
mod rollout;
mod settings;
mod splice;
pub(crate) mod step;
mod value;

#[cfg(test)]
mod corpus;
#[cfg(test)]
mod shapes;

use clap::Args;
use flags_model::source::Lines;
use flags_model::{Code, Diagnostic, Loaded, Severity};
use serde_json::Value as Json;

pub(crate) use aim::{Aim, Scope};
pub(crate) use diff::diff;
pub(crate) use judge::{Line, first_of, judge};
pub(crate) use notation::{list, percent};
pub(crate) use replace::replace;
pub(crate) use rollout::{Which, percent_from_word};
pub(crate) use settings::Switch;
pub(crate) use step::Direction;
pub(crate) use value::Value;

use self::report::{Refusal, Report};
use self::rewrite::rewrite;
use crate::arguments::{Common, EnvironmentArgument};
use crate::cli::Exit;
use crate::failure::Failure;
use crate::source::Source;

/// Arguments of every edit.
#[derive(Debug, Args)]
pub(crate) struct EditArguments {
    /// Show what would change, and write nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) environment: EnvironmentArgument,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// An edit that was decided upon.
pub(crate) struct Edit {
    pub(crate) aim: Aim,
    /// What it is now, and what it is to be; `None` is to be no more.
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
    /// What it comes to, in a sentence.
    pub(crate) effect: String,
    pub(crate) warnings: Vec<String>,
    /// The flags of which it was said that they go with it.
    pub(crate) followers: Vec<String>,
    /// Whether it may take the flag from somebody: because that is its purpose, or because it was forced to.
    pub(crate) may_lose: bool,
}

/// Says that there is nothing to do, and why.
pub(crate) fn stay(
    source: &Source,
    scope: &Scope<'_>,
    aim: &Aim,
    value: Option<&Value>,
    effect: String,
    arguments: &EditArguments,
) -> Result<Exit, Failure> {
    let mut report = report_of(scope, aim, value, value);
    report.effect = effect;
    report.print(source, None, arguments.common.is_json())?;
    Ok(Exit::Fine)
}

/// Shows an edit and makes it, unless something speaks against it.
pub(crate) fn make(
    source: &Source,
    scope: &Scope<'_>,
    edit: &Edit,
    arguments: &EditArguments,
) -> Result<Exit, Failure> {
    let way = edit.aim.way(scope);
    let written = rewrite(&source.text, &way, 2, |old| edit.after.as_ref().map(|value| value.write(old)));
    let written = written.map_err(|stuck| {
        let position = Lines::of(&source.text).position(&source.text, stuck.at);
        Failure::new(format!("`{}` is written in a way that only a person can change", edit.aim.target()))
            .at(format!("{}:{}:{}", source.name, position.line, position.column))
            .help("change it there by hand, and ask `cargo flags check`")
    })?;
    let new = Source { text: written.text, ..source.clone() };
    let mut report = report_of(scope, &edit.aim, edit.before.as_ref(), edit.after.as_ref());
    report.line = Some(Lines::of(&new.text).line(written.at));
    report.effect.clone_from(&edit.effect);
    report.followers.clone_from(&edit.followers);
    report.is_dry = arguments.dry_run;
    report.warnings.clone_from(&edit.warnings);
    let loaded = new.check(&flags_model::Options::default());
    report.warnings.extend(new_warnings(source, &new, &loaded));
    match &loaded.model {
        None => {
            report.diagnostics = errors(loaded.diagnostics);
            report.refused = Some(Refusal {
                message: "nothing was written: the file would be invalid".to_owned(),
                help: help_for(&report.diagnostics).to_owned(),
            });
        }
        Some(model) => {
            let judgement = judge(scope.model, model, &scope.flag.name);
            report.groups = judgement.groups;
            for (name, lines) in &judgement.others {
                if !edit.followers.contains(name) {
                    report.warnings.push(format!("`{name}` changes too: {}", first_of(lines)));
                }
            }
            if !edit.may_lose && !judgement.losses.is_empty() {
                report.refused = Some(Refusal {
                    message: format!("nothing was written: {}", first_of(&judgement.losses)),
                    help: "if that is meant, `--force` does it".to_owned(),
                });
            }
        }
    }
    if report.refused.is_none() && !arguments.dry_run {
        replace(&source.path, &source.text, &new.text)?;
        report.written = true;
    }
    report.print(source, Some(&new), arguments.common.is_json())?;
    Ok(if report.refused.is_some() { Exit::Findings } else { Exit::Fine })
}

/// How to get past what makes the new file invalid.
fn help_for(errors: &[Diagnostic]) -> &'static str {
    if errors.iter().all(|error| error.code == Code::ExpectFailed) {
        "what is expected above no longer holds: take it out of the file, or put it right, and run the command again"
    } else {
        "the lines above are those of the file as it would be; what they say has to be put right first"
    }
}

fn report_of(scope: &Scope<'_>, aim: &Aim, before: Option<&Value>, after: Option<&Value>) -> Report {
    Report {
        flag: scope.flag.name.clone(),
        environment: scope.environment_name().map(str::to_owned),
        target: aim.target(),
        before: before.map_or(Json::Null, Value::json),
        after: after.map_or(Json::Null, Value::json),
        ..Report::default()
    }
}

fn errors(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.retain(|diagnostic| diagnostic.severity == Severity::Error);
    diagnostics
}

/// What the file is warned of only because of the edit.
fn new_warnings(old: &Source, new: &Source, loaded: &Loaded) -> Vec<String> {
    let known = old.check(&flags_model::Options::default()).diagnostics;
    let is_new = |found: &&Diagnostic| {
        found.severity == Severity::Warning
            && !known.iter().any(|other| other.code == found.code && other.message == found.message)
    };
    let found = loaded.diagnostics.iter().filter(is_new);
    let line = |found: &Diagnostic| loaded.lines.line(found.span.start);
    found
        .map(|found| format!("{} ({}, {}:{})", found.message, found.code.name(), new.name, line(found)))
        .collect()
}
