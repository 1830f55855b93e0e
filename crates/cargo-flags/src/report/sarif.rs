//! Diagnostics as SARIF 2.1.0, which code scanning and editors read.

use std::fmt::Write;

use flags_model::diagnostic::Patch;
use flags_model::source::{Lines, Span};
use flags_model::{Code, Diagnostic, codes};
use serde_json::{Value, json};

use super::severity;
use crate::source::Source;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
const HOME: &str = "https://github.com/flags-rs/flags";
const PAGES: &str = "https://github.com/flags-rs/flags/blob/main/docs/diagnostics.md";

/// The whole log of a run.
pub(crate) fn sarif(diagnostics: &[Diagnostic], source: &Source) -> Value {
    let page = Page { lines: Lines::of(&source.text), source };
    let mut used: Vec<Code> = Vec::new();
    for diagnostic in diagnostics {
        if !used.contains(&diagnostic.code) {
            used.push(diagnostic.code);
        }
    }
    let results: Vec<_> = diagnostics.iter().map(|diagnostic| page.result(diagnostic, &used)).collect();
    json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "cargo-flags",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": HOME,
                "rules": used.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    let page = codes::explain(code);
    let level = flags_model::lint::lint_named(code.name()).map_or("error", |lint| match lint.level {
        flags_model::document::Level::Deny => "error",
        // What is off unless the file asks for it is a warning where it does.
        flags_model::document::Level::Warn | flags_model::document::Level::Allow => "warning",
    });
    let markdown =
        page.replace("```toml wrong", "Wrong:\n\n```toml").replace("```toml right", "Right:\n\n```toml");
    json!({
        "id": code.name(),
        "shortDescription": { "text": format!("{}.", codes::title(code)) },
        "fullDescription": { "text": code.summary() },
        "help": { "text": markdown.replace("```toml\n", "").replace("```\n", ""), "markdown": markdown },
        "helpUri": format!("{PAGES}#{code}"),
        "defaultConfiguration": { "level": level },
    })
}

/// A file whose lines were counted.
struct Page<'s> {
    lines: Lines,
    source: &'s Source,
}

impl Page<'_> {
    fn result(&self, diagnostic: &Diagnostic, used: &[Code]) -> Value {
        let mut text = vec![diagnostic.message.clone()];
        text.extend(Some(&diagnostic.label).filter(|label| !label.is_empty()).cloned());
        text.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
        text.extend(super::help(diagnostic).map(|help| format!("help: {help}")));
        let mut result = json!({
            "ruleId": diagnostic.code.name(),
            "ruleIndex": used.iter().position(|code| *code == diagnostic.code),
            "level": severity(diagnostic.severity),
            "message": { "text": text.join("\n") },
            "locations": [self.location(diagnostic.span)],
        });
        if !diagnostic.related.is_empty() {
            let related = diagnostic.related.iter().enumerate().map(|(index, label)| {
                let mut location = self.location(label.span);
                location["id"] = json!(index);
                location["message"] = json!({ "text": label.text });
                location
            });
            result["relatedLocations"] = related.collect();
        }
        if let Some(patch) = &diagnostic.patch {
            result["fixes"] = json!([self.fix(patch, diagnostic.help.as_deref())]);
        }
        result
    }

    fn fix(&self, patch: &Patch, help: Option<&str>) -> Value {
        json!({
            "description": { "text": help.unwrap_or("what to write instead") },
            "artifactChanges": [{
                "artifactLocation": self.artifact(),
                "replacements": [{
                    "deletedRegion": self.region(patch.span),
                    "insertedContent": { "text": patch.replacement },
                }],
            }],
        })
    }

    fn location(&self, span: Span) -> Value {
        json!({ "physicalLocation": { "artifactLocation": self.artifact(), "region": self.region(span) } })
    }

    fn artifact(&self) -> Value {
        json!({ "uri": uri_of(&self.source.name) })
    }

    fn region(&self, span: Span) -> Value {
        let start = self.lines.position(&self.source.text, span.start);
        let end = self.lines.position(&self.source.text, span.end);
        json!({
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        })
    }
}

/// A path as a URI: relative ones stay so, and code scanning reads them from the repository's top.
fn uri_of(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_uris() {
        let uris = ["flags.toml", "a b/ü.toml", "/tmp/x.toml", "..\\x.toml"].map(super::uri_of);
        assert_eq!(uris, ["flags.toml", "a%20b/%C3%BC.toml", "file:///tmp/x.toml", "../x.toml"]);
    }
}
