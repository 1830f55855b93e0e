//! Mistakes in keys, headers and what stands between a key and its value.

use super::fault::{Fault, error_at};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Describes a mistake before the value.
pub(super) fn describe(fault: &Fault<'_>) -> Option<Diagnostic> {
    if fault.says("invalid unquoted key") {
        return Some(describe_colon(fault).or_else(|| describe_comment(fault)).unwrap_or_else(|| {
            fault
                .error(format!("`{}` cannot be part of a key", fault.source()))
                .label("not a letter of a to z, a digit, `_` or `-`")
                .help("names consist of lower-case letters, digits and `_`")
        }));
    }
    if fault.says("key with no value") || fault.says("missing assignment") {
        return Some(describe_missing_equals(fault));
    }
    if fault.says("unquoted keys cannot be empty") {
        let help = "write a name, for example `[flags.new_sidebar]` or `enabled = true`";
        return Some(fault.error("a name is missing").label("expected a name here").help(help));
    }
    if fault.says("unclosed table") || fault.says("unclosed array table") {
        return Some(describe_unclosed_header(fault));
    }
    if fault.says("extra `=`") {
        return Some(
            fault.error("one `=` too many").label("a key and its value have one between them").patch(
                "remove it",
                fault.span,
                "",
            ),
        );
    }
    if fault.says("unexpected key or value") {
        return Some(describe_rest_of_line(fault));
    }
    if fault.says("invalid key-value pair")
        || fault.says("invalid inline table element")
        || fault.says("missing key for inline")
    {
        return Some(describe_no_key(fault));
    }
    None
}

fn describe_missing_equals(fault: &Fault<'_>) -> Diagnostic {
    if let Some(diagnostic) = describe_comment(fault).or_else(|| describe_colon(fault)) {
        return diagnostic;
    }
    let before = fault.before().trim();
    let after = fault.after().trim();
    let span = trimmed_span(fault);
    if after.is_empty() || after.starts_with(['#', ',', '}']) {
        let name = before.rsplit(['{', ',', ' ']).next().unwrap_or_default();
        return error_at(span, format!("`{name}` has no value"))
            .label("expected `=` and a value behind it")
            .help(format!("write for example `{name} = true`, or `# ` before a comment"));
    }
    if after.contains('=') {
        return error_at(span, "a name cannot contain spaces")
            .label("this is more than one word")
            .help("join the words with `_`, as in `new_sidebar`");
    }
    let is_value = |word: &str| {
        matches!(word, "true" | "false") || word.parse::<f64>().is_ok() || word.starts_with(['"', '[', '{'])
    };
    if is_value(after) && !before.is_empty() {
        let point = Span { start: fault.span.start, end: fault.span.start };
        return error_at(span, format!("`=` is missing behind `{before}`"))
            .label("a key and its value have `=` between them")
            .patch("write `=`", point, "= ");
    }
    error_at(span, "this is no `key = value`")
        .label("expected `=` between a key and its value")
        .help("write `key = value`, a header such as `[flags.new_sidebar]`, or `# ` before a comment")
}

/// The whole line, without the spaces around it.
fn trimmed_span(fault: &Fault<'_>) -> Span {
    let line = fault.line_span();
    let text = fault.line();
    let start = line.start + (text.len() - text.trim_start().len());
    Span { start, end: start + text.trim().len() }
}

/// `//` and `--` begin comments elsewhere.
fn describe_comment(fault: &Fault<'_>) -> Option<Diagnostic> {
    let span = trimmed_span(fault);
    let marker =
        ["//", "--", "/*", ";", "<!--"].into_iter().find(|it| fault.line().trim().starts_with(it))?;
    let place = Span { start: span.start, end: span.start + marker.len() };
    Some(error_at(place, format!("`{marker}` begins no comment")).label("comments begin with `#`").patch(
        "write `#`",
        place,
        "#",
    ))
}

/// `key: value` is YAML or JSON.
fn describe_colon(fault: &Fault<'_>) -> Option<Diagnostic> {
    let line = fault.line_span();
    // The colon stands at the fault, or between the key before it and the value behind it.
    let at_fault = fault.source().find(':').map(|at| fault.span.start + at);
    let before = fault.before().trim_end();
    let behind_key = before.ends_with(':').then(|| line.start + before.len() - 1);
    let after = fault.after();
    let blanks = after.len() - after.trim_start().len();
    let before_value = after.trim_start().starts_with(':').then_some(fault.span.start + blanks);
    let at = at_fault.or(behind_key).or(before_value)?;
    let span = Span { start: at, end: at + 1 };
    let is_attached = !fault.slice(line.start, at).ends_with(' ');
    let is_tight = !fault.slice(at + 1, line.end).starts_with(' ');
    let replacement = format!("{}={}", if is_attached { " " } else { "" }, if is_tight { " " } else { "" });
    Some(error_at(span, "`:` between a key and its value").label("TOML writes `=` here").patch(
        "write `=`",
        span,
        replacement,
    ))
}

fn describe_unclosed_header(fault: &Fault<'_>) -> Diagnostic {
    let close = if fault.line().trim_start().starts_with("[[") { "]]" } else { "]" };
    let line = fault.line_span();
    let text = fault.line();
    let code = text.split('#').next().unwrap_or_default().trim_end();
    let written = code.len() - code.trim_end_matches(']').len();
    let end = Span { start: line.start + code.len(), end: line.start + code.len() };
    let missing = &close[written.min(close.len() - 1)..];
    let start = line.start + (text.len() - text.trim_start().len());
    let diagnostic = error_at(Span { start, end: end.end.max(start) }, "this header is not closed")
        .label(format!("`{missing}` is missing at its end"));
    if code.contains([' ', '=', '"', '\'']) {
        return diagnostic.help(format!("write `{close}` behind the name"));
    }
    diagnostic.patch(format!("write `{missing}`"), end, missing)
}

/// Something stands behind a complete header or value.
fn describe_rest_of_line(fault: &Fault<'_>) -> Diagnostic {
    let after = fault.after();
    let rest = after.trim_end();
    let span = Span { start: fault.span.start, end: fault.span.start + rest.len() };
    let is_header = fault.line().trim_start().starts_with('[');
    if rest.chars().all(|letter| matches!(letter, ',' | ';' | ']' | '}')) && !rest.is_empty() {
        if is_header && rest == "]" && is_list_header(fault.line()) {
            let start = fault.line_span().start + fault.line().find('[').unwrap_or(0);
            return error_at(span, "this header ends with one bracket more than it begins with")
                .label("a list of tables has two at each end")
                .patch("write `[[`", Span { start, end: start }, "[");
        }
        let what = if is_header { "the header" } else { "the value" };
        return error_at(span, format!("`{rest}` behind {what}")).label("nothing belongs here").patch(
            "remove it",
            span,
            "",
        );
    }
    if is_header {
        return error_at(span, "something stands behind the header")
            .label("a header stands alone on its line")
            .help("put the keys of the table on the lines below");
    }
    let has_quote = rest.contains(['"', '\'']) && !rest.contains('=');
    let help = if has_quote {
        "write a quote inside a string as `\\\"`, or put the string in '…'; several values are a list `[…, …]`"
    } else {
        "put each `key = value` on a line of its own, or in one table `{ a = 1, b = 2 }`"
    };
    error_at(span, "something stands behind the value").label("the value ends before this").help(help)
}

/// Whether the header is that of something that a file has several of, such as `[[stages]]`.
fn is_list_header(line: &str) -> bool {
    let last = line.trim_start_matches(['[', ' ']).split(']').next().unwrap_or_default();
    matches!(last.rsplit('.').next(), Some("stages" | "rules" | "allow" | "expect"))
}

/// Whether the text is JSON: it begins with a brace.
pub(super) fn is_json(fault: &Fault<'_>) -> bool {
    fault.says("invalid key-value pair") && fault.text.trim_start().starts_with('{')
}

fn describe_no_key(fault: &Fault<'_>) -> Diagnostic {
    if is_json(fault) && fault.slice(0, fault.span.start).trim().is_empty() {
        return fault
            .error("this is JSON, not TOML")
            .label("a key or a header is expected here")
            .help("write `key = value` on lines of their own, and tables under headers such as `[flags.new_sidebar]`");
    }
    fault
        .error("a key is missing")
        .label("expected `key = value`")
        .help("write the key, or remove what stands here")
}
