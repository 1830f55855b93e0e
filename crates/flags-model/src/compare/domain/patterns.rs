//! A text that a regular expression matches, mostly.

/// Longer texts are not worth it.
#[cfg(feature = "regex")]
const MOST_BYTES: usize = 1_000;

#[cfg(not(feature = "regex"))]
pub(super) fn example(_: &str) -> Option<String> {
    None
}

/// The shortest way through the expression, the first of alternatives. What it asks of places, such as the
/// end of a word, is not looked at.
#[cfg(feature = "regex")]
pub(super) fn example(pattern: &str) -> Option<String> {
    let hir = regex_syntax::parse(pattern).ok()?;
    let mut text = Vec::new();
    write(&hir, &mut text)?;
    String::from_utf8(text).ok()
}

#[cfg(feature = "regex")]
fn write(hir: &regex_syntax::hir::Hir, text: &mut Vec<u8>) -> Option<()> {
    use regex_syntax::hir::{Class, HirKind};
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => text.extend_from_slice(&literal.0),
        HirKind::Class(Class::Unicode(class)) => {
            let has =
                |letter: char| class.ranges().iter().any(|it| (it.start()..=it.end()).contains(&letter));
            let usual = ['a', 'A', '1', ' '].into_iter().find(|letter| has(*letter));
            let letter = usual.or_else(|| Some(class.ranges().first()?.start()))?;
            text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
        HirKind::Class(Class::Bytes(_)) => return None,
        HirKind::Repetition(repetition) => {
            for _ in 0..repetition.min {
                write(&repetition.sub, text)?;
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, text)?,
        HirKind::Alternation(parts) => write(parts.first()?, text)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| write(part, text))?,
    }
    (text.len() <= MOST_BYTES).then_some(())
}

#[cfg(all(test, feature = "regex"))]
mod tests {
    use super::example;

    #[test]
    fn examples_match() {
        for (pattern, expected) in [
            ("^f(oo|u)@", "foo@"),
            (r"\.example\.(com|org)$", ".example.com"),
            (r"^\d{3}-[x-z]+.*$", "111-x"),
            ("(?i)ab?", "a"),
            ("", ""),
        ] {
            assert_eq!(example(pattern).as_deref(), Some(expected), "{pattern}");
        }
        for pattern in ["(", "a{2000}", r"[^\s\S]"] {
            assert_eq!(example(pattern), None, "{pattern}");
        }
    }
}
