//! Decides every flag of `flags.toml` for every user of a file, and shows who gets what and why.
//!
//! ```text
//! cargo run -p storefront -- [USERS.jsonl] [--environment NAME]
//! ```

mod arguments;
mod checkout;
mod features;
mod home;
mod page;
mod report;
mod selling;
mod users;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Instant;

use crate::arguments::Arguments;
use crate::features::Flags;
use crate::page::Page;
use crate::report::Report;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse(std::env::args_os().skip(1))?;
    let users = users::read(&arguments.users)?;
    let flags = Flags::new(arguments.environment);

    let started = Instant::now();
    let report = Report::new(&flags, arguments.environment.as_str(), &users);
    let elapsed = started.elapsed();

    let page = users.first().map(|user| Page { flags: &flags, user }.to_string()).unwrap_or_default();
    print(&format!("{report}\n{page}"))?;
    // Not on standard output, so that the same users print the same text every time.
    eprintln!("\n{} decisions in {elapsed:.0?}", report::grouped(report.decisions()));
    Ok(())
}

/// Prints everything, or as much as the reader wants: `| head` is no error.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        result => result,
    }
}
