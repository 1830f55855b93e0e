//! One limit while a text is measured.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;

/// A limit, and the most that was found of it.
pub(super) struct Gauge {
    /// How many there may be.
    most: usize,
    /// What is counted, in words.
    what: &'static str,
    /// What to do if there are more.
    help: &'static str,
    largest: (usize, Span),
}

impl Gauge {
    pub fn new(most: usize, what: &'static str, help: &'static str) -> Self {
        Self { most, what, help, largest: (0, Span::default()) }
    }

    /// Takes note of a number; says that it is over the limit, if it is.
    pub fn measure(&mut self, number: usize, span: impl FnOnce() -> Span) -> Option<Diagnostic> {
        if number > self.most {
            return Some(self.describe(number, span()));
        }
        if number > self.largest.0 {
            self.largest = (number, span());
        }
        None
    }

    /// Warns if the limit is close: a text that grows should be noticed while it is still taken.
    pub fn warn(&self) -> Option<Diagnostic> {
        let (largest, span) = self.largest;
        let Self { most, what, .. } = self;
        (largest > most / 2).then(|| Diagnostic {
            severity: Severity::Warning,
            ..self
                .describe(largest, span)
                .label(format!("more than half of the {most} that a running program takes"))
                .note(format!("a text with more than {most} {what} is refused"))
        })
    }

    fn describe(&self, number: usize, span: Span) -> Diagnostic {
        let Self { most, what, help, .. } = self;
        Diagnostic::error(Code::TooLarge, span, format!("{number} {what}"))
            .label(format!("a running program takes at most {most}"))
            .help(*help)
    }
}
