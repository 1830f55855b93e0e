//! A question before what cannot be undone.

use std::io::{self, BufRead, IsTerminal, Write};

use crate::failure::Failure;
use crate::look;

/// Asks, at a terminal; only a yes is one.
pub(crate) fn confirm(question: &str) -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::new("nothing was written: there is no terminal to ask at")
            .help("`--yes` goes on without asking, `--dry-run` only shows what would happen"));
    }
    let bold = look::BOLD;
    let mut err = anstream::stderr().lock();
    write!(err, "{bold}{question}{bold:#} [y/N] ")?;
    err.flush()?;
    let mut answer = String::new();
    io::stdin().lock().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "y" | "yes"))
}
