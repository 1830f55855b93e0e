//! Edits that take something out of the text, where that is one piece.

use crate::source::Span;

/// The whole line of `key = value`, if nothing else stands on it; the span is that of the value.
pub(super) fn line_of(text: &str, key: &str, value: Span) -> Option<Span> {
    let start = text.get(..value.start)?.rfind('\n').map_or(0, |at| at + 1);
    let end = text.get(value.end..)?.find('\n').map_or(text.len(), |at| value.end + at + 1);
    let before = text.get(start..value.start)?.trim().strip_prefix(key)?.trim();
    let after = text.get(value.end..end)?.trim();
    (before == "=" && after.is_empty()).then_some(Span { start, end })
}

/// An item of a list with the comma that goes with it; `None` if it is no string of a list, or the only
/// one.
pub(super) fn item_of(text: &str, item: Span) -> Option<Span> {
    let after = text.get(item.end..)?;
    let before = text.get(..item.start)?;
    if !text.get(item.start..item.end)?.starts_with(['"', '\'']) {
        return None;
    }
    let rest = after.trim_start();
    if let Some(next) = rest.strip_prefix(',') {
        let next = next.trim_start_matches([' ', '\t']);
        return Some(Span { start: item.start, end: text.len() - next.len() });
    }
    let comma = before.trim_end().strip_suffix(',').filter(|_| rest.starts_with(']'))?;
    Some(Span { start: comma.len(), end: item.end })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(text: &str, piece: &str) -> Span {
        let start = text.find(piece).expect("BUG: the text has the piece");
        Span { start, end: start + piece.len() }
    }

    #[test]
    fn items_go_with_their_comma() {
        let cut = |text: &str, piece: &str| {
            item_of(text, span(text, piece)).map(|cut| format!("{}{}", &text[..cut.start], &text[cut.end..]))
        };
        assert_eq!(cut("[\"a\", \"b\"]", "\"a\"").as_deref(), Some("[\"b\"]"));
        assert_eq!(cut("[\"a\", \"b\"]", "\"b\"").as_deref(), Some("[\"a\"]"));
        assert_eq!(cut("[\"a\"]", "\"a\""), None);
        assert_eq!(cut("{ a = true, b = true }", "a"), None);
    }

    #[test]
    fn lines_go_whole_or_not_at_all() {
        let text = "[flags.x]\n  rollout = 100\nserve = 3 # why\n";
        assert_eq!(line_of(text, "rollout", span(text, "100")), Some(Span { start: 10, end: 26 }));
        assert_eq!(line_of(text, "serve", span(text, "3")), None);
        let inline = "x = { rollout = 100 }";
        assert_eq!(line_of(inline, "rollout", span(inline, "100")), None);
    }
}
