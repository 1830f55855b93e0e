//! The names of a file with mistakes: code that uses them should only have the file's own mistakes to
//! report. Nothing here says what is wrong; that was said about the text as it is.

use crate::check;
use crate::diagnostic::{Code, Diagnostic};
use crate::document;
use crate::model::Names;
use crate::source::{Lines, Span};

/// The names of a text that is no TOML: those of what is left once its broken lines are mended or out.
pub(crate) fn names_of_broken(text: &str) -> Names {
    let repaired = document::repair(text);
    let parsed = document::parse(&repaired);
    let mut diagnostics = Vec::new();
    let document = parsed.read(&mut diagnostics);
    let names = Names::of(&document);
    if parsed.is_broken() {
        return relocate(names, &repaired, text);
    }
    check::check_names(&document, &mut diagnostics);
    relocate(with_corrections(names, &repaired, &diagnostics), &repaired, text)
}

/// The names of a text as they would be after the offered edits, and those that it has now.
pub(crate) fn with_corrections(names: Names, text: &str, diagnostics: &[Diagnostic]) -> Names {
    let is_naming = |code: Code| {
        matches!(
            code,
            Code::BadName | Code::UnknownKey | Code::MisplacedKey | Code::UnknownWord | Code::WrongType
        )
    };
    let patches: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| is_naming(diagnostic.code))
        .filter_map(|diagnostic| diagnostic.patch.clone())
        .collect();
    if patches.is_empty() {
        return names;
    }
    let corrected = document::apply_patches(text, patches);
    let parsed = document::parse(&corrected);
    // Together the edits need not make sense: two names may have become one.
    if parsed.is_broken() {
        return names;
    }
    let better = relocate(Names::of(&parsed.read(&mut Vec::new())), &corrected, text);
    merge(better, names)
}

/// The first names, and what only the second have.
fn merge(mut first: Names, second: Names) -> Names {
    if first.environments.is_empty() {
        first.environments = second.environments;
    }
    let is_new = |name: &str| first.attributes.iter().all(|known| known.name != name);
    let attributes: Vec<_> = second.attributes.into_iter().filter(|it| is_new(&it.name)).collect();
    first.attributes.extend(attributes);
    let known: std::collections::HashSet<String> = first.flags.iter().map(|flag| flag.name.clone()).collect();
    first.flags.extend(second.flags.into_iter().filter(|flag| !known.contains(&flag.name)));
    first
}

/// Puts the places of flags from one text into another, whose lines have the same numbers. A name that
/// stands otherwise there has the place of its line.
fn relocate(mut names: Names, from: &str, to: &str) -> Names {
    let lines = Lines::of(from);
    let starts: Vec<usize> = std::iter::once(0).chain(to.match_indices('\n').map(|(at, _)| at + 1)).collect();
    for flag in &mut names.flags {
        let line = lines.line(flag.span.start);
        let start = starts.get(line - 1).copied().unwrap_or_default();
        let end = starts.get(line).copied().unwrap_or(to.len());
        let written = from.get(flag.span.start..flag.span.end).unwrap_or_default();
        flag.span = match to[start..end].find(written) {
            Some(at) => Span { start: start + at, end: start + at + written.len() },
            None => Span { start, end: start + to[start..end].trim_end().len() },
        };
    }
    names
}
