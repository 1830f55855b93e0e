//! Ways to break a file. Each makes it invalid by construction, whatever the checks say about it.

mod structure;
mod values;
mod words;

use std::ops::Range;

use crate::random::Random;
use crate::sites::Sites;

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
    ("misspell a word", 110, words::misspell),
    ("kebab or camel case", 15, words::respell),
    ("misspell an owner", 8, words::misspell_owner),
    ("wrong type", 30, values::swap_type),
    ("drop a quote", 18, structure::drop_quote),
    ("drop a bracket", 18, structure::drop_bracket),
    ("percentage out of range", 12, values::leave_range),
    ("percentage too fine", 10, values::refine),
    ("sum of a split", 8, values::break_sum),
    ("unknown operator", 10, words::invent_operator),
    ("impossible date", 6, values::break_date),
    ("cycle", 12, structure::close_cycle),
    ("key twice", 12, structure::repeat_key),
    ("table twice", 8, structure::repeat_table),
    ("name twice", 8, structure::repeat_item),
    ("stage twice", 3, structure::repeat_stage),
];

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
