//! What a text may cost a running program. While compiling somebody waits and sees what a file costs; in a
//! running program a generated file that has grown takes the program down. So a reload asks for less than
//! the format allows, asks before anything is built, and warns at half.

mod gauge;
mod measure;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{describe_too_deep, find_deepest};
use crate::source::Span;
use gauge::Gauge;
pub(super) use measure::check_document;

/// The limits of a text. The format has limits of its own, which hold as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The length of the text in bytes: 4 MiB.
    pub text_bytes: usize,
    /// The number of flags: 10,000.
    pub flags: usize,
    /// The number of rules of one flag, all its environments together: 1,000.
    pub rules_per_flag: usize,
    /// The number of values in one list: 10,000.
    pub list_values: usize,
    /// How many levels tables are nested, counting the names of headers and keys: 16.
    pub depth: usize,
    /// The length of a name in bytes: 64.
    pub name_bytes: usize,
    /// The length of a regular expression in characters: 1,000.
    pub regex_chars: usize,
    /// The size of a compiled regular expression in bytes: 1 MiB.
    pub regex_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 4 << 20,
            flags: 10_000,
            rules_per_flag: 1_000,
            list_values: 10_000,
            depth: 16,
            name_bytes: 64,
            regex_chars: 1_000,
            regex_bytes: 1 << 20,
        }
    }
}

/// Checks what can be seen before a text is parsed; says whether to go on.
pub(super) fn check_text(
    text: &str,
    limits: &Limits,
    errors: &mut Vec<Diagnostic>,
    warnings: &mut Vec<Diagnostic>,
) -> bool {
    let mut size =
        Gauge::new(limits.text_bytes, "bytes of text", "split the file in two: an app can have several");
    // The first character too many, or the last there is.
    let beyond = || {
        let starts = |at: &usize| text.is_char_boundary(*at);
        let start = (0..=limits.text_bytes.min(text.len().saturating_sub(1))).rev().find(starts).unwrap_or(0);
        let end = (start + 1..=text.len()).find(starts).unwrap_or(text.len());
        Span { start, end }
    };
    if let Some(diagnostic) = size.measure(text.len(), beyond) {
        errors.push(diagnostic);
        return false;
    }
    warnings.extend(size.warn());
    let (levels, span) = find_deepest(text, limits.depth);
    if levels > limits.depth {
        errors.push(describe_too_deep(span, limits.depth));
        return false;
    }
    if levels > limits.depth / 2 {
        warnings.push(Diagnostic {
            severity: Severity::Warning,
            message: format!("tables are nested {levels} levels deep"),
            ..describe_too_deep(span, limits.depth / 2)
                .note(format!("a text of more than {} levels is refused", limits.depth))
        });
    }
    true
}
