//! The line of a seal. There is one way to write each, so that no byte of it can change unnoticed.

use std::fmt::Write;

use super::hex::{hex, read_hex};
use super::{Seal, SealError, SealFault, error};
use crate::model::Percent;
use crate::source::Span;

/// How a seal begins.
const START: &str = "# seal:";
/// The marks of a seal. A line that has all but one of them was meant to be one.
const MARKS: [&str; 4] = ["seal:", "revision=", "flags=", "blake3="];

/// The line that is a seal, or was meant to be one.
pub(super) struct Found<'t> {
    line: &'t str,
    /// Its place, without the line break.
    pub span: Span,
    /// Whether a line break follows.
    pub is_ended: bool,
}

/// Finds the seal of a text.
pub(super) fn find(text: &str) -> Result<Option<Found<'_>>, SealError> {
    let is_start = |at: usize| at == 0 || text.as_bytes().get(at - 1) == Some(&b'\n');
    let mut starts = text.match_indices(START).map(|(at, _)| at).filter(|at| is_start(*at));
    let (first, second) = (starts.next(), starts.next());
    let end = text.strip_suffix('\n').map_or(text.len(), str::len);
    let last = text[..end].rfind('\n').map_or(0, |at| at + 1);
    let line = Found { line: &text[last..end], span: Span { start: last, end }, is_ended: end < text.len() };
    match (first, second) {
        (None, _) if is_meant(&text[..end]) => {
            Err(error(SealFault::Field("`# seal: v1` at its start"), line.span))
        }
        (None, _) => Ok(None),
        (Some(_), Some(second)) => Err(error(SealFault::Twice, line_at(text, second))),
        (Some(first), None) if first < last => Err(error(SealFault::NotLast, line_at(text, first))),
        (Some(_), None) => Ok(Some(line)),
    }
}

/// Whether the last line that is not blank looks like a seal with a mistake. Taken for a comment, it would
/// make a sealed text one without a seal, of which less is asked.
fn is_meant(text: &str) -> bool {
    let line = text.trim_end().rsplit('\n').next().unwrap_or_default();
    MARKS.iter().filter(|mark| line.contains(**mark)).count() + 1 >= MARKS.len()
}

fn line_at(text: &str, start: usize) -> Span {
    let length = text[start..].find('\n').unwrap_or(text.len() - start);
    Span { start, end: start + length }
}

/// Reads the fields.
pub(super) fn read(found: &Found<'_>) -> Result<Seal, SealError> {
    if found.line.ends_with('\r') {
        let end = found.span.end;
        return Err(error(SealFault::LineEnding, Span { start: end.saturating_sub(1), end }));
    }
    let mut words = found.line.split(' ');
    let mut at = found.span.start;
    let mut next = |how: &'static str| {
        let word = words.next().unwrap_or_default();
        // What is lacking stands at the end.
        let span = Span { start: at.min(found.span.end), end: (at + word.len()).min(found.span.end) };
        at += word.len() + 1;
        (word, move |fault: Option<SealFault>| error(fault.unwrap_or(SealFault::Field(how)), span))
    };
    // A line that simply stops was cut; what is wrong before its end was changed.
    let cut = |word: &str, whole: &[&str]| {
        let is_cut =
            !found.is_ended && found.line.ends_with(word) && whole.iter().any(|it| it.starts_with(word));
        is_cut.then_some(SealFault::Truncated)
    };
    for (word, how) in [
        ("#", "`# seal: v1` at its start"),
        ("seal:", "`seal:`"),
        ("v1", "`v1`, the version that is known here"),
    ] {
        let (found, fail) = next(how);
        if found != word {
            return Err(fail(cut(found, &[word])));
        }
    }
    let (word, fail) = next("`revision=` and a number");
    let revision = word.strip_prefix("revision=").and_then(number);
    let revision = revision.ok_or_else(|| fail(cut(word, &["revision="])))?;
    let (word, fail) = next("`flags=` and a number");
    let flags = word.strip_prefix("flags=").and_then(number).and_then(|flags| usize::try_from(flags).ok());
    let flags = flags.ok_or_else(|| fail(cut(word, &["flags="])))?;
    let (word, fail) = next("`blake3=` and 64 hexadecimal digits");
    let hex = word.strip_prefix("blake3=");
    let is_cut_digest = |hex: &str| !found.is_ended && found.line.ends_with(hex) && hex.len() < 64;
    let digest = hex.and_then(read_hex).ok_or_else(|| match hex {
        Some(hex) if is_cut_digest(hex) => fail(Some(SealFault::Truncated)),
        _ => fail(cut(word, &["blake3="])),
    })?;
    let (mut word, mut fail) =
        next("nothing more than ` apply=` and a percentage, ` ed25519=` and 128 digits");
    let mut apply = None;
    if let Some(found) = word.strip_prefix("apply=") {
        apply = Some(percent(found).ok_or_else(|| fail(None))?);
        (word, fail) = next("nothing more than ` ed25519=` and 128 hexadecimal digits");
    }
    let mut signature = None;
    if let Some(hex) = word.strip_prefix("ed25519=") {
        let is_cut = !found.is_ended && found.line.ends_with(hex) && hex.len() < 128;
        signature = Some(read_hex(hex).ok_or_else(|| fail(is_cut.then_some(SealFault::Truncated)))?);
        (word, fail) = next("an end after its signature");
    }
    if !word.is_empty() || found.line.ends_with(' ') {
        return Err(fail(cut(word, &["apply=", "ed25519="])));
    }
    Ok(Seal { revision, flags, apply, digest, signature })
}

/// The line without its digest and its signature, which is what the digest is of.
pub(super) fn without_digest(seal: &Seal) -> String {
    let mut line = format!("{START} v1 revision={} flags={}", seal.revision, seal.flags);
    if let Some(apply) = seal.apply {
        let _ = write!(line, " apply={}", decimal(apply));
    }
    line
}

/// The whole line.
pub(super) fn write(seal: &Seal) -> String {
    let (revision, flags, digits) = (seal.revision, seal.flags, hex(&seal.digest));
    let mut line = format!("{START} v1 revision={revision} flags={flags} blake3={digits}");
    if let Some(apply) = seal.apply {
        let _ = write!(line, " apply={}", decimal(apply));
    }
    if let Some(signature) = &seal.signature {
        let _ = write!(line, " ed25519={}", hex(signature));
    }
    line
}

/// A number as it is written, without a sign and without zeros before it.
fn number(digits: &str) -> Option<u64> {
    let number: u64 = digits.parse().ok()?;
    (number.to_string() == digits).then_some(number)
}

/// `10`, `12.5`: at most three decimals, and none that says nothing.
fn percent(text: &str) -> Option<Percent> {
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    if decimals.len() > 3 || !decimals.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole = u32::try_from(number(whole)?).ok()?;
    let thousandths = format!("{decimals:0<3}").parse::<u32>().ok()?;
    let percent = Percent(whole.checked_mul(1000)?.checked_add(thousandths)?);
    (percent.0 <= 100_000 && decimal(percent) == text).then_some(percent)
}

fn decimal(percent: Percent) -> String {
    let (whole, thousandths) = (percent.0 / 1000, percent.0 % 1000);
    if thousandths == 0 {
        return whole.to_string();
    }
    format!("{whole}.{thousandths:03}").trim_end_matches('0').to_owned()
}
