//! Keys that are set twice.

use toml::de::{DeTable, DeValue};

use super::fault::Fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How many duplicates are shown their first place, which costs a walk through the text for each.
pub(super) const SHOWN: usize = 100;

/// Describes a key or a header that stands in the file twice; `is_shown` says where it stands first.
pub(super) fn describe(fault: &Fault<'_>, is_shown: bool) -> Option<Diagnostic> {
    if let Some(rest) = fault.message.strip_prefix("cannot extend value of type ") {
        let kind = rest.split(' ').next().unwrap_or_default();
        let key = fault.source();
        return Some(
            error(fault, format!("`{key}` is set twice: as a value and as a table"))
                .label(format!("`{key}` is already of type {kind}, which has no keys"))
                .help(format!("keep the value or the keys of `{key}`, not both")),
        );
    }
    if !fault.says("duplicate key") {
        return None;
    }
    let key = fault.source();
    let header = read_header(fault.line());
    let (find, diagnostic): (&dyn Fn() -> Option<Span>, _) = if let Some(path) = &header {
        let message = format!("`[{}]` is declared twice", path.join("."));
        let help = "merge the two tables, or give one of them another name";
        (&|| find_header(fault, path), error(fault, message).label("declared again").help(help))
    } else {
        let diagnostic = error(fault, format!("`{key}` is set twice")).label("set again");
        (&|| find_key(fault), diagnostic.help("remove one of the two"))
    };
    Some(match is_shown.then(find).flatten() {
        Some(span) => diagnostic.related(span, "first here"),
        None => diagnostic,
    })
}

fn error(fault: &Fault<'_>, message: String) -> Diagnostic {
    Diagnostic::error(Code::DuplicateName, fault.span, message)
}

/// The path of a header line such as `[flags.x]`.
fn read_header(line: &str) -> Option<Vec<String>> {
    let line = line.trim_start();
    if !line.starts_with('[') {
        return None;
    }
    let (table, _) = DeTable::parse_recoverable(line);
    let mut path = Vec::new();
    let mut table = table.get_ref();
    while let Some((key, value)) = table.iter().next() {
        path.push(key.get_ref().to_string());
        match value.get_ref() {
            DeValue::Table(inner) => table = inner,
            _ => break,
        }
    }
    (!path.is_empty()).then_some(path)
}

/// Where an earlier header has the same path: its last key, which is what the fault is for the later.
fn find_header(fault: &Fault<'_>, path: &[String]) -> Option<Span> {
    let end = fault.line_span().start;
    let mut start = 0;
    for line in fault.slice(0, end).split_inclusive('\n') {
        // Most lines are no such header, and parsing them all for each duplicate would be quadratic.
        let may_be = line.trim_start().starts_with('[') && path.iter().all(|key| line.contains(key.as_str()));
        if may_be && read_header(line).is_some_and(|other| other == path) {
            let last = line.find(']').map_or(line.len(), |at| at);
            let name = line.get(..last).unwrap_or_default().rfind(['.', '[']).map_or(0, |at| at + 1);
            return Some(Span { start: start + name, end: start + last });
        }
        start += line.len();
    }
    None
}

/// Where the key was set before: in the same inline table, or behind the same header. Only this section
/// is parsed again: all of the text for each duplicate would be quadratic.
fn find_key(fault: &Fault<'_>) -> Option<Span> {
    let start = header_offset(fault.slice(0, fault.line_span().start));
    let rest = fault.slice(fault.line_span().end, fault.text.len());
    let end = rest.find("\n[").map_or(fault.text.len(), |length| fault.line_span().end + length);
    let inner = Span { start: fault.span.start - start, end: fault.span.end - start };
    let section = Fault { text: fault.slice(start, end), message: String::new(), span: inner };
    let (table, _) = DeTable::parse_recoverable(section.text);
    let mut found = Vec::new();
    collect_keys(table.get_ref(), None, &section, &mut found);
    // The innermost table wins: its keys are the nearest.
    let nearest = found.into_iter().filter(|span| span.start < inner.start).max_by_key(|span| span.start)?;
    Some(Span { start: start + nearest.start, end: start + nearest.end })
}

fn header_offset(before: &str) -> usize {
    let mut start = 0;
    let mut header = 0;
    for line in before.split_inclusive('\n') {
        if line.trim_start().starts_with('[') {
            header = start;
        }
        start += line.len();
    }
    header
}

/// Collects the places of all keys of this name in tables that may be the one of the fault.
fn collect_keys(table: &DeTable<'_>, span: Option<Span>, fault: &Fault<'_>, found: &mut Vec<Span>) {
    let is_inline = span.is_some_and(|span| fault.slice(span.start, span.start + 1) == "{");
    let is_around = span.is_some_and(|span| span.start <= fault.span.start && fault.span.end <= span.end);
    for (key, value) in table {
        let key_span: Span = key.span().into();
        let is_same = fault.slice(key_span.start, key_span.end) == fault.source();
        if is_same && (!is_inline || is_around) {
            found.push(key_span);
        }
        collect_nested(value, fault, found);
    }
}

fn collect_nested(value: &toml::Spanned<DeValue<'_>>, fault: &Fault<'_>, found: &mut Vec<Span>) {
    match value.get_ref() {
        DeValue::Table(table) => {
            collect_keys(table, Some(value.span().into()), fault, found);
        }
        DeValue::Array(items) => {
            items.iter().for_each(|item| collect_nested(item, fault, found));
        }
        _ => {}
    }
}
