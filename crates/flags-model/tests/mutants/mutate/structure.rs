//! What holds a file together: quotes, brackets, one declaration for each name, no circles.

use super::{Mutant, insert, lines, replace};
use crate::random::Random;
use crate::sites::Sites;

/// An odd number of quotes on a line: one string has no end.
pub(super) fn drop_quote(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    drop_one(text, random, |line| {
        line.char_indices().filter(|(_, letter)| *letter == '"').map(|(at, _)| at).collect()
    })
}

/// Brackets outside of strings come in pairs.
pub(super) fn drop_bracket(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    drop_one(text, random, |line| {
        let mut is_string = false;
        let mut found = Vec::new();
        for (at, letter) in line.char_indices() {
            match letter {
                '"' => is_string = !is_string,
                '[' | ']' | '{' | '}' if !is_string => found.push(at),
                _ => {}
            }
        }
        found
    })
}

fn drop_one(text: &str, random: &mut Random, find: impl Fn(&str) -> Vec<usize>) -> Option<Mutant> {
    let mut places = Vec::new();
    for (start, line) in lines(text) {
        // In a comment, or behind a quote of the other kind, it might not matter.
        if !line.contains(['#', '\'']) && !line.contains("\"\"\"") {
            places.extend(find(line).into_iter().map(|at| start + at));
        }
    }
    let at = *random.pick(&places)?;
    Some(replace(text, &(at..at + 1), ""))
}

/// A flag that requires itself, or one that requires it; a segment likewise.
pub(super) fn close_cycle(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (start, header) = *random.pick(&lines(text))?;
    let (kind, name) = header.strip_prefix('[')?.strip_suffix(']')?.split_once('.')?;
    let body = text[start + header.len() + 1..].split("\n[").next()?;
    let says = |key: &str| body.lines().any(|line| line.starts_with(key));
    let line = match kind {
        "flags" if !name.contains('.') && !says("requires") => {
            let asking = find_section(text, &format!("requires = [\"{name}\"]"));
            format!("requires = [\"{}\"]", asking.unwrap_or(name))
        }
        "segments" if !says("include") => format!("include = {{ segment = \"{name}\" }}"),
        _ => return None,
    };
    Some(insert(text, start + header.len() + 1, &line))
}

/// The name of the flag with this line.
fn find_section<'t>(text: &'t str, line: &str) -> Option<&'t str> {
    let before = &text[..text.find(line)?];
    let header = before.lines().rev().find(|line| line.starts_with("[flags."))?;
    header.strip_prefix("[flags.")?.strip_suffix(']')
}

pub(super) fn repeat_key(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (start, line) = *random.pick(&lines(text))?;
    let (key, value) = line.split_once(" = ")?;
    let is_whole =
        !line.ends_with(['[', '{', ',']) && !key.contains([' ', '#', '{', '"']) && !value.is_empty();
    is_whole.then(|| insert(text, start + line.len() + 1, line))
}

pub(super) fn repeat_table(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (_, line) = *random.pick(&lines(text))?;
    (line.starts_with('[') && !line.starts_with("[[")).then(|| insert(text, text.len(), line))
}

pub(super) fn repeat_item(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let span = random.pick(&sites.items)?;
    let item = &text[span.clone()];
    Some(replace(text, span, &format!("{item}, {item}")))
}

pub(super) fn repeat_stage(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let (first, rest) = sites.stage_names.split_first()?;
    Some(replace(text, random.pick(rest)?, &text[first.clone()]))
}
