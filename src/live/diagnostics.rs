//! Why a text was refused.

use std::fmt;

use flags_model::diagnostic::{Style, render_each};
use flags_model::model::Percent;
use flags_model::reload::{self, SealError};
use flags_model::{Diagnostic, Severity};
use flags_runtime::words::Percentage;

/// A text was refused, and the rules are as they were. Displays everything that is wrong with it, with
/// places, as a compiler would; [`headline`](Self::headline) is for a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Diagnostics {
    rejection: Rejection,
    name: String,
    /// The first mistake in a few words, and its line.
    first: Option<String>,
    /// Each mistake with the lines of the text under it.
    rendered: Vec<String>,
}

/// Why a text was refused, for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rejection {
    /// It is not UTF-8: at this byte.
    NotText {
        /// The first byte that is none, from 0.
        at: usize,
    },
    /// It has mistakes of its own, or is over a limit. Without any, so many flags would have to keep their rules
    /// for the others to move that it is not worth the search.
    Invalid(Vec<Diagnostic>),
    /// It is not what was sealed.
    Seal(SealError),
    /// It has no seal, and must have one.
    Unsealed,
    /// It has no seal, and what runs has one: it may be a sealed text that was cut.
    SealLost {
        /// The revision that runs.
        running: u64,
    },
    /// It is for a share of the instances, and must be for all.
    ForSome {
        /// The share.
        apply: Percent,
    },
    /// It has no seal and lacks these flags, so it may be cut.
    Missing(Vec<String>),
    /// A newer revision was taken before.
    Older {
        /// The newest that was taken.
        running: u64,
        /// That of the text.
        given: u64,
    },
    /// Another text with the same revision was taken before.
    Conflict {
        /// The revision.
        revision: u64,
    },
    /// The program cannot read the file that it was compiled with, or something in it panicked. This is a
    /// bug of `flags`: please report it.
    Broken,
}

impl Diagnostics {
    pub(crate) fn new(rejection: Rejection, text: &str, name: &str) -> Self {
        let rendered = match &rejection {
            Rejection::Invalid(diagnostics) => Self::render(diagnostics, text, name),
            Rejection::Seal(error) => {
                vec![format!("error: {error}\n --> {name}:{}", line_of(text, error.span.start))]
            }
            _ => Vec::new(),
        };
        let first = match &rejection {
            Rejection::Invalid(diagnostics) => diagnostics.iter().find(|it| it.severity == Severity::Error),
            _ => None,
        };
        let first = first.map(|it| format!("line {}: {}", line_of(text, it.span.start), it.message));
        Self { rejection, name: name.to_owned(), first, rendered }
    }

    /// All of it in one line, with the first mistake of several:
    /// `shop.toml: refused: 2 errors; line 13: unknown plan 'por'`.
    pub fn headline(&self) -> String {
        let first = self.first.as_ref().map(|first| format!("; {first}")).unwrap_or_default();
        format!("{}: refused: {}{first}", self.name, self.rejection)
    }

    pub(crate) fn render(diagnostics: &[Diagnostic], text: &str, name: &str) -> Vec<String> {
        let diagnostics = diagnostics.get(..MOST_RENDERED).unwrap_or(diagnostics);
        let text = cut(text, diagnostics);
        render_each(diagnostics, text, name, Style::Plain).map(shorten).collect()
    }

    /// Why it was refused.
    pub fn rejection(&self) -> &Rejection {
        &self.rejection
    }
}

fn line_of(text: &str, at: usize) -> usize {
    text.get(..at).map_or(1, |before| before.matches('\n').count() + 1)
}

/// A text with thousands of mistakes is wrong in the same way everywhere.
const MOST_RENDERED: usize = 100;

/// The text as far as something is said of it: the lines of a text that is far too long are not worth counting.
fn cut<'t>(text: &'t str, diagnostics: &[Diagnostic]) -> &'t str {
    let ends = diagnostics.iter().flat_map(|diagnostic| {
        diagnostic.related.iter().map(|label| label.span.end).chain([diagnostic.span.end])
    });
    let end = ends.max().unwrap_or(0);
    let line = text.get(end..).and_then(|rest| rest.find('\n'));
    line.and_then(|line| text.get(..end + line)).unwrap_or(text)
}

/// Two places in one line of megabytes would bring the line with them, into every log.
fn shorten(rendered: String) -> String {
    if rendered.len() <= LONGEST_RENDERED {
        return rendered;
    }
    let lines = rendered.lines().map(|line| line.chars().take(LONGEST_LINE).collect::<String>());
    lines.collect::<Vec<_>>().join("\n")
}

/// In bytes.
const LONGEST_RENDERED: usize = 8_000;
/// In letters.
const LONGEST_LINE: usize = 400;

impl From<reload::Rejection> for Rejection {
    fn from(rejection: reload::Rejection) -> Self {
        match rejection {
            reload::Rejection::Invalid(diagnostics) => Self::Invalid(diagnostics),
            reload::Rejection::Seal(error) => Self::Seal(error),
            reload::Rejection::Unsealed => Self::Unsealed,
            reload::Rejection::Missing(flags) => Self::Missing(flags),
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotText { at } => write!(f, "byte {at} is not UTF-8: save the rules as UTF-8"),
            Self::Invalid(diagnostics) => {
                let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
                match errors.count() {
                    // Nothing in it is wrong, and yet it cannot be taken.
                    0 => reload::Rejection::Invalid(Vec::new()).fmt(f),
                    1 => f.write_str("one error"),
                    count => write!(f, "{count} errors"),
                }
            }
            Self::Seal(error) => error.fmt(f),
            Self::Unsealed => {
                reload::Rejection::Unsealed.fmt(f)?;
                f.write_str(": seal it with `cargo flags seal`")
            }
            Self::SealLost { running } => write!(
                f,
                "the text has no seal, but revision {running}, which runs, has one: it may be cut; seal it with \
                 `cargo flags seal`"
            ),
            Self::ForSome { apply } => {
                write!(f, "the text is for {} of the instances, and must be for all", Percentage(apply.0))
            }
            Self::Missing(flags) => {
                reload::Rejection::Missing(flags.clone()).fmt(f)?;
                f.write_str(
                    "; write the whole text again, or name in `[retired]` (or `renamed_from`) what is gone on purpose",
                )
            }
            Self::Older { running, given } => {
                write!(
                    f,
                    "revision {given} is older than revision {running}, which was taken before; to go back to \
                     it, publish it with a revision greater than {running}"
                )
            }
            Self::Conflict { revision } => {
                write!(
                    f,
                    "another text with revision {revision} was taken before; seal it with a greater one"
                )
            }
            Self::Broken => f.write_str("a bug in `flags`: please report it with the text"),
        }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: refused: {}", self.name, self.rejection)?;
        self.rendered.iter().try_for_each(|one| write!(f, "\n\n{one}"))
    }
}

/// As it displays, because that is how a `main` that returns it shows it.
impl fmt::Debug for Diagnostics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Diagnostics {}
