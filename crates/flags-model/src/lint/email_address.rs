//! `email-address`: the file ends up in the program and in many hands. Whoever is named by an address in
//! it is named to all of them.
//!
//! Silent about comments, about domains without a name before the `@` (`ends_with = "@example.com"`),
//! and about what is part of a URL.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::{Level, Levels, Lint, Linter};
use crate::diagnostic::Code;
use crate::model::Model;
use crate::source::Span;

pub(super) const LINT: Lint = Lint { code: Code::EmailAddress, level: Level::Warn, check };

fn check(linter: &mut Linter<'_>) {
    if !linter.text.contains('@') {
        return;
    }
    let text = linter.text;
    for token in Source::new(text).lex() {
        let is_string = matches!(
            token.kind(),
            TokenKind::LiteralString
                | TokenKind::BasicString
                | TokenKind::MlLiteralString
                | TokenKind::MlBasicString
        );
        let (start, end) = (token.span().start(), token.span().end());
        let Some(string) = text.get(start..end).filter(|_| is_string) else { continue };
        for (from, to) in find_addresses(string) {
            let span = Span { start: start + from, end: start + to };
            let finding = linter
                .find(span, "an e-mail address")
                .label("everyone who has the program or this file can read it")
                .help("name people by an identifier, teams by their name, or use a segment");
            let scopes: Vec<&Levels> = enclosing(linter.model, span).into_iter().collect();
            linter.report(&scopes, finding);
        }
    }
}

/// The levels of the flag or segment that an address belongs to: the last one that is opened before it.
/// Something else may stand between, such as `[retired]`; then the levels are those of a neighbour, which
/// silences at most what the neighbour may say.
fn enclosing(model: &Model, span: Span) -> Option<&Levels> {
    let flags = model.flags.iter().map(|flag| (flag.span.start, &flag.lints));
    let segments = model.segments.iter().map(|segment| (segment.span.start, &segment.lints));
    let before = flags.chain(segments).filter(|(start, _)| *start < span.start);
    before.max_by_key(|(start, _)| *start).map(|(_, lints)| lints)
}

/// Where addresses stand in a text.
fn find_addresses(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices('@') {
        let local = text[..at]
            .rfind(|letter| !is_local(letter))
            .map_or(0, |before| before + text[before..].chars().next().map_or(0, char::len_utf8));
        let rest = &text[at + 1..];
        let length = rest.find(|letter| !is_domain(letter)).unwrap_or(rest.len());
        let domain = rest[..length].trim_end_matches(['.', '-']);
        let is_in_url = text[..local].ends_with(['/', ':']);
        if is_name(&text[local..at]) && is_host(domain) && !is_in_url {
            found.push((local, at + 1 + domain.len()));
        }
    }
    found
}

fn is_local(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '+' | '%')
}

fn is_domain(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '.' | '-')
}

/// A name begins and ends as one; `.+@` is a regular expression.
fn is_name(local: &str) -> bool {
    local.starts_with(char::is_alphanumeric) && local.ends_with(char::is_alphanumeric)
}

/// A host has at least two parts, the last of letters: `react@18.2.0` is a package.
fn is_host(domain: &str) -> bool {
    let mut parts = domain.rsplit('.');
    let top = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    top.chars().count() >= 2
        && top.chars().all(char::is_alphabetic)
        && !rest.is_empty()
        && rest.iter().all(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::find_addresses;

    fn found(text: &str) -> Vec<&str> {
        find_addresses(text).into_iter().map(|(from, to)| &text[from..to]).collect()
    }

    #[test]
    fn addresses_are_found_where_they_are() {
        assert_eq!(found("\"ada@example.com\""), ["ada@example.com"]);
        assert_eq!(found("ask a.b+c@mail.example.co.uk."), ["a.b+c@mail.example.co.uk"]);
        assert_eq!(found("åsa@exämple.se, bo@x.org"), ["åsa@exämple.se", "bo@x.org"]);
    }

    #[test]
    fn other_uses_of_the_sign_are_none() {
        for text in [
            "@example.com",
            "user@localhost",
            "react@18.2.0",
            ".+@example\\.com",
            "https://me@example.com/x",
            "a@",
            "@",
            "x@.com",
        ] {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
