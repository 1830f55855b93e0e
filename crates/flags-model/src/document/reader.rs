//! Reads single values: what a key takes, or a report of what it got instead.

use toml::de::DeValue;

use super::scalar::read_scalar;
use super::table::Field;
use super::{Name, Scalar, Unread};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::source::{Span, Spanned};

/// Reads a text and collects what is wrong with it.
pub(super) struct Reader<'d> {
    /// The whole text.
    pub text: &'d str,
    /// What was found so far.
    pub diagnostics: Vec<Diagnostic>,
    /// Which names are missing because of it.
    pub unread: Unread,
    /// The environments, where they stand below a header (and were reported).
    pub strays: Vec<Name<'d>>,
}

impl<'d> Reader<'d> {
    /// Adds a mistake.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// The text of a place.
    pub fn source(&self, span: Span) -> &'d str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Reports a value of a type that its key does not take.
    pub fn report_wrong_type(&mut self, field: Field<'d>, wanted: &str, example: &str) {
        self.report(describe_wrong_type(field, wanted).help(format!("for example `{example}`")));
    }

    /// The same, with the edit that makes it right.
    pub fn report_repairable(&mut self, field: Field<'d>, wanted: &str, replacement: String) {
        let help = format!("write `{replacement}`");
        self.report(describe_wrong_type(field, wanted).patch(help, field.span(), replacement));
    }

    /// Reads a string that names something: a number in quotes would name nothing.
    pub fn read_reference(&mut self, field: Field<'d>, example: &str) -> Option<Name<'d>> {
        if let DeValue::String(value) = field.get() {
            return Some(Spanned::new(value.as_ref(), field.span()));
        }
        self.report_wrong_type(field, "a string", example);
        None
    }

    /// Reads a string that says anything.
    pub fn read_string(&mut self, field: Field<'d>, example: &str) -> Option<Name<'d>> {
        match field.get() {
            DeValue::String(value) => return Some(Spanned::new(value.as_ref(), field.span())),
            DeValue::Boolean(_) | DeValue::Integer(_) | DeValue::Float(_) | DeValue::Datetime(_) => {
                let quoted = format!("\"{}\"", self.source(field.span()));
                self.report_repairable(field, "a string", quoted);
            }
            DeValue::Array(_) | DeValue::Table(_) => self.report_wrong_type(field, "a string", example),
        }
        None
    }

    /// Reads a bool; a wrong one counts as `stand_in`, so that it is reported only once.
    pub fn read_bool(&mut self, field: Field<'d>, stand_in: bool) -> Spanned<bool> {
        let span = field.span();
        if let DeValue::Boolean(value) = field.get() {
            return Spanned::new(*value, span);
        }
        let meant = match read_scalar(field.value).ok().map(|literal| literal.value) {
            Some(Scalar::String(word)) => guess_bool(word),
            Some(Scalar::Integer(number @ (0 | 1))) => Some(number == 1),
            _ => None,
        };
        if let Some(meant) = meant {
            self.report_repairable(field, "`true` or `false`", meant.to_string());
        } else {
            let example = format!("{} = {stand_in}", field.key.value);
            self.report_wrong_type(field, "`true` or `false`", &example);
        }
        Spanned::new(meant.unwrap_or(stand_in), span)
    }

    /// Reads one word of a closed list that `noun` names; `translations` are words of other systems.
    pub fn read_word<T: Copy>(
        &mut self,
        field: Field<'d>,
        noun: &str,
        words: &[(&'static str, T)],
        translations: &[(&str, &'static str)],
    ) -> Option<Spanned<T>> {
        let first = words.first().map_or("", |(word, _)| word);
        let word = self.read_reference(field, &format!("{} = \"{first}\"", field.key.value))?;
        if let Some((_, value)) = words.iter().find(|(known, _)| *known == word.value) {
            return Some(Spanned::new(*value, word.span));
        }
        let known: Vec<_> = words.iter().map(|(word, _)| *word).collect();
        let translated = translations
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(word.value))
            .map(|(_, ours)| *ours);
        let message = format!("unknown {noun} `{}`", word.value);
        let diagnostic = Diagnostic::error(Code::UnknownWord, word.span, message)
            .label(format!("not one of {}", known.join(", ")));
        self.report(match translated.or_else(|| closest(word.value, known.iter().copied())) {
            Some(meant) => {
                diagnostic.patch(format!("write `\"{meant}\"`"), word.span, format!("\"{meant}\""))
            }
            None => diagnostic.help(format!("write one of {}", quote_words(&known))),
        });
        None
    }
}

/// Says that a key of this table is left out.
pub(super) fn describe_missing_key(span: Span, whose: &str, key: &str, example: &str) -> Diagnostic {
    Diagnostic::error(Code::MissingKey, span, format!("{whose} has no `{key}`"))
        .label(format!("`{key}` is missing"))
        .help(format!("add it, for example `{example}`"))
}

/// What a value is, in words.
pub(super) fn describe_value(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a float",
        DeValue::Boolean(_) => "a bool",
        DeValue::Datetime(value) if value.date.is_none() => "a time of day",
        DeValue::Datetime(value) if value.time.is_none() => "a date",
        DeValue::Datetime(_) => "a date-time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// Says that a value is of a type that its key does not take.
pub(super) fn describe_wrong_type(field: Field<'_>, wanted: &str) -> Diagnostic {
    let found = describe_value(field.get());
    let message = format!("`{}` takes {wanted}, not {found}", field.key.value);
    Diagnostic::error(Code::WrongType, field.span(), message).label(format!("this is {found}"))
}

fn guess_bool(word: &str) -> Option<bool> {
    match word.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

fn quote_words(words: &[&str]) -> String {
    words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", ")
}
