//! Ways to break a file. Each makes it invalid by construction, whatever the checks say about it.

use std::ops::Range;

use crate::random::Random;
use crate::sites::{Sites, Word};

/// A file with one thing broken.
pub struct Mutant {
    pub text: String,
    /// The line that was changed, from 1.
    pub line: usize,
    /// What was written, for a report.
    pub written: String,
    /// Whether an edit of the diagnostic should give the original back.
    pub misspelt: bool,
}

/// A way to break a file, if the file has a place for it.
type Operator = fn(&str, &Sites, &mut Random) -> Option<Mutant>;

/// All ways, and how many mutants each gives per file.
pub const OPERATORS: &[(&str, usize, Operator)] = &[
    ("misspell a word", 110, misspell),
    ("kebab or camel case", 15, respell),
    ("misspell an owner", 8, misspell_owner),
    ("wrong type", 30, swap_type),
    ("drop a quote", 18, drop_quote),
    ("drop a bracket", 18, drop_bracket),
    ("percentage out of range", 12, leave_range),
    ("percentage too fine", 10, refine),
    ("sum of a split", 8, break_sum),
    ("unknown operator", 10, invent_operator),
    ("impossible date", 6, break_date),
    ("cycle", 12, close_cycle),
    ("key twice", 12, repeat_key),
    ("table twice", 8, repeat_table),
    ("name twice", 8, repeat_item),
    ("stage twice", 3, repeat_stage),
];

fn misspell(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let word = random.pick(&sites.words)?;
    let wrong = damage(&word.text, random)?;
    misspelt(text, word, wrong)
}

/// One edit: swap two neighbours, drop, double or replace a letter.
fn damage(word: &str, random: &mut Random) -> Option<String> {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len());
    match random.below(4) {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = char::from(*random.pick(b"abcdefghijklmnopqrstuvwxyz")?),
    }
    Some(letters.into_iter().collect())
}

/// The flag that a part belongs to which is no flag by itself.
fn misspell_owner(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (start, header) = *random.pick(&lines(text))?;
    let path = header.trim_start_matches('[').strip_prefix("flags.")?;
    let (flag, part) = path.split_once('.')?;
    let wrong = damage(flag, random)?;
    let is_unknown = !text.contains(&format!("[flags.{wrong}]")) && wrong != flag;
    let is_part = part.starts_with("env.") || part.starts_with("expect");
    let at = start + header.find(flag)?;
    let mutant = replace(text, &(at..at + flag.len()), &wrong);
    (is_unknown && is_part).then_some(Mutant { misspelt: true, ..mutant })
}

fn respell(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let words: Vec<&Word> = sites.words.iter().filter(|word| word.text.contains(['_', '-'])).collect();
    let word = *random.pick(&words)?;
    let mut parts = word.text.split(['_', '-']);
    let first = parts.next()?.to_owned();
    let wrong = if random.below(2) == 0 && word.text.contains('_') {
        word.text.replace('_', "-")
    } else {
        parts.fold(first, |camel, part| camel + &part[..1].to_uppercase() + &part[1..])
    };
    misspelt(text, word, wrong)
}

/// The wrong word instead of the right one, unless it happens to be right or to be no key at all.
fn misspelt(text: &str, word: &Word, wrong: String) -> Option<Mutant> {
    if wrong.is_empty() || wrong == word.text || word.valid.contains(&wrong) {
        return None;
    }
    Some(Mutant { misspelt: true, ..replace(text, &word.span, &wrong) })
}

fn swap_type(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let (span, wrong) = random.pick(&sites.values)?;
    Some(replace(text, span, wrong))
}

/// An odd number of quotes on a line: one string has no end.
fn drop_quote(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    drop_one(text, random, |line| {
        line.char_indices().filter(|(_, letter)| *letter == '"').map(|(at, _)| at).collect()
    })
}

/// Brackets outside of strings come in pairs.
fn drop_bracket(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
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

fn leave_range(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["101", "-1", "100.001", "\"250%\"", "\"-3%\"", "1e3", "1_000"];
    Some(replace(text, random.pick(&sites.percentages)?, random.pick(&wrong)?))
}

fn refine(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["12.3456", "\"0.0001%\"", "33.33333", "99.9999", "0.5", "\"12.50001%\"", "5e-7"];
    Some(replace(text, random.pick(&sites.percentages)?, random.pick(&wrong)?))
}

fn break_sum(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let span = random.pick(&sites.weights)?;
    let weight: u32 = text[span.clone()].parse().ok().filter(|weight| (2..100).contains(weight))?;
    let wrong = if random.below(2) == 0 { weight + 1 } else { weight - 1 };
    Some(replace(text, span, &wrong.to_string()))
}

fn invent_operator(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["gte", "lessThan", "frobnicate", "is-one-of", "regexp", "between", "soundslike"];
    Some(replace(text, random.pick(&sites.operators)?, random.pick(&wrong)?))
}

fn break_date(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["2030-13-01", "2030-02-30", "2030-00-10", "2030-1-1", "2030-06-31T08:00:00Z"];
    Some(replace(text, random.pick(&sites.dates)?, random.pick(&wrong)?))
}

/// A flag that requires itself, or one that requires it; a segment likewise.
fn close_cycle(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
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

fn repeat_key(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (start, line) = *random.pick(&lines(text))?;
    let (key, value) = line.split_once(" = ")?;
    let is_whole =
        !line.ends_with(['[', '{', ',']) && !key.contains([' ', '#', '{', '"']) && !value.is_empty();
    is_whole.then(|| insert(text, start + line.len() + 1, line))
}

fn repeat_table(text: &str, _: &Sites, random: &mut Random) -> Option<Mutant> {
    let (_, line) = *random.pick(&lines(text))?;
    (line.starts_with('[') && !line.starts_with("[[")).then(|| insert(text, text.len(), line))
}

fn repeat_item(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let span = random.pick(&sites.items)?;
    let item = &text[span.clone()];
    Some(replace(text, span, &format!("{item}, {item}")))
}

fn repeat_stage(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let (first, rest) = sites.stage_names.split_first()?;
    Some(replace(text, random.pick(rest)?, &text[first.clone()]))
}

/// The lines and where they start.
fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        lines.push((start, line.trim_end()));
        start += line.len();
    }
    lines
}

fn insert(text: &str, at: usize, line: &str) -> Mutant {
    replace(text, &(at..at), &format!("{line}\n"))
}

fn replace(text: &str, span: &Range<usize>, with: &str) -> Mutant {
    let line = text[..span.start].matches('\n').count() + 1;
    Mutant {
        text: format!("{}{with}{}", &text[..span.start], &text[span.end..]),
        line,
        written: format!("`{}` -> `{}`", &text[span.clone()], with.trim_end()),
        misspelt: false,
    }
}
