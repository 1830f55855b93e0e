//! A text on its way into a running program: the checks of [`load`](crate::load), with limits before them.

use super::Limits;
use super::limits::{check_document, check_text};
use crate::document::{Document, parse, parse_within};
use crate::source::Lines;
use crate::{Loaded, Model, Names, Reader, load_through};

/// Loads a text as a reload does: within limits, and without lints. What a lint says, also one that is set
/// to `deny`, is for those who write the file; a kill in the night should not wait for it.
///
/// ```
/// use flags_model::reload::{Limits, load_within};
/// let limits = Limits { flags: 1, ..Limits::default() };
/// let loaded = load_within("[flags.a]\nenabled = true\n[flags.b]\nenabled = true\n", &limits);
/// assert_eq!(loaded.diagnostics[0].message, "2 flags");
/// assert!(loaded.model.is_none());
/// ```
pub fn load_within(text: &str, limits: &Limits) -> Loaded {
    load_inspected(text, limits, true, |_| ())
}

/// Reads the file that a program was compiled with: without limits and lints, which it has behind it. `None`
/// if it cannot be read, which it could be then.
pub fn load_compiled(text: &[u8]) -> Option<Model> {
    let text = std::str::from_utf8(text).ok()?;
    load_through(text, &parse(text), Reader::Program { has_regex: true }, &mut |_, _| true).model
}

/// The same, with a look at the text as it is written if it is within its limits.
pub(super) fn load_inspected(
    text: &str,
    limits: &Limits,
    has_regex: bool,
    mut inspect: impl FnMut(&Document<'_>),
) -> Loaded {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    if !check_text(text, limits, &mut errors, &mut warnings) {
        // The lines of a text that is too long are not worth their memory.
        let lines = Lines::of(errors.first().map_or("", |error| &text[..error.span.end]));
        return Loaded { names: Names::default(), diagnostics: errors, lines, model: None };
    }
    let parsed = parse_within(text, limits.depth);
    let mut loaded =
        load_through(text, &parsed, Reader::Program { has_regex }, &mut |document, diagnostics| {
            let is_within = check_document(document, limits, diagnostics, &mut warnings);
            if is_within {
                inspect(document);
            }
            is_within
        });
    loaded.diagnostics.append(&mut warnings);
    loaded.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    loaded
}
