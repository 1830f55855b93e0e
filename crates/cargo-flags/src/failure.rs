//! Why a command could not run.

use std::fmt::{Display, Write};
use std::io;

use flags_model::Diagnostic;
use flags_model::diagnostic::{Style, closest, render};
use serde_json::json;

use crate::arguments::Format;
use crate::look;
use crate::source::Source;

/// Why a command could not run. Ends it with exit code 2.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something that the arguments or the machine are to blame for.
    Told(Told),
    /// The flags file has errors; the command needs one without.
    Invalid(Box<(Source, Vec<Diagnostic>)>),
    /// The output could not be written.
    Output(io::Error),
}

/// A failure in words.
#[derive(Debug)]
pub(crate) struct Told {
    message: String,
    /// Where it happened: `users.jsonl:17:5`.
    place: Option<String>,
    help: Option<String>,
}

impl Failure {
    /// A failure: a lower-case phrase.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Told(Told { message: message.into(), place: None, help: None })
    }

    /// A name that nothing has, with the one that was probably meant.
    pub(crate) fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone) -> Self {
        let failure = Self::new(format!("unknown {what} `{name}`"));
        if let Some(close) = closest(name, known.clone()) {
            return failure.help(format!("did you mean `{close}`?"));
        }
        let known: Vec<_> = known.collect();
        match known.len() {
            0 => failure.help(format!("the file has no {what}")),
            1..=20 => failure.help(format!("there are {}", known.join(", "))),
            _ => failure.help("`cargo flags list` shows them all"),
        }
    }

    /// What went wrong with a file of the machine.
    pub(crate) fn io(what: &str, path: &std::path::Path, error: &io::Error) -> Self {
        Self::new(format!("cannot {what} {}: {}", path.display(), look::reason(error)))
    }

    /// Where it happened.
    #[must_use]
    pub(crate) fn at(mut self, place: impl Display) -> Self {
        if let Self::Told(told) = &mut self {
            told.place = Some(place.to_string());
        }
        self
    }

    /// What to do.
    #[must_use]
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        if let Self::Told(told) = &mut self {
            told.help = Some(help.into());
        }
        self
    }

    /// What went wrong, in a line.
    pub(crate) fn message(&self) -> String {
        match self {
            Self::Told(told) => told.message.clone(),
            Self::Invalid(invalid) => format!("{} is invalid", invalid.0.name),
            Self::Output(failed) => format!("cannot write: {}", look::reason(failed)),
        }
    }

    /// As text for standard error: for people with colours, which whoever prints may strip.
    pub(crate) fn render(&self, format: Format) -> String {
        match format {
            Format::Human => self.render_human(),
            Format::Json => self.render_json(),
        }
    }

    fn render_human(&self) -> String {
        let (error, bold, note) = (look::ERROR, look::BOLD, look::HELP);
        match self {
            Self::Told(told) => {
                let mut text = format!("{error}error{error:#}{bold}: {}{bold:#}\n", told.message);
                if let Some(place) = &told.place {
                    let _ = writeln!(text, " {note}-->{note:#} {place}");
                }
                if let Some(help) = &told.help {
                    let _ = writeln!(text, "{note}help{note:#}: {help}");
                }
                text
            }
            Self::Invalid(invalid) => {
                let (source, diagnostics) = &**invalid;
                let mut text = render(diagnostics, &source.text, &source.name, Style::Colour);
                let _ = write!(text, "\n{error}error{error:#}{bold}: {}{bold:#}\n", self.message());
                text
            }
            Self::Output(_) => format!("{error}error{error:#}{bold}: {}{bold:#}\n", self.message()),
        }
    }

    fn render_json(&self) -> String {
        let object = match self {
            Self::Told(told) => {
                json!({ "error": told.message, "place": told.place, "help": told.help })
            }
            Self::Invalid(invalid) => {
                let (source, diagnostics) = &**invalid;
                let objects = diagnostics.iter().map(|diagnostic| crate::report::json(diagnostic, source));
                json!({
                    "error": self.message(),
                    "diagnostics": objects.collect::<Vec<_>>(),
                })
            }
            Self::Output(_) => json!({ "error": self.message() }),
        };
        format!("{object}\n")
    }
}

impl From<io::Error> for Failure {
    /// The only errors that reach a command without a name are those of its output.
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}
