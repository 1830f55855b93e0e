//! Counts what every user gets and why, and prints it as a table of a hundred columns.

use std::fmt;

use flags::Value;

use crate::features::Flags;
use crate::users::User;

/// What all users get, flag by flag.
pub(crate) struct Report {
    environment: &'static str,
    users: usize,
    rows: Vec<Row>,
}

/// What all users get of one flag.
struct Row {
    flag: &'static str,
    on: usize,
    /// Variants and values. Empty for a flag that is only on or off.
    gets: Tally,
    reasons: Tally,
}

/// How often each text came up.
#[derive(Default)]
struct Tally(Vec<(String, usize)>);

/// Columns of the whole table.
const WIDTH: usize = 100;
/// Columns of a bar that is full.
const BAR: usize = 10;
/// Columns from a row's start to its texts, without the flag's name.
const NUMBERS: usize = 2 + 5 + 2 + 7 + 2 + BAR + 2;
/// Columns of the word before a row's texts.
const LABEL: usize = 6;

impl Report {
    /// Decides every flag for every user.
    pub(crate) fn new(flags: &Flags, environment: &'static str, users: &[User]) -> Self {
        let mut rows: Vec<Row> = Flags::NAMES.iter().map(|flag| Row::new(flag)).collect();
        for user in users {
            // `all` decides in the order of the file, which is the order of `NAMES`.
            for (row, decision) in rows.iter_mut().zip(&flags.all(&user.context)) {
                row.on += usize::from(decision.on);
                row.reasons.add(decision.reason.to_string());
                match (&decision.variant, &decision.value) {
                    (Some(variant), _) => row.gets.add(variant.to_string()),
                    (None, Value::Bool(_)) => {}
                    (None, value) => row.gets.add(value.to_string()),
                }
            }
        }
        Self { environment, users: users.len(), rows }
    }

    /// How many decisions the report counts.
    pub(crate) fn decisions(&self) -> usize {
        self.users * self.rows.len()
    }
}

impl Row {
    fn new(flag: &'static str) -> Self {
        Self { flag, on: 0, gets: Tally::default(), reasons: Tally::default() }
    }
}

impl Tally {
    fn add(&mut self, text: String) {
        match self.0.iter_mut().find(|(known, _)| *known == text) {
            Some((_, count)) => *count += 1,
            None => self.0.push((text, 1)),
        }
    }

    /// The counts in lines of at most this many columns, the most frequent first.
    fn lines(&self, width: usize) -> Vec<String> {
        let mut counts: Vec<_> = self.0.iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let mut lines: Vec<String> = Vec::new();
        for (text, count) in counts {
            let item = format!("{text}: {}", grouped(*count));
            match lines.last_mut() {
                Some(line) if columns(line) + columns(&item) + 3 <= width => {
                    line.push_str(" · ");
                    line.push_str(&item);
                }
                _ => lines.push(item),
            }
        }
        lines
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (environment, flags, users) = (self.environment, self.rows.len(), grouped(self.users));
        let name = self.rows.iter().map(|row| columns(row.flag)).max().unwrap_or_default();
        let margin = name + NUMBERS;

        writeln!(f, "Storefront in {environment}: {flags} flags for {users} users\n")?;
        writeln!(f, "{:name$}  {:>5}  {:>7}  {:BAR$}  who gets what, and why", "flag", "on", "share", "")?;
        writeln!(f, "{}", "─".repeat(WIDTH))?;
        for row in &self.rows {
            let share = format!("{} %", per_cent(row.on, self.users));
            let bar = bar(row.on, self.users);
            write!(f, "{:name$}  {:>5}  {share:>7}  {bar:BAR$}  ", row.flag, grouped(row.on))?;

            let mut first = true;
            for (label, tally) in [("gets", &row.gets), ("why", &row.reasons)] {
                for (index, line) in tally.lines(WIDTH - margin - LABEL).iter().enumerate() {
                    let indent = if first { 0 } else { margin };
                    let label = if index == 0 { label } else { "" };
                    writeln!(f, "{:indent$}{label:LABEL$}{line}", "")?;
                    first = false;
                }
            }
        }
        Ok(())
    }
}

/// A number with commas between its thousands.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A share with one decimal, rounded to the nearest.
fn per_cent(part: usize, whole: usize) -> String {
    let tenths = (part * 2000 + whole) / (whole * 2);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A share as a bar, in eighths of a column; whoever is there at all shows.
fn bar(part: usize, whole: usize) -> String {
    let eighths = (part * BAR * 8 / whole).max(usize::from(part > 0));
    let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    "█".repeat(eighths / 8) + rest
}

/// How wide a text is, as far as this table's letters go.
fn columns(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(
            [0, 999, 1_000, 39_600, 1_234_567].map(grouped),
            ["0", "999", "1,000", "39,600", "1,234,567"]
        );
    }

    #[test]
    fn shares_are_rounded_and_bars_show_the_few() {
        assert_eq!(per_cent(1, 3), "33.3");
        assert_eq!(per_cent(2, 3), "66.7");
        assert_eq!(per_cent(1_200, 1_200), "100.0");
        assert_eq!(bar(0, 1_200), "");
        assert_eq!(bar(1, 1_200), "▏");
        assert_eq!(bar(600, 1_200), "█████");
        assert_eq!(columns(&bar(1_200, 1_200)), BAR);
    }

    #[test]
    fn the_frequent_come_first_and_lines_break() {
        let mut tally = Tally::default();
        for text in ["static", "rollout", "rollout", "deny"] {
            tally.add(text.into());
        }
        assert_eq!(tally.lines(30), ["rollout: 2 · static: 1", "deny: 1"]);
    }
}
