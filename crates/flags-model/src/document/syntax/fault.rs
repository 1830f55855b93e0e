//! A mistake as the parser reports it.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// A mistake as the parser reports it, with the text around it.
pub(super) struct Fault<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The parser's words.
    pub message: String,
    /// The place; often empty.
    pub span: Span,
}

impl<'t> Fault<'t> {
    /// Takes over an error of the parser.
    pub fn of(text: &'t str, error: &toml::de::Error) -> Self {
        let span = error.span().map_or_else(|| Span { start: text.len(), end: text.len() }, Span::from);
        Self { text, message: error.message().to_owned(), span }
    }

    /// An error at the place of this fault.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(Code::Syntax, self.span, message)
    }

    /// Whether the parser's words begin like this.
    pub fn says(&self, beginning: &str) -> bool {
        self.message.starts_with(beginning)
    }

    /// Whether a string does not end on its line.
    pub fn is_open_string(&self) -> bool {
        let beginnings = ["invalid basic string, expected `\"`", "invalid literal string, expected `'`"];
        self.span.start == self.span.end && beginnings.iter().any(|beginning| self.says(beginning))
    }

    /// Whether it is on the line of this byte.
    pub fn is_on_line(&self, at: usize) -> bool {
        let line = self.line_span();
        (line.start..=line.end).contains(&at)
    }

    /// What the parser points at.
    pub fn source(&self) -> &'t str {
        self.slice(self.span.start, self.span.end)
    }

    /// A piece of the text; empty where the bounds are none.
    pub fn slice(&self, start: usize, end: usize) -> &'t str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The line that the fault stands on, without its break. A fault at the very end of a text that
    /// ends with a break belongs to the last line that has something.
    pub fn line_span(&self) -> Span {
        let at = self.span.start.min(self.text.len());
        let before = self.slice(0, at);
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let rest = self.slice(at, self.text.len());
        let end = rest.find('\n').map_or(self.text.len(), |length| at + length);
        let trimmed = self.slice(start, end).trim_end_matches('\r').len();
        Span { start, end: start + trimmed }
    }

    /// The text of that line.
    pub fn line(&self) -> &'t str {
        let span = self.line_span();
        self.slice(span.start, span.end)
    }

    /// The part of the line before the fault.
    pub fn before(&self) -> &'t str {
        self.slice(self.line_span().start, self.span.start)
    }

    /// The part of the line from the fault on.
    pub fn after(&self) -> &'t str {
        self.slice(self.span.start, self.line_span().end)
    }
}

/// An error of syntax at any place.
pub(super) fn error_at(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(Code::Syntax, span, message)
}
