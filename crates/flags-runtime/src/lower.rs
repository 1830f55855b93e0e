//! Comparing in lower case, character by character, without a copy of the text.

/// The text in lower case, as characters. No rule looks at neighbours (a final sigma is a sigma), so
/// that a prefix of the text is a prefix of its lower case.
fn lowered(text: &str) -> impl DoubleEndedIterator<Item = char> + Clone {
    text.chars().flat_map(char::to_lowercase)
}

/// Whether the text in lower case is `operand`, which is lower case.
pub(crate) fn equals(text: &str, operand: &str) -> bool {
    lowered(text).eq(operand.chars())
}

/// Whether the text in lower case starts with `operand`.
pub(crate) fn starts_with(text: &str, operand: &str) -> bool {
    is_prefix(operand.chars(), lowered(text))
}

/// Whether the text in lower case ends with `operand`.
pub(crate) fn ends_with(text: &str, operand: &str) -> bool {
    is_prefix(operand.chars().rev(), lowered(text).rev())
}

/// Whether the text in lower case contains `operand`.
pub(crate) fn contains(text: &str, operand: &str) -> bool {
    let mut rest = lowered(text);
    loop {
        if is_prefix(operand.chars(), rest.clone()) {
            return true;
        }
        if rest.next().is_none() {
            return false;
        }
    }
}

fn is_prefix(mut operand: impl Iterator<Item = char>, mut text: impl Iterator<Item = char>) -> bool {
    operand.all(|character| text.next() == Some(character))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_by_characters() {
        assert!(equals("ÅSA", "åsa"));
        assert!(!equals("ÅSA", "åsan"));
        // Character by character: a sigma is a sigma, also at the end.
        assert!(equals("ΑΣ", "ασ") && !equals("ΑΣ", "ας"));
        assert!(starts_with("İstanbul", "i"));
        assert!(ends_with("GLOBEX.COM", "x.com"));
        assert!(!ends_with("COM", "x.com"));
        assert!(contains("Ada Lovelace", "love"));
        assert!(contains("", ""));
        assert!(!contains("ab", "abc"));
    }
}
