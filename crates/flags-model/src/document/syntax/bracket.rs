//! Lists and tables that are never closed: the parser only notices at the end of the text.

use super::fault::Fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Finds the bracket that the parser misses the end of, if that is what it complains about.
pub(super) fn find_unclosed(text: &str, faults: &[Fault<'_>]) -> Option<Span> {
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
    find_open_bracket(text).map(|at| Span { start: at, end: at + 1 })
}

/// Says that a bracket has no end.
pub(super) fn describe_unclosed(text: &str, span: Span) -> Diagnostic {
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

/// The innermost bracket that is open where the text stops making sense.
fn find_open_bracket(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'#' => at = find_end(bytes, at, b"\n"),
            b'"' | b'\'' => at = skip_string(bytes, at),
            b'[' | b'{' => open.push(at),
            b']' | b'}' => match open.last() {
                Some(top) if bytes[*top] + 2 == *byte => {
                    open.pop();
                }
                Some(top) => return Some(*top),
                None => {}
            },
            // Only a table has `=`, so the list ended before.
            b'=' => match open.last() {
                Some(top) if bytes[*top] == b'[' => return Some(*top),
                _ => {}
            },
            _ => {}
        }
        at += 1;
    }
    open.pop()
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
