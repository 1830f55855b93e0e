//! `cargo flags eval`

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::Args;
use flags_model::dynamic::Engine;
use flags_model::model::FlagId;
use flags_runtime::{Scope, decide_named};

use crate::arguments::{EnvironmentArgument, Format, flag_named};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::lines::ContextLines;
use crate::progress::Progress;
use crate::source::Source;
use crate::table::{Cell, Table};
use crate::{context, look};

/// Decide every flag for many contexts: JSON lines in, JSON lines out
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags eval --contexts users.jsonl > decisions.jsonl\n  \
                        cargo flags eval -e production --contexts users.jsonl --flag checkout --format human\n  \
                        echo '{\"user\": \"u1\", \"plan\": \"pro\"}' | cargo flags eval --contexts -\n\n\
                        A line is an object whose keys are attributes of the file, \"environment\" and \"now\"; any may be\n\
                        left out, and null is absent. For each comes one line:\n\
                        {\"decisions\":{\"flag\":{\"value\":…,\"on\":true,\"reason\":\"rollout\",\"variant\":null,\"bucket\":12345}}}\n\
                        The first line that is no context ends the run with exit code 2 and names its number.")]
pub(crate) struct Eval {
    /// The contexts, a JSON object a line; - is standard input
    #[arg(long, value_name = "FILE")]
    contexts: PathBuf,
    /// Only this flag (may be repeated)
    #[arg(long = "flag", value_name = "FLAG")]
    flags: Vec<String>,
    #[command(flatten)]
    environment: EnvironmentArgument,
    /// The flags file [default: flags.toml here or in a folder above]
    #[arg(short, long, value_name = "PATH")]
    file: Option<PathBuf>,
    /// Print JSON lines, or count for people [default: json]
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
}

impl Run for Eval {
    fn format(&self) -> Format {
        // Whoever says nothing gets JSON lines, but reads an error with their own eyes.
        self.format.unwrap_or(Format::Human)
    }

    fn run(&self) -> Result<Exit, Failure> {
        let engine = Engine::new(Source::read(self.file.as_deref())?.load()?);
        let environment = self.environment.resolve(engine.model())?;
        let flags = self.asked(&engine)?;
        let lines = ContextLines::open(&self.contexts)?;
        match self.format.unwrap_or(Format::Json) {
            Format::Json => {
                let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
                let ended =
                    for_each(&engine, environment, lines, |scope| write_line(&mut out, scope, &flags));
                // What was decided before a broken line is worth keeping.
                out.flush()?;
                ended?;
            }
            Format::Human => {
                let mut counts = Counts::of(&flags);
                for_each(&engine, environment, lines, |scope| {
                    counts.add(scope);
                    Ok(())
                })?;
                counts.write(&engine)?;
            }
        }
        Ok(Exit::Fine)
    }
}

impl Eval {
    /// The flags to decide, in file order.
    fn asked(&self, engine: &Engine) -> Result<Vec<FlagId>, Failure> {
        if self.flags.is_empty() {
            return Ok((0..).zip(&engine.model().flags).map(|(id, _)| id).collect());
        }
        let named = self.flags.iter().map(|name| Ok(flag_named(engine.model(), name)?.0));
        let mut ids = named.collect::<Result<Vec<_>, Failure>>()?;
        ids.sort_unstable();
        ids.dedup();
        Ok(ids)
    }
}

/// Hands the scope of every context on.
fn for_each(
    engine: &Engine,
    environment: Option<u16>,
    mut lines: ContextLines,
    mut decide: impl FnMut(&Scope<'_>) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut progress = Progress::start();
    while let Some(object) = lines.next_object()? {
        let context = context::read(engine, &object, environment).map_err(|failure| lines.locate(failure))?;
        decide(&engine.scope(&context))?;
        progress.tell(lines.progress());
    }
    Ok(())
}

fn write_line(out: &mut impl Write, scope: &Scope<'_>, flags: &[FlagId]) -> io::Result<()> {
    out.write_all(b"{\"decisions\":{")?;
    for (index, id) in flags.iter().enumerate() {
        let Some(decision) = decide_named(scope, *id) else { continue };
        // Names of flags need no escapes.
        write!(out, "{}\"{}\":", if index == 0 { "" } else { "," }, decision.flag)?;
        serde_json::to_writer(&mut *out, &decision)?;
    }
    out.write_all(b"}}\n")
}

/// How many contexts get what.
struct Counts {
    contexts: usize,
    flags: Vec<Count>,
}

/// How many contexts are on for one flag, and why all of them are what they are.
struct Count {
    id: FlagId,
    on: usize,
    reasons: Vec<(String, usize)>,
}

impl Counts {
    fn of(flags: &[FlagId]) -> Self {
        Self {
            contexts: 0,
            flags: flags.iter().map(|id| Count { id: *id, on: 0, reasons: Vec::new() }).collect(),
        }
    }

    fn add(&mut self, scope: &Scope<'_>) {
        self.contexts += 1;
        for Count { id, on, reasons } in &mut self.flags {
            let Some(decision) = decide_named(scope, *id) else { continue };
            *on += usize::from(decision.on);
            let reason = decision.reason.to_string();
            match reasons.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, count)) => *count += 1,
                None => reasons.push((reason, 1)),
            }
        }
    }

    fn write(mut self, engine: &Engine) -> io::Result<()> {
        let mut out = anstream::stdout().lock();
        let mut table = Table::new(["flag", "on", "share", "reasons"]);
        for Count { id, on, reasons } in &mut self.flags {
            reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
            let reasons = reasons.iter().map(|(reason, count)| format!("{reason} {}", look::grouped(*count)));
            table.row(vec![
                Cell::styled(&engine.model().flags[*id as usize].name, look::BOLD),
                Cell::plain(look::grouped(*on)),
                Cell::plain(look::share(*on, self.contexts)),
                Cell::styled(reasons.collect::<Vec<_>>().join(", "), look::DIM),
            ]);
        }
        table.write(&mut out)?;
        writeln!(out, "{}", look::count(self.contexts, "context"))
    }
}
