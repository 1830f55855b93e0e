//! Changes of a text: everything outside of them survives byte for byte.

use std::ops::Range;

/// One piece of a text that becomes another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Splice {
    /// What goes.
    pub(super) range: Range<usize>,
    /// What takes its place.
    pub(super) text: String,
}

impl Splice {
    /// Puts a text in the place of another.
    pub(super) fn replace(range: Range<usize>, text: impl Into<String>) -> Self {
        Self { range, text: text.into() }
    }

    /// Adds a text.
    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }
}

/// The text with all changes made; they do not overlap.
pub(super) fn apply(text: &str, mut splices: Vec<Splice>) -> String {
    splices.sort_by_key(|splice| splice.range.start);
    let mut result = String::with_capacity(text.len() + 64);
    let mut at = 0;
    for splice in splices {
        result.push_str(&text[at..splice.range.start]);
        result.push_str(&splice.text);
        at = splice.range.end;
    }
    result.push_str(&text[at..]);
    result
}

/// Where the line of this place starts. The mark that some editors put before a text is no part of it.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    match text[..at].rfind('\n') {
        Some(newline) => newline + 1,
        None => text.len() - text.trim_start_matches('\u{feff}').len(),
    }
}

/// Where the line of this place ends, before its break.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    if text[at..end].ends_with('\r') { end - 1 } else { end }
}

/// Where the line after this place starts; the end of the text if there is none.
pub(super) fn next_line(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |length| at + length + 1)
}

/// How lines end around this place: as the nearest line before or after it does.
pub(super) fn line_break(text: &str, at: usize) -> &'static str {
    let newline = text[at..].find('\n').map(|length| at + length).or_else(|| text.rfind('\n'));
    match newline {
        Some(newline) if text[..newline].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The first character after this place that is neither space, line break nor comment.
pub(super) fn next_significant(text: &str, mut at: usize) -> Option<(usize, char)> {
    loop {
        let letter = text[at..].chars().next()?;
        match letter {
            '#' => at = line_end(text, at),
            letter if letter.is_whitespace() => at += letter.len_utf8(),
            letter => return Some((at, letter)),
        }
    }
}

/// The spaces and tabs at the start of the line of this place.
pub(super) fn indentation(text: &str, at: usize) -> &str {
    let start = line_start(text, at);
    let line = &text[start..];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_made_in_the_order_of_the_text() {
        let splices = vec![Splice::insert(5, "!"), Splice::replace(0..1, "HH")];
        assert_eq!(apply("hello", splices), "HHello!");
    }

    #[test]
    fn lines_end_as_their_neighbours_do() {
        assert_eq!(line_break("a = 1\r\nb = 2", 9), "\r\n");
        assert_eq!(line_break("a = 1", 2), "\n");
        assert_eq!(line_end("a = 1\r\nb", 3), 5);
        assert_eq!(line_start("\u{feff}a = 1", 4), 3);
        assert_eq!(next_significant("  # x, y\n , ", 0), Some((10, ',')));
    }
}
