//! A trace as a tree.

use std::io::{self, Write};

use flags_runtime::{Trace, TraceStep};

use crate::look;

/// Writes every step under the step that it belongs to, with what came of it.
pub(crate) fn write(out: &mut impl Write, trace: &Trace) -> io::Result<()> {
    let dim = look::DIM;
    // For each level, whether more steps of that level follow.
    let mut open: Vec<bool> = Vec::new();
    for (index, step) in trace.steps.iter().enumerate() {
        open.truncate(step.depth);
        open.push(has_sibling(&trace.steps[index + 1..], step.depth));
        write!(out, "{dim}")?;
        for more in &open[..step.depth] {
            write!(out, "{}", if *more { "│  " } else { "   " })?;
        }
        write!(out, "{}{dim:#}", if open[step.depth] { "├─ " } else { "└─ " })?;
        let (mark, style, fact) = read(step);
        write!(out, "{style}{mark}{style:#} {}", step.what)?;
        if !fact.is_empty() {
            write!(out, "  {dim}{fact}{dim:#}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn has_sibling(following: &[TraceStep], depth: usize) -> bool {
    following.iter().take_while(|step| step.depth >= depth).any(|step| step.depth == depth)
}

/// The mark of a result, and what else it says.
fn read(step: &TraceStep) -> (&'static str, anstyle::Style, &str) {
    let (verdict, fact) = step.result.split_once(", ").unwrap_or((&step.result, ""));
    match verdict {
        "true" | "hit" => ("✓", look::ON, fact),
        "false" | "miss" => ("✗", look::OFF, fact),
        "unknown" => ("?", look::MOVED, fact),
        "everybody" => ("✓", look::ON, ""),
        "nobody" => ("✗", look::OFF, ""),
        _ => ("•", look::DIM, &step.result),
    }
}
