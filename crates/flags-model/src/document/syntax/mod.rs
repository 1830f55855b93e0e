//! TOML in, tables out; what is no TOML is said in plain words.

mod bracket;
mod date;
mod depth;
mod duplicate;
mod fault;
mod key;
mod line;
mod repair;
mod value;

use toml::de::DeTable;

use super::file::read_file;
use super::reader::Reader;
use super::{Document, Unread};
use crate::diagnostic::Diagnostic;
use bracket::Unpaired;
#[cfg(feature = "reload")]
pub(crate) use depth::{describe_too_deep, find_deepest};
use fault::Fault;
pub(crate) use repair::{apply_patches, repair};

/// A text that was parsed; its names and values are borrowed by the [`Document`].
#[derive(Debug)]
pub struct Parsed<'t> {
    text: &'t str,
    table: DeTable<'t>,
    errors: Vec<Diagnostic>,
}

/// Parses a text; mistakes are reported by [`Parsed::read`].
pub fn parse(text: &str) -> Parsed<'_> {
    match depth::find_too_deep(text) {
        Some(diagnostic) => Parsed { text, table: DeTable::new(), errors: vec![diagnostic] },
        None => parse_shallow(text),
    }
}

/// The same for a text that is known to be at most so many levels deep: counting them takes a tenth of the
/// time of parsing.
#[cfg(feature = "reload")]
pub(crate) fn parse_within(text: &str, levels: usize) -> Parsed<'_> {
    if levels <= depth::LEVELS { parse_shallow(text) } else { parse(text) }
}

fn parse_shallow(text: &str) -> Parsed<'_> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors.iter().map(|error| Fault::of(text, error)).collect();
    Parsed { text, table: table.into_inner(), errors: describe_faults(text, faults) }
}

impl Parsed<'_> {
    /// Reads what the file declares.
    ///
    /// Where the text is no TOML, the tables hold wreckage. The document is read as far as it goes, for
    /// the sake of its names, but only the mistakes of syntax are reported: the others may be their echo.
    pub fn read<'d>(&'d self, diagnostics: &mut Vec<Diagnostic>) -> Document<'d> {
        let mut reader = Reader {
            text: self.text,
            diagnostics: Vec::new(),
            unread: Unread::default(),
            strays: Vec::new(),
        };
        let document = read_file(&mut reader, &self.table);
        if self.errors.is_empty() {
            diagnostics.append(&mut reader.diagnostics);
        } else {
            diagnostics.extend_from_slice(&self.errors);
        }
        document
    }

    /// How many flags the text declares; `None` if it is no TOML.
    #[cfg(feature = "reload")]
    pub(crate) fn flag_count(&self) -> Option<usize> {
        let flags = self.table.get("flags").and_then(|flags| flags.get_ref().as_table());
        (!self.is_broken()).then(|| flags.map_or(0, DeTable::len))
    }

    /// Whether the text is no TOML, so that nothing further should be judged.
    pub fn is_broken(&self) -> bool {
        !self.errors.is_empty()
    }
}

/// How many faults are told.
const MOST: usize = 1_000;

/// Describes the faults that are no echo of an earlier one.
fn describe_faults(text: &str, mut faults: Vec<Fault<'_>>) -> Vec<Diagnostic> {
    faults.sort_by_key(|fault| fault.span);
    let mut diagnostics = Vec::new();
    let mut last_line = None;
    let unclosed = find_first_cause(text, &faults);
    for fault in &faults {
        // The parser goes on at the next line, so a second fault of a line is most likely an echo.
        let line = fault.line_span();
        let is_echo =
            last_line == Some(line) || unclosed.as_ref().is_some_and(|(at, _)| *at <= fault.span.start);
        last_line = Some(line);
        if !is_echo && diagnostics.len() >= MOST {
            // A text that is no TOML at all is so on every line.
            let last = diagnostics.pop().map(|last: Diagnostic| last.note("what follows is not looked at"));
            diagnostics.extend(last);
            break;
        }
        if !is_echo {
            let is_shown = diagnostics.len() < duplicate::SHOWN;
            diagnostics.push(describe_fault(fault, is_shown));
        }
    }
    diagnostics.extend(unclosed.map(|(_, diagnostic)| diagnostic));
    diagnostics
}

/// The mistake that makes everything behind its place doubtful, if there is one, and that place.
fn find_first_cause(text: &str, faults: &[Fault<'_>]) -> Option<(usize, Diagnostic)> {
    if let Some(fault) = faults.first().filter(|fault| key::is_json(fault)) {
        return Some((fault.span.start, describe_fault(fault, true)));
    }
    let bracket = bracket::find_unpaired(text, faults)?;
    // A string that swallows the bracket's end is the cause.
    let swallows = |fault: &&Fault<'_>| fault.is_open_string() && fault.line_span().end >= bracket.start();
    if let Some(fault) = faults.iter().find(swallows)
        && fault.line_span().start <= bracket.start()
    {
        return Some((fault.line_span().start, describe_fault(fault, true)));
    }
    // Of a table that is never opened the line itself may know more.
    let is_explained =
        |fault: &Fault<'_>| fault.is_on_line(bracket.start()) && line::describe(fault).is_some();
    if matches!(bracket, Unpaired::Missing(_)) && faults.iter().any(is_explained) {
        return None;
    }
    Some((bracket.start(), bracket::describe_unpaired(text, bracket)))
}

fn describe_fault(fault: &Fault<'_>, is_shown: bool) -> Diagnostic {
    duplicate::describe(fault, is_shown)
        .or_else(|| date::describe(fault))
        .or_else(|| line::describe(fault))
        .or_else(|| key::describe(fault))
        .or_else(|| value::describe(fault))
        .unwrap_or_else(|| fault.error(format!("this is not valid TOML: {}", fault.message)))
}
