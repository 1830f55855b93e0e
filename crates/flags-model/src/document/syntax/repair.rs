//! A text that is no TOML, mended or with its broken lines left out, for the sake of the names in the
//! rest. Lines stay where they are.

use toml::de::DeTable;

use super::fault::Fault;
use super::{depth, describe_faults, find_first_cause};
use crate::diagnostic::Patch;
use crate::source::Span;

/// A line that was left out can bring up the next mistake; after so many times the rest is given up.
const ROUNDS: usize = 20;
/// For so many of them the offered edits are tried; then every broken line is left out.
const MENDING: usize = 10;

/// A change of the text.
enum Edit {
    /// The edit that the diagnostic offers.
    Mend(Patch),
    /// Blanks in the place of what stands here.
    Blank(Span),
}

/// Repairs a text as far as it goes.
pub(crate) fn repair(text: &str) -> String {
    let mut repaired = text.to_owned();
    for round in 0..ROUNDS {
        let edits = plan_edits(&repaired, round < MENDING);
        if edits.is_empty() {
            break;
        }
        repaired = apply_edits(&repaired, edits);
    }
    repaired
}

/// Makes edits, from the last to the first; of those that overlap only the last.
pub(crate) fn apply_patches(text: &str, patches: Vec<Patch>) -> String {
    apply_edits(text, patches.into_iter().map(Edit::Mend).collect())
}

fn plan_edits(text: &str, is_mending: bool) -> Vec<Edit> {
    if let Some(diagnostic) = depth::find_too_deep(text) {
        return vec![Edit::Blank(section(text, diagnostic.span.start))];
    }
    let (_, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<_> = errors.iter().map(|error| Fault::of(text, error)).collect();
    faults.sort_by_key(|fault| fault.span);
    let cause = find_first_cause(text, &faults).map(|(_, diagnostic)| diagnostic);
    let diagnostics = describe_faults(text, faults);
    let edits = diagnostics.into_iter().map(|diagnostic| {
        let is_cause = cause.as_ref() == Some(&diagnostic);
        match diagnostic.patch {
            Some(patch) if is_mending && keeps_lines(text, &patch) => Edit::Mend(patch),
            // What has no end may have swallowed everything up to the next header.
            _ if is_cause => Edit::Blank(section(text, diagnostic.span.start)),
            _ => Edit::Blank(line_or_section(text, diagnostic.span.start)),
        }
    });
    edits.collect()
}

/// Whether the edit adds and removes no line.
fn keeps_lines(text: &str, patch: &Patch) -> bool {
    let replaced = text.get(patch.span.start..patch.span.end);
    !patch.replacement.contains('\n') && replaced.is_some_and(|replaced| !replaced.contains('\n'))
}

fn apply_edits(text: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span()));
    let mut bytes = text.as_bytes().to_vec();
    let mut end = bytes.len();
    for edit in edits {
        let span = edit.span();
        if span.end > end || text.get(span.start..span.end).is_none() {
            continue;
        }
        end = span.start;
        match edit {
            Edit::Mend(patch) => {
                bytes.splice(span.start..span.end, patch.replacement.into_bytes());
            }
            Edit::Blank(_) => {
                let kept = |byte: &&mut u8| !matches!(**byte, b'\n' | b'\r');
                bytes[span.start..span.end].iter_mut().filter(kept).for_each(|byte| *byte = b' ');
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}

impl Edit {
    fn span(&self) -> Span {
        match self {
            Self::Mend(patch) => patch.span,
            Self::Blank(span) => *span,
        }
    }
}

/// The line; with a header, all that belongs to it, which would otherwise go to the table above.
fn line_or_section(text: &str, at: usize) -> Span {
    let (start, end) = line_bounds(text, at);
    if text[start..end].starts_with('[') { section(text, at) } else { Span { start, end } }
}

/// From the line to the next one that begins with a header.
fn section(text: &str, at: usize) -> Span {
    let (start, end) = line_bounds(text, at);
    let next = text[end..].find("\n[").map_or(text.len(), |length| end + length);
    Span { start, end: next }
}

fn line_bounds(text: &str, at: usize) -> (usize, usize) {
    // A line break is one byte, so both bounds are those of letters.
    let (before, behind) = text.as_bytes().split_at(at.min(text.len()));
    let is_break = |byte: &u8| *byte == b'\n';
    let start = before.iter().rposition(is_break).map_or(0, |at| at + 1);
    let end = behind.iter().position(is_break).map_or(text.len(), |length| before.len() + length);
    (start, end)
}
