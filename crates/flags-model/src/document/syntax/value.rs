//! Mistakes in values.

use super::fault::{Fault, error_at};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Describes a mistake in a value.
pub(super) fn describe(fault: &Fault<'_>) -> Option<Diagnostic> {
    let words = fault.source();
    if fault.says("invalid basic string, expected `\"`")
        || fault.says("invalid literal string, expected `'`")
        || fault.says("invalid multi-line")
    {
        return Some(describe_open_string(fault));
    }
    let beginnings = ["invalid boolean", "string values must be quoted", "invalid float, expected `nan`"];
    let is_word = beginnings.iter().any(|beginning| fault.says(beginning));
    // The quote at the end stands behind, where the text goes on with a comma.
    let is_half_quoted = fault.after().matches('"').count() == 1 && !fault.after().contains(['=', '#']);
    if fault.says("missing opening quote") || (is_word && (is_half_quoted || is_unopened(words))) {
        return Some(describe_unopened_string(fault));
    }
    if fault.says("string values must be quoted") || fault.says("invalid float, expected `nan`") {
        return Some(describe_unquoted(fault));
    }
    if fault.says("invalid boolean") {
        let lower = words.to_ascii_lowercase();
        let replacement = if lower == "true" || lower == "false" { lower } else { format!("\"{words}\"") };
        let diagnostic =
            fault.error(format!("`{words}` is no value")).label("`true` and `false` are lower-case");
        return Some(diagnostic.patch(format!("write `{replacement}`"), fault.span, replacement));
    }
    if let Some(reason) =
        ["invalid date, expected ", "invalid time, expected ", "invalid datetime, expected "]
            .iter()
            .find_map(|prefix| fault.message.strip_prefix(prefix))
    {
        let diagnostic =
            Diagnostic::error(Code::BadTimestamp, fault.span, format!("`{words}` is no date or time"));
        let label = format!("expected {}", reason.replace("between 01", "from 01").replace(" and ", " to "));
        return Some(
            diagnostic.label(label).help("dates are written `2026-03-01`, date-times `2026-03-01T09:00:00Z`"),
        );
    }
    if fault.says("missing comma") {
        return Some(describe_missing_comma(fault));
    }
    if fault.says("extra comma") {
        let diagnostic = fault.error("one comma too many").label("expected a value here");
        return Some(diagnostic.patch("remove it", fault.span, ""));
    }
    if fault.says("missing escaped value") {
        return Some(describe_escape(fault));
    }
    describe_number(fault).or_else(|| describe_character(fault))
}

/// A value that begins like none: usually a string without quotes.
fn describe_unquoted(fault: &Fault<'_>) -> Diagnostic {
    let words = fault.source().trim_end();
    let span = Span { start: fault.span.start, end: fault.span.start + words.len() };
    let plain = words.trim_end_matches([';', ',']);
    let write = |message: String, label: &str, replacement: String| {
        let help = format!("write `{replacement}`");
        error_at(span, message).label(label).patch(help, span, replacement)
    };
    if words.is_empty() {
        let key = fault.before().trim_end().trim_end_matches('=').trim_end();
        let key = key.rsplit([' ', '{', ',']).next().unwrap_or_default();
        return fault
            .error(format!("`{key}` has no value"))
            .label("expected a value here")
            .help("write a value, or remove the key");
    }
    if let Some(number) = plain.strip_suffix('%').filter(|it| it.trim().parse::<f64>().is_ok()) {
        let message = format!("`{words}` is no value");
        return write(
            message,
            "a percentage with `%` is written in quotes",
            format!("\"{}%\"", number.trim()),
        );
    }
    match plain.to_ascii_lowercase().as_str() {
        "null" | "nil" | "none" | "undefined" => {
            return error_at(span, format!("`{plain}` is no value"))
                .label("TOML has nothing of this kind")
                .help("leave the key out: what is left out is absent");
        }
        "yes" | "on" => {
            return write(format!("`{plain}` is no value"), "a bool is `true` or `false`", "true".into());
        }
        "no" | "off" => {
            return write(format!("`{plain}` is no value"), "a bool is `true` or `false`", "false".into());
        }
        _ => {}
    }
    if plain.len() < words.len() && plain.parse::<f64>().is_ok() | matches!(plain, "true" | "false") {
        let rest = &words[plain.len()..];
        return write(format!("`{rest}` behind the value"), "lines end without it", plain.to_owned());
    }
    describe_words(fault, span, plain)
}

fn describe_words(fault: &Fault<'_>, span: Span, words: &str) -> Diagnostic {
    let operators = [(">=", "at_least"), ("<=", "at_most"), (">", "above"), ("<", "below")];
    for (sign, operator) in operators {
        if let Some(number) = words.strip_prefix(sign) {
            let replacement = format!("{{ {operator} = {} }}", number.trim());
            return error_at(span, format!("`{sign}` is no operator")).label("operators are words").patch(
                format!("write `{replacement}`"),
                span,
                replacement,
            );
        }
    }
    let inner = words.trim_matches(|letter| "“”„‟‘’‚«»`".contains(letter));
    if inner.len() < words.len() {
        return error_at(span, "the quotes of this string are not `\"`")
            .label("typographic quotes, or those of another language")
            .patch("write straight quotes", span, format!("\"{inner}\""));
    }
    let first = words.split(' ').next().unwrap_or_default();
    let is_value = |word: &str| word.parse::<f64>().is_ok() || matches!(word, "true" | "false");
    if first.len() < words.len() && is_value(first) {
        let rest = Span { start: span.start + first.len() + 1, end: span.end };
        let is_pair = fault.slice(span.end, fault.line_span().end).trim_start().starts_with('=');
        let help = if is_pair {
            "separate them: each `key = value` on a line of its own, or with a comma in a table"
        } else {
            "separate the items of a list with commas, and put text in quotes"
        };
        return error_at(rest, "something stands behind the value")
            .label("the value ends before this")
            .help(help);
    }
    let quoted = if words.contains(['"', '\\']) { format!("'{words}'") } else { format!("\"{words}\"") };
    error_at(span, format!("`{words}` is no value")).label("text is written in quotes").patch(
        format!("write `{quoted}`"),
        span,
        quoted,
    )
}

/// A string that its line, or the text, does not close.
fn describe_open_string(fault: &Fault<'_>) -> Diagnostic {
    let is_literal = fault.says("invalid literal") || fault.says("invalid multi-line literal");
    if !fault.span.start.eq(&fault.span.end) {
        return describe_control(fault);
    }
    if fault.says("invalid multi-line") {
        let quotes = if is_literal { "'''" } else { "\"\"\"" };
        let start = fault.slice(0, fault.span.start).rfind(quotes).unwrap_or(fault.span.start);
        let span = Span { start, end: (start + 3).min(fault.text.len()) };
        return error_at(span, "this string is never closed")
            .label(format!("no {quotes} behind it"))
            .help(format!("write `{quotes}` where the string ends"));
    }
    let quote = if is_literal { '\'' } else { '"' };
    let line = fault.line_span();
    let start = line.start + find_open_quote(fault.line(), quote).unwrap_or(0);
    let text = fault.slice(start, line.end).trim_end();
    let span = Span { start, end: start + text.len() };
    let diagnostic =
        error_at(span, "this string is not closed").label(format!("no `{quote}` before the end of the line"));
    let help = format!("write `{quote}` where the string ends");
    if text.len() < 2 || text.contains([']', '}', ',', '#', '=']) {
        return diagnostic.help(help);
    }
    diagnostic.patch(help, Span { start: span.end, end: span.end }, quote.to_string())
}

fn is_unopened(words: &str) -> bool {
    words.ends_with('"') && !words.starts_with('"')
}

/// `blue"` lacks the quote that opens it.
fn describe_unopened_string(fault: &Fault<'_>) -> Diagnostic {
    let start = fault.span.start;
    let rest = fault.after();
    let length = rest.find('"').map_or(rest.trim_end().len(), |at| at + 1);
    error_at(Span { start, end: start + length }, "this string is not opened")
        .label("no `\"` before it")
        .patch("write `\"` where the string begins", Span { start, end: start }, "\"")
}

/// The quote that opens the last string of a line.
fn find_open_quote(line: &str, wanted: char) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut is_escaped = false;
    for (at, letter) in line.char_indices() {
        match open {
            _ if is_escaped => is_escaped = false,
            Some((_, '"')) if letter == '\\' => is_escaped = true,
            Some((_, quote)) if letter == quote => open = None,
            None if letter == '"' || letter == '\'' => open = Some((at, letter)),
            _ => {}
        }
    }
    open.filter(|(_, quote)| *quote == wanted).map(|(at, _)| at)
}

fn describe_missing_comma(fault: &Fault<'_>) -> Diagnostic {
    let before = fault.slice(0, fault.span.start).trim_end();
    let end = Span { start: before.len(), end: before.len() };
    // The end of the item that lacks its comma, where a reader looks for it.
    let start = before.char_indices().next_back().map_or(0, |(at, _)| at);
    error_at(Span { start, end: before.len() }, "a comma is missing").label("expected `,` behind this").patch(
        "separate the two with a comma",
        end,
        ",",
    )
}

fn describe_escape(fault: &Fault<'_>) -> Diagnostic {
    let start = fault.slice(0, fault.span.start).rfind('\\').unwrap_or(fault.span.start);
    let rest = fault.slice(start, fault.line_span().end);
    let length: usize = rest.chars().take(2).map(char::len_utf8).sum();
    let span = Span { start, end: start + length };
    let backslash = Span { start, end: (start + 1).min(fault.text.len()) };
    error_at(span, format!("`{}` is no escape", fault.slice(span.start, span.end)))
        .label("a backslash in \"…\" begins an escape")
        .patch("double the backslash, or put the string in '…'", backslash, "\\\\")
}

fn describe_number(fault: &Fault<'_>) -> Option<Diagnostic> {
    if fault.says("unexpected leading zero") {
        let diagnostic = fault.error("a number does not begin with 0").label("says nothing");
        return Some(diagnostic.patch("remove it", fault.span, ""));
    }
    let faults = [
        ("invalid fraction", "digits are missing behind the point", "write for example `1.0`, or `1`"),
        ("invalid mantissa", "digits are missing before the point", "write for example `0.5`"),
        ("invalid exponent", "digits are missing in the exponent", "write for example `1e3`, or `1000`"),
        (
            "`_` may only go between digits",
            "a number does not begin or end with `_`",
            "write for example `1_000`, or `1000`",
        ),
        ("invalid integer", "this is no number", "write digits, or put text in quotes"),
        ("invalid hexadecimal", "this is no number", "write digits, or put text in quotes"),
        ("invalid float", "this is no number", "write digits, or put text in quotes"),
    ];
    let (_, message, help) = faults.into_iter().find(|(beginning, ..)| fault.says(beginning))?;
    Some(fault.error(message).label("expected a digit here").help(help))
}

fn describe_character(fault: &Fault<'_>) -> Option<Diagnostic> {
    if fault.says("carriage return must be followed by newline") {
        let message = "a carriage return without a line feed";
        return Some(
            fault.error(message).label("here").help("save the file with the line breaks of Unix or Windows"),
        );
    }
    if fault.says("invalid comment character")
        || fault.says("invalid basic string")
        || fault.says("invalid literal string")
    {
        return Some(describe_control(fault));
    }
    None
}

fn describe_control(fault: &Fault<'_>) -> Diagnostic {
    fault
        .error("a character that cannot be printed")
        .label(format!("this is {}", fault.source().escape_unicode()))
        .help("remove it; inside of \"…\" it can be written as `\\u0000`")
}
