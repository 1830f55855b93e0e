//! What an edit changes, line by line.

use std::fmt::Write;

use similar::{ChangeTag, TextDiff};

use crate::look;

/// How many lines are shown around a change.
const AROUND: usize = 2;

/// The changed lines with their numbers and some around them. Lines that end otherwise do not differ
/// for whoever reads, so the breaks are left out.
pub(crate) fn diff(old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let mut text = String::new();
    let width = old.lines().count().max(new.lines().count()).to_string().len();
    for (index, group) in diff.grouped_ops(AROUND).iter().enumerate() {
        if index > 0 {
            let _ = writeln!(text, "{:>1$}", "...", width + 2);
        }
        for change in group.iter().flat_map(|operation| diff.iter_changes(operation)) {
            let (sign, style) = match change.tag() {
                ChangeTag::Delete => ('-', look::OFF),
                ChangeTag::Insert => ('+', look::ON),
                ChangeTag::Equal => (' ', look::DIM),
            };
            let line = change.new_index().or(change.old_index()).map_or(0, |line| line + 1);
            let shown = change.value().trim_end_matches(['\n', '\r']);
            let shown = format!("{sign} {line:>width$} | {shown}");
            let _ = writeln!(text, "{style}{}{style:#}", shown.trim_end());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn lines_have_the_numbers_of_the_file_that_they_are_in() {
        let text = super::diff("a\nb\nc\nd\ne", "a\nb\nX\nY\nd\ne");
        let plain = anstream::adapter::strip_str(&text).to_string();
        assert_eq!(plain, "  1 | a\n  2 | b\n- 3 | c\n+ 3 | X\n+ 4 | Y\n  5 | d\n  6 | e\n");
    }
}
