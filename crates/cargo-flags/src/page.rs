//! A page of the documentation in a terminal: headings bold, examples indented.

use std::io::Write;

use crate::look;

/// Prints Markdown as the pages use it: headings, paragraphs, fenced examples, words in backticks.
pub(crate) fn print(out: &mut impl Write, page: &str) -> std::io::Result<()> {
    let (bold, wrong, right) = (look::BOLD, look::OFF, look::ON);
    let mut in_example = false;
    for line in page.trim_end().lines() {
        if let Some(kind) = line.strip_prefix("```") {
            in_example = !in_example;
            match kind.split_whitespace().nth(1) {
                Some("wrong") => writeln!(out, "{wrong}Wrong:{wrong:#}\n")?,
                Some("right") => writeln!(out, "{right}Right:{right:#}\n")?,
                _ => {}
            }
        } else if in_example && line.is_empty() {
            writeln!(out)?;
        } else if in_example {
            writeln!(out, "    {line}")?;
        } else if let Some(heading) = line.strip_prefix('#') {
            writeln!(out, "{bold}{}{bold:#}", heading.trim_start_matches('#').trim_start())?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
