//! Reads and checks `flags.toml`: text in, a [`Model`] or diagnostics out, a [`Ruleset`] from the model.
//!
//! ```text
//! text ──parse──▶ Document ──resolve, check──▶ Model ──lower──▶ Ruleset ──evaluate(+ Context)──▶ Decision
//! ```
//!
//! Apps use the crate `flags`, whose macro calls [`load`] while compiling. Tools call it themselves:
//!
//! ```
//! let loaded = flags_model::load("[flags.new_sidebar]\nrolout = 25\n");
//! assert!(loaded.model.is_none());
//! assert_eq!(loaded.diagnostics[0].message, "unknown key `rolout`");
//! ```
//!
//! [`Ruleset`]: flags_runtime::Ruleset

mod analysis;
mod check;
pub mod codes;
pub mod compare;
mod describe;
pub mod diagnostic;
pub mod document;
pub mod dynamic;
pub mod lint;
mod lower;
pub mod model;
pub mod naming;
#[cfg(feature = "reload")]
pub mod reload;
mod resolve;
mod salvage;
pub mod source;

pub use analysis::is_shut;
pub use describe::describe;
pub use diagnostic::{Code, Diagnostic, Severity};
use document::Document;
pub use lower::lower;
pub use model::{Model, Names};
use source::Lines;

/// What came of a text.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The names and types that the text declares, as far as they can be read, even if it is invalid.
    pub names: Names,
    /// Everything wrong with it, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
    /// Where its lines start.
    pub lines: Lines,
    /// The checked file; `None` if a diagnostic is an error.
    pub model: Option<Model>,
}

/// What reading may know besides the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'c> {
    /// The time of today, in seconds since 1970, for flags that expire. Without it none has.
    pub today: Option<i64>,
    /// What the code asks for, for flags that nobody calls. Without it each is called.
    pub called: Option<&'c lint::Called>,
}

/// Reads and checks a text. All mistakes come at once; if the text is no TOML, only what is wrong with
/// that, since the rest would be guesses.
pub fn load(text: &str) -> Loaded {
    load_with(text, &Options::default())
}

/// The same as [`load`], with more to go by.
pub fn load_with(text: &str, options: &Options<'_>) -> Loaded {
    load_through(text, &document::parse(text), Reader::Author(options), &mut |_, _| true)
}

/// Who reads a text.
#[derive(Clone, Copy)]
pub(crate) enum Reader<'o> {
    /// Who writes it: lints are run.
    Author(&'o Options<'o>),
    /// A program that runs: no lint is run.
    #[cfg_attr(not(feature = "reload"), allow(dead_code, reason = "nothing runs yet"))]
    Program {
        /// Whether it has regular expressions. If not, they are left unread, for the caller to keep everything
        /// that asks one as it is.
        has_regex: bool,
    },
}

/// The same for a text that was parsed, with a look at it as it is written, which says whether to go on.
pub(crate) fn load_through(
    text: &str,
    parsed: &document::Parsed<'_>,
    reader: Reader<'_>,
    inspect: &mut dyn FnMut(&Document<'_>, &mut Vec<Diagnostic>) -> bool,
) -> Loaded {
    let lines = Lines::of(text);
    let mut diagnostics = Vec::new();
    let document = parsed.read(&mut diagnostics);
    if parsed.is_broken() {
        sort(&mut diagnostics);
        return Loaded { names: salvage::names_of_broken(text), diagnostics, lines, model: None };
    }
    let names = Names::of(&document);
    if !inspect(&document, &mut diagnostics) {
        sort(&mut diagnostics);
        return Loaded { names, diagnostics, lines, model: None };
    }
    check::check_names(&document, &mut diagnostics);
    if !check::check_sizes(&document, &mut diagnostics) {
        sort(&mut diagnostics);
        return Loaded { names, diagnostics, lines, model: None };
    }
    let reads_regex = !matches!(reader, Reader::Program { has_regex: false });
    let model = resolve::resolve(text, &document, &names, reads_regex, &mut diagnostics);
    check::check_dependencies(&model, &mut diagnostics);
    resolve::resolve_expects(text, &document, &names, &model, reads_regex, &mut diagnostics);
    if let (Reader::Author(options), true) = (reader, diagnostics.is_empty()) {
        lint::run_lints(text, &document, &model, options, &mut diagnostics);
    }
    sort(&mut diagnostics);
    let is_valid = !has_error(&diagnostics);
    let names = if is_valid { names } else { salvage::with_corrections(names, text, &diagnostics) };
    Loaded { names, diagnostics, lines, model: is_valid.then_some(model) }
}

/// Whether one of them makes the file invalid.
pub(crate) fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// In the order of the text, each once: what two environments share is found in both.
fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| (a.span, a.code.name()).cmp(&(b.span, b.code.name())));
    diagnostics.dedup();
}
