//! Takes a key out of a table, and the tables that are empty without it.

use std::ops::Range;

use super::insert::entry_start;
use super::node::{Node, Step};
use super::splice::{Splice, line_start, next_line, next_significant};

/// The changes that remove what stands at `way`. Tables are removed with their last key, but for the
/// first `keep` steps.
pub(super) fn remove(text: &str, root: Node<'_>, way: &[Step], keep: usize) -> Option<Vec<Splice>> {
    let mut nodes = vec![root];
    for step in way {
        nodes.push(nodes.last()?.child(step)?);
    }
    let mut length = way.len();
    while length - 1 > keep && nodes[length - 1].children().len() == 1 {
        length -= 1;
    }
    let Step::Key(name) = &way[length - 1] else { return None };
    let (victim, parent) = (nodes[length], nodes[length - 1]);
    let key = parent.children().into_iter().find(|(key, _)| key.get() == name)?.0.span()?;
    let range = match (victim.is_in_body(), parent) {
        (false, _) => section_lines(text, victim.section()?),
        (true, Node::Inline(_)) => entry(text, leaf(victim, key)?),
        (true, _) => {
            let leaf = leaf(victim, key)?;
            line_start(text, leaf.start)..next_line(text, leaf.end)
        }
    };
    Some(vec![Splice::replace(range, "")])
}

/// From the last key to the end of the value: a dotted key with a single value is one entry.
fn leaf(node: Node<'_>, key: Range<usize>) -> Option<Range<usize>> {
    match (node.span(), node.children().first()) {
        (None, Some((key, child))) => leaf(*child, key.span()?),
        (Some(span), _) => Some(key.start..span.end),
        (None, None) => None,
    }
}

/// The lines of a section, and one of the empty lines around it.
fn section_lines(text: &str, section: Range<usize>) -> Range<usize> {
    let (start, end) = (line_start(text, section.start), next_line(text, section.end));
    let is_empty = |from: usize, to: usize| from < to && text[from..to].trim().is_empty();
    let after = next_line(text, end);
    if is_empty(end, after) {
        return start..after;
    }
    let before = if start == 0 { 0 } else { line_start(text, start - 1) };
    if is_empty(before, start) { before..end } else { start..end }
}

/// An entry of a table in braces, with the comma that separated it.
fn entry(text: &str, leaf: Range<usize>) -> Range<usize> {
    let start = entry_start(text, leaf.start);
    match next_significant(text, leaf.end) {
        Some((comma, ',')) => {
            let next = next_significant(text, comma + 1);
            match next {
                Some((at, letter)) if letter != '}' => start..at,
                _ => before_entry(text, start)..comma + 1,
            }
        }
        _ => before_entry(text, start)..leaf.end,
    }
}

/// The place after what stands before an entry; a comma there goes with the entry.
fn before_entry(text: &str, start: usize) -> usize {
    let before = text[..start].trim_end();
    if before.ends_with(',') { before.len() - 1 } else { start }
}
