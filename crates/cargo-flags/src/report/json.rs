//! A diagnostic as one JSON object. Lines and columns count from 1, columns in characters.

use flags_model::source::{Lines, Span};
use flags_model::{Diagnostic, Severity};
use serde_json::{Value, json};

use crate::source::Source;

/// The object of a diagnostic.
pub(crate) fn json(diagnostic: &Diagnostic, source: &Source) -> Value {
    let lines = Lines::of(&source.text);
    let mut object = json!({
        "code": diagnostic.code.name(),
        "severity": severity(diagnostic.severity),
        "message": diagnostic.message,
        "file": source.name,
    });
    let labels: Vec<_> = std::iter::once((diagnostic.span, &diagnostic.label))
        .chain(diagnostic.related.iter().map(|label| (label.span, &label.text)))
        .filter(|(_, text)| !text.is_empty())
        .map(|(span, text)| {
            let mut label = json!({ "text": text });
            add_place(&mut label, &lines, source, span);
            label
        })
        .collect();
    add_place(&mut object, &lines, source, diagnostic.span);
    object["labels"] = labels.into();
    object["notes"] = json!(diagnostic.notes);
    object["help"] = json!(diagnostic.help);
    object["replacement"] = diagnostic.patch.as_ref().map_or(Value::Null, |patch| {
        let mut replacement = json!({ "text": patch.replacement });
        add_place(&mut replacement, &lines, source, patch.span);
        replacement
    });
    object
}

/// The word for a severity.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn add_place(object: &mut Value, lines: &Lines, source: &Source, span: Span) {
    let start = lines.position(&source.text, span.start);
    let end = lines.position(&source.text, span.end);
    object["line"] = start.line.into();
    object["column"] = start.column.into();
    object["end_line"] = end.line.into();
    object["end_column"] = end.column.into();
}
