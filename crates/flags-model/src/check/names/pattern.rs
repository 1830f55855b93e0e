//! The patterns that names follow.

use super::{Declared, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::naming::snake_name;

/// Longer names are no names, and symbols of Rust become unreadable.
pub(super) const LONGEST: usize = 64;

/// Reports a name that breaks the pattern of its kind.
pub(super) fn check_pattern(declared: &Declared<'_>) -> Option<Diagnostic> {
    let Declared { kind, name } = *declared;
    if matches_pattern(kind, name.value) {
        return None;
    }
    let diagnostic = |message: String| Diagnostic::error(Code::BadName, name.span, message);
    if name.value.is_empty() {
        let diagnostic = diagnostic(format!("the name of {} is empty", kind.phrase()));
        return Some(diagnostic.label("no name").help("write a name, for example `new_sidebar`"));
    }
    if name.value.len() > LONGEST && follows_letters(kind, name.value) {
        let message = format!("the name of {} is too long", kind.phrase());
        let label = format!("{} letters, at most {LONGEST}", name.value.len());
        return Some(diagnostic(message).label(label).help("write a shorter name"));
    }
    let style = if kind.may_be_kebab_case() { "snake_case or kebab-case" } else { "snake_case" };
    let message = format!("`{}` is no name of {}", name.value.escape_debug(), kind.phrase());
    let diagnostic = diagnostic(message).label(format!("write it in {style}, beginning with a letter"));
    let repaired = repair_name(kind, name.value);
    if !matches_pattern(kind, &repaired) {
        return Some(diagnostic.help("names consist of the letters a to z, digits and `_`"));
    }
    let replacement = if kind.is_string() { format!("\"{repaired}\"") } else { repaired.clone() };
    let help = match kind {
        // What contexts carry is not always up to whoever writes the file.
        Kind::Value => format!("write `{repaired}`, or give the attribute the type `string`"),
        _ => format!("write `{repaired}`"),
    };
    Some(diagnostic.patch(help, name.span, replacement))
}

fn matches_pattern(kind: Kind, name: &str) -> bool {
    name.len() <= LONGEST && follows_letters(kind, name)
}

fn follows_letters(kind: Kind, name: &str) -> bool {
    let is_part = |byte: u8| {
        byte.is_ascii_lowercase()
            || byte.is_ascii_digit()
            || byte == b'_'
            || (byte == b'-' && kind.may_be_kebab_case())
    };
    name.bytes().next().is_some_and(|first| first.is_ascii_lowercase()) && name.bytes().all(is_part)
}

/// A name that has `-` and may have it keeps it.
fn repair_name(kind: Kind, name: &str) -> String {
    let snake = snake_name(name);
    if kind.may_be_kebab_case() && name.contains('-') { snake.replace('_', "-") } else { snake }
}
