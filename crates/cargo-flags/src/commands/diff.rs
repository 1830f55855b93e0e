//! `cargo flags diff`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use flags_model::compare::{Class, Comparison, Counter, FlagCount};
use flags_model::dynamic::{DynamicContext, Engine};
use flags_model::model::Model;
use serde_json::{Map, Value};

use crate::arguments::{Common, EnvironmentArgument, Format};
use crate::changes::{self, Counts};
use crate::cli::{Exit, Run};
use crate::context;
use crate::failure::Failure;
use crate::lines::ContextLines;
use crate::progress::Progress;
use crate::revision;
use crate::source::Source;

/// Say what a change does: per flag and environment, who gains, who loses, who is reshuffled
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags diff HEAD~1\n  \
                        cargo flags diff origin/main --deny reshuffles,breaking\n  \
                        cargo flags diff old.toml new.toml -e production --contexts users.jsonl\n\n\
                        Classes: `safe` changes let nobody out and move nobody; `narrows` takes the flag from somebody;\n\
                        `reshuffles` moves people by chance (salt, key, variants, weights, values); `breaking` takes\n\
                        away a flag, a variant, an attribute or a type that code or data speaks of.\n\n\
                        Shares are exact. They are of people whose key is in none of the rules' lists, one line for\n\
                        each kind of context that is affected otherwise. With `--contexts`, people are counted too.\n\n\
                        Exit code 1 if a class that `--deny` names occurs, else 0.")]
pub(crate) struct Diff {
    /// The file as it was: a path, or a git revision
    old: String,
    /// The file as it is [default: the flags file]
    new: Option<String>,
    /// Count people too: contexts, a JSON object a line; - is standard input
    #[arg(long, value_name = "FILE")]
    contexts: Option<PathBuf>,
    /// Fail if a change is of one of these classes: safe, narrows, reshuffles, breaking
    #[arg(long, value_delimiter = ',', value_name = "CLASS,…")]
    deny: Vec<Class>,
    #[command(flatten)]
    environment: EnvironmentArgument,
    #[command(flatten)]
    common: Common,
}

impl Run for Diff {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let current = self.common.file.as_deref();
        let old = revision::read(&self.old, current)?;
        let new = match &self.new {
            Some(word) => revision::read(word, current)?,
            None => Source::read(current)?,
        };
        let (before, after) = (old.load()?, new.load()?);
        let mut comparison = changes::between(&before, &after);
        self.keep_environment(&mut comparison, &before, &after)?;
        let counts = match &self.contexts {
            Some(path) => self.count(path, before, after)?,
            None => Vec::new(),
        };
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            for object in changes::json(&comparison, &counts) {
                writeln!(out, "{object}")?;
            }
        } else {
            changes::write(&mut out, &comparison, &counts, (&old.name, &new.name))?;
        }
        Ok(if self.is_denied(&comparison) { Exit::Findings } else { Exit::Fine })
    }
}

impl Diff {
    /// Leaves out all environments but the one that is asked for.
    fn keep_environment(&self, comparison: &mut Comparison, old: &Model, new: &Model) -> Result<(), Failure> {
        let Some(name) = &self.environment.environment else { return Ok(()) };
        if !old.environments.contains(name) {
            self.environment.resolve(new)?;
        }
        for flag in &mut comparison.flags {
            flag.environments.retain(|change| change.environment.as_ref() == Some(name));
        }
        Ok(())
    }

    /// Whether something happens that must not.
    fn is_denied(&self, comparison: &Comparison) -> bool {
        let of_flags = comparison.changed().map(|flag| flag.class);
        let mut classes = of_flags.chain(comparison.declarations.iter().map(|change| change.class));
        classes.any(|class| self.deny.contains(&class))
    }

    /// Counts everybody in each environment, or in the one that their context names.
    fn count(&self, path: &std::path::Path, old: Model, new: Model) -> Result<Vec<Counts>, Failure> {
        let (old, new) = (Engine::new(old), Engine::new(new));
        let places = self.places(old.model(), new.model());
        let mut counters: Vec<_> =
            places.iter().map(|place| (place.as_deref(), Counter::new(&old, &new))).collect();
        let mut lines = ContextLines::open(path)?;
        let mut progress = Progress::start();
        while let Some(person) = lines.next_object()? {
            let own = person.get("environment").and_then(Value::as_str);
            for (place, counter) in &mut counters {
                if own.is_some() && *place != own {
                    continue;
                }
                let (before, after) =
                    (of_file(&person, &old, &new, *place), of_file(&person, &new, &old, *place));
                let before = before.map_err(|failure| lines.locate(failure))?;
                let after = after.map_err(|failure| lines.locate(failure))?;
                counter.add(&before.context(&old)?, &after.context(&new)?);
            }
            progress.tell(lines.progress());
        }
        Ok(counters.into_iter().map(|(place, counter)| named(place, counter.counts())).collect())
    }

    /// The environments in which people are counted.
    fn places(&self, old: &Model, new: &Model) -> Vec<Option<String>> {
        if let Some(name) = &self.environment.environment {
            return vec![Some(name.clone())];
        }
        let both = new.environments.iter().filter(|name| old.environments.contains(name));
        let both: Vec<_> = both.cloned().map(Some).collect();
        if both.is_empty() { vec![None] } else { both }
    }
}

fn named(place: Option<&str>, counts: &[FlagCount]) -> Counts {
    Counts { environment: place.map(str::to_owned), flags: counts.to_vec() }
}

/// What one of the two files can read of a person.
struct Readable {
    object: Map<String, Value>,
    environment: Option<u16>,
}

impl Readable {
    fn context(&self, engine: &Engine) -> Result<DynamicContext<'_>, Failure> {
        context::read(engine, &self.object, self.environment)
    }
}

/// A person as one file has it: what only the other can read is absent here, as in an app that was
/// built with this file. What neither can read is a mistake.
fn of_file(
    person: &Map<String, Value>,
    engine: &Engine,
    other: &Engine,
    place: Option<&str>,
) -> Result<Readable, Failure> {
    let environment = place.and_then(|place| engine.environment_named(place));
    let mut object = Map::new();
    for (name, value) in person {
        let alone = Map::from_iter([(name.clone(), value.clone())]);
        let first = |engine: &Engine| if engine.model().environments.is_empty() { None } else { Some(0) };
        let reads = |engine: &Engine| engine.context_from_json(&alone, first(engine)).map(|_| ());
        match reads(engine) {
            Ok(()) => {
                object.insert(name.clone(), value.clone());
            }
            Err(error) if reads(other).is_err() => return Err(Failure::new(error.to_string())),
            Err(_) => {}
        }
    }
    Ok(Readable { object, environment })
}
