//! What is wrong with a file, as data. Renderers are separate.

mod code;
#[cfg(feature = "render")]
mod render;
mod suggest;

pub use code::Code;
#[cfg(feature = "render")]
pub use render::{Style, render, render_each, render_one};
pub use suggest::closest;
pub(crate) use suggest::closest_key;

use crate::source::Span;

/// One mistake or warning: where, what, why, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The stable name of the kind of mistake.
    pub code: Code,
    /// Whether the file is unusable because of it.
    pub severity: Severity,
    /// The smallest piece of the text that is wrong.
    pub span: Span,
    /// What is wrong: a lower-case phrase.
    pub message: String,
    /// What stands at the span: why it is wrong there. May be empty.
    pub label: String,
    /// Other places that matter: "declared here", each hop of a cycle.
    pub related: Vec<Label>,
    /// Facts that belong to no place, such as a table of weights.
    pub notes: Vec<String>,
    /// What to write instead.
    pub help: Option<String>,
    /// The same as an edit of the text.
    pub patch: Option<Patch>,
    /// The flag, if every call of it is concerned, and not only the file.
    pub flag: Option<u32>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file can be used.
    Warning,
    /// The file cannot be used.
    Error,
}

/// A text at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What to say there.
    pub text: String,
}

/// An edit that makes the mistake go away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// What to replace.
    pub span: Span,
    /// With what.
    pub replacement: String,
}

impl Diagnostic {
    /// An error of this kind at this place.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            span,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            patch: None,
            flag: None,
        }
    }

    /// Says why at the place itself.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.label = text.into();
        self
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Concerns every call of this flag.
    #[must_use]
    pub fn concerning(mut self, flag: u32) -> Self {
        self.flag = Some(flag);
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Says what to do, with the edit that does it.
    #[must_use]
    pub fn patch(mut self, help: impl Into<String>, span: Span, replacement: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self.patch = Some(Patch { span, replacement: replacement.into() });
        self
    }
}
