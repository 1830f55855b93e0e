//! Reports keys that a table does not have.

use toml::de::DeValue;

use super::place::Place;
use super::reader::Reader;
use super::stray::{is_stray_in, report_stray};
use super::table::{Field, Table};
use super::vocabulary::{Meaning, translate_key};
use crate::diagnostic::{Code, Diagnostic, closest_key};

/// Reports a key that nobody has taken: a misspelling, a word of another system, a key of another
/// table, or nothing known.
pub(super) fn report_unknown_key<'d>(reader: &mut Reader<'d>, table: &Table<'d>, field: Field<'d>) {
    let place = table.place;
    let key = field.key;
    if is_stray_in(place, field) {
        report_stray(reader, field);
        return;
    }
    let misspelt = closest_key(key.value, place.keys());
    let diagnostic = match translate_key(place, key.value) {
        Some(Meaning::Key(meant)) if place.keys().contains(&meant) => {
            suggest_key(reader, describe_unknown(place, field), table, field, meant)
        }
        Some(Meaning::Advice(advice)) => advise(describe_unknown(place, field), field, advice),
        _ => match (misspelt, find_home(place, key.value)) {
            (Some(meant), None) => suggest_key(reader, describe_unknown(place, field), table, field, meant),
            (_, Some(home)) => describe_misplaced(place, home, field),
            (None, None) => explain_keys(describe_unknown(place, field), place, field),
        },
    };
    reader.report(diagnostic);
}

fn describe_unknown(place: Place, field: Field<'_>) -> Diagnostic {
    let message = format!("unknown key `{}`", field.key.value);
    Diagnostic::error(Code::UnknownKey, field.key.span, message)
        .label(format!("{} has no such key", place.phrase()))
}

/// The key that a misspelt one means, if it is that and nothing else.
pub(super) fn guess_key(place: Place, key: &str) -> Option<&'static str> {
    if place.keys().contains(&key) || translate_key(place, key).is_some() || find_home(place, key).is_some() {
        return None;
    }
    closest_key(key, place.keys())
}

fn suggest_key(
    reader: &Reader<'_>,
    diagnostic: Diagnostic,
    table: &Table<'_>,
    field: Field<'_>,
    meant: &str,
) -> Diagnostic {
    // `[feature.a]` beside `[flags.b]` is renamed; a second `rollout` is one too many.
    let behind = reader.text.get(field.key.span.end..).unwrap_or_default();
    let is_section = behind.starts_with('.') || behind.starts_with("]]");
    if table.has(meant) && !is_section {
        return diagnostic.help(format!("`{meant}` is already set here: remove `{}`", field.key.value));
    }
    diagnostic.patch(format!("write `{meant}`"), field.key.span, meant)
}

/// `disabled = true` and its like have one obvious edit.
fn advise(diagnostic: Diagnostic, field: Field<'_>, advice: &str) -> Diagnostic {
    if let (DeValue::Boolean(value), true) = (field.get(), advice.contains("`enabled = false`")) {
        let span = crate::source::Span { start: field.key.span.start, end: field.span().end };
        return diagnostic.patch(advice, span, format!("enabled = {}", !value));
    }
    diagnostic.help(advice)
}

/// The place that has this very key, if the place at hand has not.
fn find_home(place: Place, key: &str) -> Option<Place> {
    Place::ALL.into_iter().find(|home| *home != place && home.keys().contains(&key))
}

fn describe_misplaced(place: Place, home: Place, field: Field<'_>) -> Diagnostic {
    let key = field.key.value;
    let message = format!("`{key}` is no key of {}", place.phrase());
    let diagnostic = Diagnostic::error(Code::MisplacedKey, field.key.span, message);
    match place {
        Place::FlagEnvironment => diagnostic
            .label("the same in every environment")
            .help(format!("move it to `[flags.<name>]`; an environment replaces {}", list_keys(place))),
        Place::StageRule if matches!(key, "serve" | "by") => diagnostic
            .label("a stage's rules use the flag's own")
            .help(format!("set `{key}` on the flag, or write the rule as one of the flag's")),
        _ => diagnostic
            .label(format!("belongs to {}", home.phrase()))
            .help(format!("move it to {}", home.address())),
    }
}

fn explain_keys(diagnostic: Diagnostic, place: Place, field: Field<'_>) -> Diagnostic {
    if place == Place::File {
        return explain_top_level(diagnostic, field);
    }
    diagnostic.note(format!("the keys of {} are {}", place.phrase(), list_keys(place)))
}

/// Whoever writes `[new_sidebar]` or `new_sidebar = true` at the top means a flag.
fn explain_top_level(diagnostic: Diagnostic, field: Field<'_>) -> Diagnostic {
    let name = field.key.value;
    let keys = format!("the keys of {} are {}", Place::File.phrase(), list_keys(Place::File));
    let diagnostic = diagnostic.note(keys);
    match field.get() {
        DeValue::Table(_) => {
            diagnostic.patch("if it is a flag, put it under `flags`", field.key.span, format!("flags.{name}"))
        }
        DeValue::Boolean(_) => {
            diagnostic.help(format!("if it is a flag, declare it as a table `[flags.{name}]`"))
        }
        _ => diagnostic,
    }
}

fn list_keys(place: Place) -> String {
    place.keys().join(", ")
}
