//! Diagnostics as text, with the lines of the file under them.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::source::{Lines, Span};

/// How the text is to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// ASCII only: for compilers, files and tests.
    Plain,
    /// With colours for a terminal.
    Colour,
}

/// Renders diagnostics one after the other, with an empty line between them.
pub fn render(diagnostics: &[Diagnostic], text: &str, path: &str, style: Style) -> String {
    let mut out = String::new();
    for rendered in render_each(diagnostics, text, path, style) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&rendered);
        out.push('\n');
    }
    out
}

/// Renders diagnostics, each without a line break at its end.
pub fn render_each<'a>(
    diagnostics: &'a [Diagnostic],
    text: &'a str,
    path: &'a str,
    style: Style,
) -> impl Iterator<Item = String> + 'a {
    let page = Page::of(text, path, style);
    diagnostics.iter().map(move |diagnostic| page.render(diagnostic))
}

/// Renders one diagnostic, without a line break at its end.
pub fn render_one(diagnostic: &Diagnostic, text: &str, path: &str, style: Style) -> String {
    Page::of(text, path, style).render(diagnostic)
}

/// A string that is not closed may be megabytes long, and so would be its carets.
const MOST_CARETS: usize = 1_000;

/// A text whose lines were counted.
struct Page<'a> {
    text: &'a str,
    lines: Lines,
    path: &'a str,
    renderer: Renderer,
}

/// The lines that a snippet shows.
struct Window<'a> {
    source: &'a str,
    start: usize,
    first_line: usize,
}

impl<'a> Page<'a> {
    fn of(text: &'a str, path: &'a str, style: Style) -> Self {
        let renderer = match style {
            Style::Plain => Renderer::plain(),
            Style::Colour => Renderer::styled(),
        };
        Self { text, lines: Lines::of(text), path, renderer }
    }

    fn render(&self, diagnostic: &Diagnostic) -> String {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let span = self.narrow(diagnostic.span);
        let related: Vec<_> =
            diagnostic.related.iter().map(|label| (self.narrow(label.span), label)).collect();
        let window = self.window(std::iter::once(span).chain(related.iter().map(|(span, _)| *span)));
        let mut snippet = Snippet::source(window.source).line_start(window.first_line).path(self.path);
        let mut annotation = AnnotationKind::Primary.span(window.range(span));
        if !diagnostic.label.is_empty() {
            annotation = annotation.label(&diagnostic.label);
        }
        snippet = snippet.annotation(annotation);
        for (span, label) in &related {
            snippet =
                snippet.annotation(AnnotationKind::Context.span(window.range(*span)).label(&label.text));
        }
        let mut group = level.primary_title(&diagnostic.message).element(snippet);
        for note in &diagnostic.notes {
            group = group.element(Level::NOTE.message(note));
        }
        let mut groups = vec![group];
        self.add_help(diagnostic, &mut groups);
        let rendered = self.renderer.render(&groups);
        trim_margin(&rendered)
    }

    /// What to write instead: as the edit itself where there is one.
    fn add_help<'d>(&'d self, diagnostic: &'d Diagnostic, groups: &mut Vec<Group<'d>>) {
        let Some(help) = &diagnostic.help else { return };
        let Some(patch) = &diagnostic.patch else {
            let group = groups.pop().expect("BUG: no primary group");
            groups.push(group.element(Level::HELP.message(help)));
            return;
        };
        let span = self.clamp(patch.span);
        let window = self.window(std::iter::once(span));
        let edit = annotate_snippets::Patch::new(window.range(span), &patch.replacement);
        let snippet = Snippet::source(window.source).line_start(window.first_line).patch(edit);
        groups.push(Level::HELP.secondary_title(help).element(snippet));
    }

    /// A span of several lines says no more than its first line, and hides what is between; a longer one than
    /// [`MOST_CARETS`] says no more than its start.
    fn narrow(&self, span: Span) -> Span {
        let mut span = self.clamp(span);
        // The break of Windows is two characters; a place between them is the end of the line.
        if self.text[span.start..].starts_with('\n') && self.text[..span.start].ends_with('\r') {
            span = Span { start: span.start - 1, end: span.end };
        }
        let covered = &self.text[span.start..span.end];
        let length = covered.find(['\n', '\r']).unwrap_or(covered.len());
        self.clamp(Span { start: span.start, end: span.start + length.min(MOST_CARETS) })
    }

    /// Bounds that lie in the text, between characters.
    fn clamp(&self, span: Span) -> Span {
        let floor = |mut at: usize| {
            while !self.text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let start = floor(span.start.min(self.text.len()));
        let end = floor(span.end.min(self.text.len()));
        Span { start, end: end.max(start) }
    }

    /// The lines around spans; the renderer would count those of the whole text for each.
    fn window(&self, spans: impl Iterator<Item = Span> + Clone) -> Window<'a> {
        let start = spans.clone().map(|span| span.start).min().unwrap_or(0);
        let end = spans.map(|span| span.end).max().unwrap_or(0);
        let line_start = self.text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = self.text[end..].find('\n').map_or(self.text.len(), |length| end + length);
        let trimmed = line_start + self.text[line_start..line_end].trim_end_matches('\r').len();
        let line_end = trimmed.max(end);
        Window {
            source: &self.text[line_start..line_end],
            start: line_start,
            first_line: self.lines.line(line_start),
        }
    }
}

/// Removes the empty margin below the last snippet, and spaces at the ends of lines.
fn trim_margin(rendered: &str) -> String {
    let mut lines: Vec<_> = rendered.lines().map(str::trim_end).collect();
    while lines.last().is_some_and(|line| without_colours(line).trim() == "|") {
        lines.pop();
    }
    lines.join("\n")
}

/// The text without what tells a terminal how to show it: from escape to the letter `m`.
fn without_colours(line: &str) -> String {
    let mut pieces = line.split('\u{1b}');
    let first = pieces.next().unwrap_or_default();
    let rest = pieces.map(|piece| piece.split_once('m').map_or(piece, |(_, text)| text));
    std::iter::once(first).chain(rest).collect()
}

impl Window<'_> {
    fn range(&self, span: Span) -> std::ops::Range<usize> {
        span.start - self.start..span.end - self.start
    }
}

#[cfg(test)]
mod tests {
    use super::{Style, render_one};
    use crate::diagnostic::{Code, Diagnostic};
    use crate::source::Span;

    fn show(text: &str, start: usize, end: usize) -> String {
        let diagnostic = Diagnostic::error(Code::Syntax, Span { start, end }, "wrong").label("this");
        render_one(&diagnostic, text, "flags.toml", Style::Plain)
    }

    /// The character above the first caret.
    fn pointed_at(rendered: &str) -> Option<char> {
        let lines: Vec<_> = rendered.lines().collect();
        let carets = lines.iter().position(|line| line.contains('^'))?;
        let column = lines[carets].chars().position(|letter| letter == '^')?;
        lines[carets - 1].chars().nth(column)
    }

    #[test]
    fn the_place_is_on_the_second_line() {
        let rendered = show("a = 1\nb = 2\n", 10, 11);
        assert_eq!(rendered.lines().nth(1), Some(" --> flags.toml:2:5"));
        assert_eq!(pointed_at(&rendered), Some('2'));
    }

    #[test]
    fn tabs_wide_letters_and_windows_breaks_keep_the_carets_in_place() {
        for text in ["\ta =\tX\n", "é = \"åäö\" X", "# ü\r\na = X\r\n", "a = 1\r\n\t\tX"] {
            let at = text.find('X').expect("BUG: every text has the letter");
            assert_eq!(pointed_at(&show(text, at, at + 1)), Some('X'), "{text:?}");
        }
    }

    #[test]
    fn no_place_of_any_text_makes_it_panic() {
        for text in ["", "\n", "\r\n", "a", "é\r\nö", "日本 = 1\n\n", "\u{feff}a = 1", "\u{202e}x\0\u{7}"]
        {
            for start in 0..=text.len() + 1 {
                for end in 0..=text.len() + 1 {
                    assert!(show(text, start, end).starts_with("error: wrong"), "{text:?} {start} {end}");
                }
            }
        }
    }

    #[test]
    fn long_lines_are_cut_around_the_place() {
        let text = format!("a = [{}X{}]", "\"DK\", ".repeat(500), ", \"SE\"".repeat(500));
        let at = text.find('X').expect("BUG: the text has the letter");
        let rendered = show(&text, at, at + 1);
        assert!(rendered.lines().all(|line| line.chars().count() < 200), "{rendered}");
        assert_eq!(pointed_at(&rendered), Some('X'));
    }
}
