//! Diagnostics as workflow commands, which GitHub shows at the lines of a change.

use std::path::{Path, PathBuf};

use flags_model::source::Lines;
use flags_model::{Diagnostic, Severity};

use crate::source::Source;

/// The command of a diagnostic; one line.
pub(crate) fn github(diagnostic: &Diagnostic, source: &Source) -> String {
    let lines = Lines::of(&source.text);
    let start = lines.position(&source.text, diagnostic.span.start);
    let end = lines.position(&source.text, diagnostic.span.end);
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    let mut properties = vec![("file", in_repository(&source.path)), ("line", start.line.to_string())];
    properties.push(("endLine", end.line.to_string()));
    // GitHub refuses columns on different lines.
    if start.line == end.line {
        properties.push(("col", start.column.to_string()));
        properties.push(("endColumn", end.column.to_string()));
    }
    properties.push(("title", diagnostic.code.name().to_owned()));
    let properties: Vec<_> =
        properties.iter().map(|(name, value)| format!("{name}={}", escape_property(value))).collect();
    format!("::{level} {}::{}", properties.join(","), escape_text(&text_of(diagnostic)))
}

/// Everything that people need, since the lines of the file are around it.
fn text_of(diagnostic: &Diagnostic) -> String {
    let mut text = diagnostic.message.clone();
    if !diagnostic.label.is_empty() {
        text.push_str(": ");
        text.push_str(&diagnostic.label);
    }
    for note in &diagnostic.notes {
        text.push_str("\nnote: ");
        text.push_str(note);
    }
    if let Some(help) = super::help(diagnostic) {
        text.push_str("\nhelp: ");
        text.push_str(&help);
    }
    text
}

/// Annotations are found by the path from the top of the repository, wherever the command runs.
fn in_repository(path: &Path) -> String {
    let workspace = std::env::var_os("GITHUB_WORKSPACE").map(PathBuf::from);
    let within = || {
        let workspace = workspace?.canonicalize().ok()?;
        path.canonicalize().ok()?.strip_prefix(workspace).ok().map(Path::to_owned)
    };
    within().unwrap_or_else(|| path.to_owned()).display().to_string()
}

fn escape_text(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape_text(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use flags_model::source::Span;
    use flags_model::{Code, Diagnostic};

    use super::github;
    use crate::source::Source;

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        let source = Source::of("a,b:c%.toml".to_owned(), "x = 1\ny = 2\n".to_owned());
        let diagnostic = Diagnostic::error(Code::Syntax, Span { start: 4, end: 5 }, "100 %: a, b")
            .label("one\r\ntwo")
            .help("write `::`");
        assert_eq!(
            github(&diagnostic, &source),
            "::error file=a%2Cb%3Ac%25.toml,line=1,endLine=1,col=5,endColumn=6,title=syntax\
             ::100 %25: a, b: one%0D%0Atwo%0Ahelp: write `::`"
        );
    }

    #[test]
    fn a_place_of_two_lines_has_no_columns() {
        let source = Source::of("flags.toml".to_owned(), "x = 1\ny = 2\n".to_owned());
        let diagnostic = Diagnostic::error(Code::Syntax, Span { start: 4, end: 9 }, "wrong");
        let command = github(&diagnostic, &source);
        assert_eq!(command, "::error file=flags.toml,line=1,endLine=2,title=syntax::wrong");
    }
}
