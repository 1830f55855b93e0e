//! `too-deep` for tables in tables. The parser bounds how deep brackets go and how many names a key
//! has, but not the product of both: `{ a.b.c = { a.b.c = …` builds thousands of levels, and whoever
//! walks over them, or only drops them, runs out of stack. So the levels are counted on the tokens,
//! before anything is built.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

/// How many levels a table may be deep, its header and the names of its keys included. The parser's
/// own bounds, which say nothing about the place, are a little wider.
pub(super) const LEVELS: usize = 64;

/// How deep the text is at the token at hand.
#[derive(Default)]
struct Depth {
    /// The names in the header above.
    header: usize,
    /// The open brackets, and how many levels lie between each and the one around it.
    open: Vec<(TokenKind, usize)>,
    /// The sum of these levels.
    levels: usize,
    /// The dots of the key at hand.
    dots: usize,
}

/// Says where the text goes too deep, if it does.
pub(super) fn find_too_deep(text: &str) -> Option<Diagnostic> {
    let (levels, span) = find_deepest(text, LEVELS);
    (levels > LEVELS).then(|| describe_too_deep(span, LEVELS))
}

/// How deep the text goes, and where: at the first place that is deeper than `most`, if there is one.
pub(crate) fn find_deepest(text: &str, most: usize) -> (usize, Span) {
    let mut deepest = (0, Span::default());
    let mut depth = Depth::default();
    let mut is_line_start = true;
    let mut is_header = false;
    for token in Source::new(text).lex() {
        let kind = token.kind();
        match kind {
            TokenKind::Newline => {
                depth.dots = 0;
                is_line_start = true;
                is_header = false;
                continue;
            }
            TokenKind::Whitespace => continue,
            TokenKind::LeftSquareBracket if is_line_start && depth.open.is_empty() => {
                is_header = true;
                depth.header = 0;
            }
            TokenKind::Dot if is_header => depth.header += 1,
            _ if is_header => {}
            TokenKind::Dot => depth.dots += 1,
            TokenKind::Comma => depth.dots = 0,
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth.open(kind),
            TokenKind::RightSquareBracket => depth.close(TokenKind::LeftSquareBracket),
            TokenKind::RightCurlyBracket => depth.close(TokenKind::LeftCurlyBracket),
            _ => {}
        }
        is_line_start = false;
        let levels = depth.header + depth.levels + depth.dots;
        if levels > deepest.0 {
            deepest = (levels, Span { start: token.span().start(), end: token.span().end() });
        }
        if levels > most {
            return deepest;
        }
    }
    deepest
}

impl Depth {
    fn open(&mut self, kind: TokenKind) {
        let levels = self.dots + 1;
        self.open.push((kind, levels));
        self.levels += levels;
        self.dots = 0;
    }

    /// A bracket that closes another kind is a mistake; taking no notice counts too much at worst.
    fn close(&mut self, kind: TokenKind) {
        if let Some((_, levels)) = self.open.pop_if(|(open, _)| *open == kind) {
            self.levels -= levels;
            self.dots = 0;
        }
    }
}

/// Says that the text goes deeper than so many levels.
pub(crate) fn describe_too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(Code::TooDeep, span, "tables are nested too deeply")
        .label(format!("more than {most} levels, counting the names of headers and keys"))
        .help("give a name to part of the condition: make it a segment")
}
