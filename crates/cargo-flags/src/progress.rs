//! A bar on standard error for what takes longer than a second.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Nobody wants to see a bar flash up.
const PATIENCE: Duration = Duration::from_secs(1);

/// Shows how far a file is read, to people who are waiting.
pub(crate) struct Progress {
    started: Instant,
    bar: Option<ProgressBar>,
    is_wanted: bool,
}

impl Progress {
    /// Starts to wait. Nothing is shown where standard error is no terminal.
    pub(crate) fn start() -> Self {
        Self { started: Instant::now(), bar: None, is_wanted: io::stderr().is_terminal() }
    }

    /// So many bytes are read, of so many where that is known.
    pub(crate) fn tell(&mut self, (read, size): (u64, Option<u64>)) {
        if !self.is_wanted || (self.bar.is_none() && self.started.elapsed() < PATIENCE) {
            return;
        }
        self.bar.get_or_insert_with(|| new_bar(size)).set_position(read);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

fn new_bar(size: Option<u64>) -> ProgressBar {
    let (bar, template) = match size {
        Some(size) => (ProgressBar::new(size), "{bar:30} {percent}% of {total_bytes}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} read, {bytes_per_sec}"),
    };
    bar.with_style(ProgressStyle::with_template(template).expect("BUG: the template is valid"))
}
