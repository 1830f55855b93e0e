//! Lists and tables that are never closed, or never opened: the parser often notices much later.

use super::fault::Fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// What is wrong with the brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unpaired {
    /// The bracket here has no end; the wrong one that may be meant as its end is there.
    Open { at: usize, closed_by: Option<usize> },
    /// What begins here ends with a brace that nothing opens.
    Missing(usize),
}

impl Unpaired {
    /// The place from which on nothing makes sense.
    pub fn start(self) -> usize {
        match self {
            Self::Open { at, .. } | Self::Missing(at) => at,
        }
    }
}

/// Finds the bracket that the parser misses the end or the beginning of, if it complains about that.
pub(super) fn find_unpaired(text: &str, faults: &[Fault<'_>]) -> Option<Unpaired> {
    let complaints = [
        "unclosed array",
        "unclosed inline table",
        "missing inline table opening",
        "unexpected `=` in array",
    ];
    let is_one = |fault: &Fault<'_>| {
        complaints.iter().any(|complaint| fault.says(complaint)) && !fault.says("unclosed array table")
    };
    if !faults.iter().any(is_one) {
        return None;
    }
    let unpaired = find_first(text)?;
    match unpaired {
        // What the parser says about this line is nearer than a list that began further up.
        Unpaired::Open { at, closed_by: Some(end) }
            if text[at..].starts_with('[')
                && text[at..end].contains('\n')
                && faults.iter().any(|fault| fault.is_on_line(end)) =>
        {
            None
        }
        _ => Some(unpaired),
    }
}

/// Says that a bracket has no pair.
pub(super) fn describe_unpaired(text: &str, unpaired: Unpaired) -> Diagnostic {
    match unpaired {
        Unpaired::Open { at, .. } => describe_open(text, Span { start: at, end: at + 1 }),
        Unpaired::Missing(at) => describe_missing(text, at),
    }
}

fn describe_open(text: &str, span: Span) -> Diagnostic {
    let is_list = text.as_bytes().get(span.start) == Some(&b'[');
    let (what, open, close) = if is_list { ("list", '[', ']') } else { ("table", '{', '}') };
    let diagnostic = Diagnostic::error(Code::Syntax, span, format!("this {what} is never closed"))
        .label(format!("no `{close}` for this `{open}`"));
    let rest = text.get(span.end..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let help = format!("write `{close}` where the {what} ends");
    // Behind a comment, or where the items follow on lines of their own, the end is anybody's guess.
    let content = line.trim_end();
    if content.trim().is_empty() || content.contains(['#', '[', ']', '{', '}']) || content.ends_with(',') {
        return diagnostic.help(help);
    }
    let end = span.end + content.len();
    let insertion = if is_list { close.to_string() } else { format!(" {close}") };
    diagnostic.patch(help, Span { start: end, end }, insertion)
}

fn describe_missing(text: &str, at: usize) -> Diagnostic {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find([' ', '=', '\n']).unwrap_or(rest.len());
    Diagnostic::error(Code::Syntax, Span { start: at, end: at + length }, "this table is never opened")
        .label("no `{` before this")
        .patch("write `{` where the table begins", Span { start: at, end: at }, "{ ")
}

/// The first bracket without a pair: the innermost that is open where the text stops making sense.
fn find_first(text: &str) -> Option<Unpaired> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    // Where the item at hand begins.
    let mut item = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => {
                at = find_end(bytes, at, b"\n");
                item = at + 1;
            }
            b'"' | b'\'' => at = skip_string(bytes, at),
            b'[' | b'{' => {
                open.push(at);
                item = at + 1;
            }
            b',' | b'\n' => item = at + 1,
            b']' | b'}' => match open.last() {
                Some(top) if bytes[*top] + 2 == *byte => {
                    open.pop();
                }
                Some(top) => return Some(Unpaired::Open { at: *top, closed_by: Some(at) }),
                None => {}
            },
            // Only a table has `=`: it lacks its beginning, or the list ended before.
            b'=' => match open.last() {
                // A brace that is open further out is the one that the line goes on to close.
                Some(top)
                    if bytes[*top] == b'['
                        && (bytes[*top..at].contains(&b'\n') || open.iter().all(|at| bytes[*at] == b'['))
                        && closes_brace(bytes, at) =>
                {
                    let blanks = bytes[item..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    return Some(Unpaired::Missing(item + blanks));
                }
                Some(top) if bytes[*top] == b'[' => {
                    return Some(Unpaired::Open { at: *top, closed_by: None });
                }
                _ => {}
            },
            _ => {}
        }
        at += 1;
    }
    open.pop().map(|at| Unpaired::Open { at, closed_by: None })
}

/// Whether the line goes on to a brace that nothing on it opens.
fn closes_brace(bytes: &[u8], start: usize) -> bool {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' | b'\n' => return false,
            b'"' | b'\'' => at = skip_string(bytes, at),
            b'{' => depth += 1,
            b'}' if depth == 0 => return true,
            b'}' => depth -= 1,
            _ => {}
        }
        at += 1;
    }
    false
}

/// The last byte of the string that begins here; one that is not closed ends with its line.
fn skip_string(bytes: &[u8], start: usize) -> usize {
    let quote = bytes[start];
    let tripled = [quote; 3];
    if bytes[start..].starts_with(&tripled) {
        return find_end(bytes, start + 3, &tripled) + 2;
    }
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == b'"' => at += 1,
            b'\n' => return at,
            byte if *byte == quote => return at,
            _ => {}
        }
        at += 1;
    }
    at
}

/// Where `wanted` begins at or after `start`; the end of the text if it does not.
fn find_end(bytes: &[u8], start: usize, wanted: &[u8]) -> usize {
    let rest = bytes.get(start..).unwrap_or_default();
    rest.windows(wanted.len()).position(|window| window == wanted).map_or(bytes.len(), |at| start + at)
}
