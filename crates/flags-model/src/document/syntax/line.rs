//! Mistakes that a whole line shows better than the place at which the parser gives up: a quote too few,
//! and a list or a table that is closed but was never opened.

use super::fault::{Fault, error_at};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Describes what is wrong with the line of a fault, if it is one of these.
pub(super) fn describe(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line();
    // Quotes in comments and in strings of the other kind need not be even.
    if line.contains(['#', '\'']) || line.contains("\"\"\"") {
        return None;
    }
    if count_quotes(line) % 2 == 1 {
        return describe_swallowed(fault);
    }
    describe_unopened(fault)
}

fn count_quotes(line: &str) -> usize {
    let mut count = 0;
    let mut is_escaped = false;
    for letter in line.chars() {
        count += usize::from(letter == '"' && !is_escaped);
        is_escaped = letter == '\\' && !is_escaped;
    }
    count
}

/// `["app, "web"]`: a string goes on to the quote that opens the next, which then stands bare.
fn describe_swallowed(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line();
    let mut quotes = line.match_indices('"').map(|(at, _)| at);
    while let (Some(open), Some(close)) = (quotes.next(), quotes.next()) {
        let behind = line[close + 1..].chars().next().unwrap_or(' ');
        let inner = &line[open + 1..close];
        // `[app", "web"]` is the reverse: the string before this one has no beginning.
        if line[..open].ends_with(char::is_alphanumeric) {
            return None;
        }
        if behind.is_alphanumeric() && inner.contains([',', '=', ']', '}']) {
            let start = fault.line_span().start;
            let span = Span { start: start + open, end: start + close + 1 };
            return Some(
                error_at(span, "a quote is missing on this line")
                    .label("this string goes on for too long")
                    .help("write `\"` where it ends: each string has one before it and one behind"),
            );
        }
    }
    None
}

/// What is open on the line, and where its values begin.
#[derive(Default)]
struct Level {
    bracket: Option<u8>,
    /// The last `=`.
    equals: Option<usize>,
    /// The last comma, if it is behind the last `=`.
    comma: Option<usize>,
}

/// `roles = "a", "b"]` and `when = plan = "pro" }`.
fn describe_unopened(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line();
    if line.trim_start().starts_with('[') {
        return None;
    }
    let (at, bracket) = find_unopened(line)?;
    let at = fault.line_span().start + at;
    let value = fault.slice(at, fault.line_span().end);
    let length = value.find([' ', ',', '=', ']', '}']).unwrap_or(value.len());
    let (what, edit) = if bracket == b'[' { ("list", "[") } else { ("table", "{ ") };
    let open = char::from(bracket);
    let diagnostic = error_at(Span { start: at, end: at + length }, format!("this {what} is never opened"))
        .label(format!("no `{open}` before this"));
    if bracket == b'{' && line.matches('}').count() <= line.matches('{').count() {
        return Some(diagnostic.help("a table is written `{ key = value }`"));
    }
    Some(diagnostic.patch(
        format!("write `{open}` where the {what} begins"),
        Span { start: at, end: at },
        edit,
    ))
}

fn find_unopened(line: &str) -> Option<(usize, u8)> {
    let bytes = line.as_bytes();
    let mut levels = vec![Level::default()];
    let mut is_string = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' if at == 0 || bytes[at - 1] != b'\\' => is_string = !is_string,
            _ if is_string => {}
            b'[' | b'{' => levels.push(Level { bracket: Some(*byte), ..Level::default() }),
            b']' | b'}' => {
                let level = levels.last()?;
                if level.bracket == Some(byte - 2) {
                    levels.pop();
                } else if let (b']', Some(equals)) = (byte, level.equals) {
                    return Some((skip_blanks(line, equals + 1), b'['));
                } else {
                    return None;
                }
            }
            b',' => levels.last_mut()?.comma = Some(at),
            b'=' => {
                let level = levels.last_mut()?;
                if let (Some(equals), None) = (level.equals, level.comma) {
                    let start = skip_blanks(line, equals + 1);
                    return is_key(line[start..at].trim_end()).then_some((start, b'{'));
                }
                (level.equals, level.comma) = (Some(at), None);
            }
            _ => {}
        }
    }
    None
}

fn is_key(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte))
}

fn skip_blanks(line: &str, at: usize) -> usize {
    at + (line[at..].len() - line[at..].trim_start().len())
}
