//! Changes of a kill list. It belongs to people: what they wrote into it stays, byte for byte.

use std::collections::BTreeSet;

use flags_model::reload::{is_blank, read_kills};

/// A list that kills nothing. An empty one is told from it: a file that was cut to nothing revives nobody.
pub(crate) const NOTHING: &[u8] = b"# nothing is killed\n";

/// A list of what instances still have killed, where theirs was lost.
pub(crate) fn found(names: &BTreeSet<String>) -> Vec<u8> {
    names
        .iter()
        .flat_map(|name| format!("{name}  # still killed when the list was lost\n").into_bytes())
        .collect()
}

/// The list with one more line at its end.
pub(crate) fn add(list: &[u8], name: &str, reason: Option<&str>, date: &str) -> Vec<u8> {
    let mut list = if list == NOTHING { Vec::new() } else { list.to_owned() };
    if !list.is_empty() && !list.ends_with(b"\n") {
        list.push(b'\n');
    }
    // A reason of two lines would be a second line of the list.
    let reason: Vec<_> = reason.unwrap_or_default().split_whitespace().collect();
    let note = if reason.is_empty() { date.to_owned() } else { format!("{}, {date}", reason.join(" ")) };
    list.extend_from_slice(format!("{name}  # {note}\n").as_bytes());
    list
}

/// The list without the lines of these names. It is never left empty.
pub(crate) fn remove(list: &[u8], names: &BTreeSet<String>) -> Vec<u8> {
    let lines = list.split_inclusive(|byte| *byte == b'\n');
    let stays = |line: &&[u8]| read_kills(line).names.is_disjoint(names);
    let left: Vec<u8> = lines.filter(stays).flatten().copied().collect();
    if is_blank(&left) { NOTHING.to_owned() } else { left }
}

/// Whether a word can be the name of a flag.
pub(crate) fn is_name(word: &str) -> bool {
    let read = read_kills(word.as_bytes());
    read.is_whole() && read.names.len() == 1 && read.names.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn every_other_line_stays_as_it_is() {
        let list = b"# why\r\ncart # slow\n\n\xff\xfe\nchat".to_vec();
        let more = add(&list, "search", Some("two\nlines  #1"), "2026-11-21");
        assert!(more.starts_with(&list));
        assert!(more.ends_with(b"\nchat\nsearch  # two lines #1, 2026-11-21\n"));
        assert_eq!(remove(&more, &names(&["search"])), [&list[..], b"\n"].concat());
        assert_eq!(remove(&list, &names(&["cart"])), b"# why\r\n\n\xff\xfe\nchat");
        assert_eq!(remove(&list, &names(&["car", "why", "slow"])), list);
        assert_eq!(add(b"", "chat", None, "2026-11-21"), b"chat  # 2026-11-21\n");
    }

    #[test]
    fn a_list_is_never_left_empty() {
        let list = add(b"", "chat", None, "2026-11-21");
        assert_eq!(remove(&list, &names(&["chat"])), NOTHING);
        assert_eq!(remove(b"", &names(&["chat"])), NOTHING);
        assert_eq!(add(NOTHING, "chat", None, "2026-11-21"), list);
        assert!(read_kills(NOTHING).is_whole() && read_kills(NOTHING).names.is_empty());
    }

    #[test]
    fn names_are_those_that_programs_read() {
        assert!(is_name("new_cart2"));
        for word in ["", "New", "a b", "a#b", "a\nb", " a", "9a"] {
            assert!(!is_name(word), "{word:?}");
        }
    }
}
