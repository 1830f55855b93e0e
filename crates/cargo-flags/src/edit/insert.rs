//! Where a key goes that a table does not have yet: after its last, in the style of its neighbours.

use super::node::{Node, Step};
use super::notation::write_key;
use super::splice::{Splice, indentation, line_break, line_end, line_start, next_line, next_significant};

/// The changes that add `keys = value` to a table; `way` is the table's own, `keys` what is missing.
pub(super) fn insert(text: &str, way: &[Step], table: Node<'_>, keys: &[String], value: &str) -> Vec<Splice> {
    let body = table.body();
    if let (Node::Table(_), Some((key, _))) = (table, body.first()) {
        let first = key.span().map_or(0, |span| span.start);
        let prefix = &text[line_start(text, first)..first];
        let after = table.body_end().unwrap_or(first);
        return vec![add_line(text, after, &format!("{prefix}{} = {value}", join(keys)))];
    }
    match table {
        Node::Inline(_) => insert_inline(text, table, keys, value),
        _ => match table.span() {
            Some(header) => {
                let indentation = indentation(text, header.start);
                vec![add_line(text, header.end, &format!("{indentation}{} = {value}", join(keys)))]
            }
            None => vec![insert_section(text, way, table, keys, value)],
        },
    }
}

/// A line after the one of this place.
fn add_line(text: &str, after: usize, line: &str) -> Splice {
    let newline = line_break(text, after);
    let next = next_line(text, after);
    if text[after..next].ends_with('\n') {
        Splice::insert(next, format!("{line}{newline}"))
    } else {
        Splice::insert(next, format!("{newline}{line}"))
    }
}

/// The table exists only because headers of tables within it name it: it gets a header of its own.
fn insert_section(text: &str, way: &[Step], table: Node<'_>, keys: &[String], value: &str) -> Splice {
    let section = table.section().unwrap_or(text.len()..text.len());
    let newline = line_break(text, section.start);
    let indentation = indentation(text, section.start);
    let (last, tables) = keys.split_last().expect("BUG: something is missing");
    let names = way.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    });
    let header: Vec<String> = names.chain(tables).map(|key| write_key(key)).collect();
    let lines = [
        format!("{indentation}[{}]{newline}", header.join(".")),
        format!("{indentation}{} = {value}{newline}", write_key(last)),
    ]
    .concat();
    if tables.is_empty() {
        return Splice::insert(above_comments(text, section.start), format!("{lines}{newline}"));
    }
    let next = next_line(text, section.end);
    if text[section.end..next].ends_with('\n') {
        Splice::insert(next, format!("{newline}{lines}"))
    } else {
        Splice::insert(next, format!("{newline}{newline}{}", lines.trim_end()))
    }
}

/// The start of a line, or of the comments directly above it: they speak about what follows.
fn above_comments(text: &str, at: usize) -> usize {
    let mut start = line_start(text, at);
    while start > 0 {
        let above = line_start(text, start - 1);
        if above == start || !text[above..start].trim_start().starts_with('#') {
            break;
        }
        start = above;
    }
    start
}

fn insert_inline(text: &str, table: Node<'_>, keys: &[String], value: &str) -> Vec<Splice> {
    let entry = format!("{} = {value}", join(keys));
    let Some(after) = table.body_end() else {
        let braces = table.span().unwrap_or(0..0);
        return vec![Splice::replace(braces.start + 1..braces.end - 1, format!(" {entry} "))];
    };
    let last = table.body().into_iter().filter_map(|(key, _)| key.span()).map(|span| span.start).max();
    let last = last.unwrap_or(after);
    // Of a dotted key, the part before it belongs to the entry as well.
    let start = entry_start(text, last);
    let entry = format!("{}{entry}", if table.is_dotted() { &text[start..last] } else { "" });
    let beside = Splice::insert(after, format!(", {entry}"));
    let indentation = &text[line_start(text, start)..start];
    if !indentation.trim().is_empty() {
        return vec![beside];
    }
    let newline = line_break(text, after);
    let is_comma = |found: &(usize, char)| found.1 == ',';
    let comma = next_significant(text, after).filter(is_comma).map(|(at, _)| at);
    let end = line_end(text, comma.unwrap_or(after));
    let rest = text[comma.map_or(after, |comma| comma + 1)..end].trim_start();
    if !rest.is_empty() && !rest.starts_with('#') {
        return vec![beside];
    }
    match comma {
        Some(_) => vec![Splice::insert(end, format!("{newline}{indentation}{entry},"))],
        None if end == after => vec![Splice::insert(after, format!(",{newline}{indentation}{entry}"))],
        None => {
            vec![Splice::insert(after, ","), Splice::insert(end, format!("{newline}{indentation}{entry}"))]
        }
    }
}

/// Where an entry of a table in braces starts, given a place in its key.
pub(super) fn entry_start(text: &str, at: usize) -> usize {
    let is_part = |letter: char| letter.is_alphanumeric() || "_-.\"' \t".contains(letter);
    let before = text[..at].trim_end_matches(is_part).len();
    at - text[before..at].trim_start().len()
}

fn join(keys: &[String]) -> String {
    keys.iter().map(|key| write_key(key)).collect::<Vec<_>>().join(".")
}
