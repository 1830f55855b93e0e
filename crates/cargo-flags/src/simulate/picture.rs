//! The picture in the terminal: a bar for each step, and the same people as dots at each of them.

use std::io::{self, Write};

use super::{Step, Tally};
use crate::look;

/// Columns of a bar that is full.
const BAR: usize = 40;
/// Dots in a row.
const ROW: usize = 50;

/// Writes a line and a bar for each step.
pub(crate) fn bars(out: &mut impl Write, steps: &[(Step, Tally)], people: usize) -> io::Result<()> {
    let widest = steps.iter().map(|(step, _)| step.name.chars().count()).max().unwrap_or(0);
    let digits = look::grouped(people).len();
    for (step, tally) in steps {
        let (on, dim) = (look::ON, look::DIM);
        let count = look::grouped(tally.on);
        let share = look::share(tally.on, people);
        write!(out, "  {:>widest$}  {count:>digits$}  {share:>7}  {on}", step.name)?;
        writeln!(out, "{}{on:#}{dim}{}{dim:#}", bar(tally.on, people), notes(step, tally))?;
    }
    Ok(())
}

/// Writes the first people as dots, once for each step. Who is lit stays lit.
pub(crate) fn dots(out: &mut impl Write, steps: &[(Step, Tally)]) -> io::Result<()> {
    let (on, new, dim) = (look::ON, look::MOVED, look::DIM);
    let mut before: &[bool] = &[];
    for (step, tally) in steps {
        writeln!(out, "\n  {}", step.name)?;
        for (row, people) in tally.dots.chunks(ROW).enumerate() {
            write!(out, "  ")?;
            for (column, is_on) in people.iter().enumerate() {
                let was_on = before.get(row * ROW + column).copied().unwrap_or(false);
                match (is_on, was_on) {
                    (true, true) => write!(out, "{on}●{on:#}")?,
                    (true, false) => write!(out, "{new}◉{new:#}")?,
                    (false, _) => write!(out, "{dim}·{dim:#}")?,
                }
            }
            writeln!(out)?;
        }
        before = &tally.dots;
    }
    Ok(())
}

/// A bar in eighths of a column.
fn bar(part: usize, whole: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (part * BAR * 8).checked_div(whole).unwrap_or(0);
    // Somebody is never nobody.
    let eighths = if part > 0 { eighths.max(1) } else { 0 };
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

fn notes(step: &Step, tally: &Tally) -> String {
    let mut notes = Vec::new();
    if tally.lost > 0 {
        notes.push(format!("{} lost", look::grouped(tally.lost)));
    }
    if tally.variants.len() > 1 {
        let variants = tally.variants.iter().map(|(name, count)| format!("{name} {}", look::grouped(*count)));
        notes.push(variants.collect::<Vec<_>>().join(", "));
    }
    if step.is_now {
        notes.push("← now".into());
    }
    if notes.is_empty() { String::new() } else { format!("  {}", notes.join("  ")) }
}
