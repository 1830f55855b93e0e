//! A date without quotes that is not written as TOML writes dates.

use super::super::date::rewrite_date;
use super::fault::Fault;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// Describes the word that the fault is part of, if it is such a date.
pub(super) fn describe(fault: &Fault<'_>) -> Option<Diagnostic> {
    let is_end = |letter: char| letter.is_whitespace() || ",=[]{}#\"'".contains(letter);
    let before = fault.before();
    let start = fault.line_span().start + before.rfind(is_end).map_or(0, |at| at + 1);
    let rest = fault.slice(start, fault.line_span().end);
    let word = rest.split(is_end).next().unwrap_or_default();
    let date = rewrite_date(word)?;
    let span = Span { start, end: start + word.len() };
    Some(
        Diagnostic::error(Code::BadTimestamp, span, format!("`{word}` is no date or time"))
            .label(if word.contains('-') && word.starts_with(&date[..5]) {
                "month and day have two digits each"
            } else {
                "year, month and day, with `-` between them"
            })
            .patch(format!("a date is written {date}"), span, date),
    )
}
