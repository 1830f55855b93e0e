//! `cargo flags explain`

use std::io::Write;

use clap::Args;
use flags_runtime::{Decision, Value};
use serde_json::json;

use crate::arguments::{Common, EnvironmentArgument, Format, flag_named};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::why_not::{Obstacle, obstacles, ways_in};
use crate::{context, look, tree};

/// Say what a flag decides for a context, and why
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags explain new_sidebar user=u1 plan=pro\n  \
                        cargo flags explain new_sidebar -e production user=u1 roles=admin,owner now=2026-12-01\n  \
                        cargo flags explain new_sidebar user=u1 --why-not\n\n\
                        A list is written with commas, a timestamp as a date, RFC 3339 or seconds since 1970. What is\n\
                        left out is absent. Exit code 0, whether the flag is on or off.")]
pub(crate) struct Explain {
    /// The flag
    flag: String,
    /// The context: attributes of the file, and `now`
    #[arg(value_name = "ATTRIBUTE=VALUE")]
    context: Vec<String>,
    /// Say what would have to change for the flag to be on
    #[arg(long)]
    why_not: bool,
    #[command(flatten)]
    environment: EnvironmentArgument,
    #[command(flatten)]
    common: Common,
}

/// What stands in the way, and what leads past it.
struct WhyNot {
    obstacles: Vec<Obstacle>,
    ways_in: Vec<String>,
}

impl Run for Explain {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (_, engine) = self.common.engine()?;
        let (id, flag) = flag_named(engine.model(), &self.flag)?;
        let object = context::object_from_words(engine.model(), &self.context, &self.environment)?;
        let environment = self.environment.resolve(engine.model())?;
        let context = context::read(&engine, &object, environment)?;
        let decision = engine.explain(&flag.name, &context).expect("BUG: the flag was found by name");
        let why_not = (self.why_not && !decision.on).then(|| {
            let scope = engine.scope(&context);
            let obstacles = obstacles(engine.model(), &scope, id);
            WhyNot { ways_in: ways_in(&scope, id, &obstacles), obstacles }
        });
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            writeln!(out, "{}", as_json(&decision, why_not.as_ref(), self.why_not))?;
            return Ok(Exit::Fine);
        }
        let style = if decision.on { look::ON } else { look::OFF };
        writeln!(out, "{style}{decision}{style:#}")?;
        writeln!(out)?;
        tree::write(&mut out, &decision.trace)?;
        if let Some(why_not) = &why_not {
            why_not.write(&mut out, &flag.name)?;
        } else if self.why_not {
            writeln!(out, "\nIt is on: nothing has to change.")?;
        }
        Ok(Exit::Fine)
    }
}

fn as_json(decision: &Decision<Value>, why_not: Option<&WhyNot>, asked: bool) -> serde_json::Value {
    let mut object = json!({ "flag": &*decision.flag });
    if let (serde_json::Value::Object(all), serde_json::Value::Object(fields)) =
        (&mut object, json!(decision))
    {
        all.extend(fields);
    }
    object["sentence"] = json!(decision.to_string());
    object["trace"] = json!(decision.trace);
    if asked {
        let obstacles =
            why_not.map(|why_not| why_not.obstacles.iter().map(Obstacle::json).collect::<Vec<_>>());
        object["why_not"] = json!(obstacles.unwrap_or_default());
        object["or"] = json!(why_not.map(|why_not| why_not.ways_in.clone()).unwrap_or_default());
    }
    object
}

impl WhyNot {
    fn write(&self, out: &mut impl Write, flag: &str) -> std::io::Result<()> {
        let bold = look::BOLD;
        let all = if self.obstacles.len() > 1 { "all of this" } else { "this" };
        writeln!(out, "\n{bold}For {flag} to be on, {all} would have to change:{bold:#}")?;
        write_obstacles(out, &self.obstacles, 1)?;
        if !self.ways_in.is_empty() {
            writeln!(
                out,
                "\n{bold}Or, in the place of `when`, rules and rollout, one of these would have to hold:{bold:#}"
            )?;
            for way in &self.ways_in {
                writeln!(out, "  - {way}")?;
            }
        }
        Ok(())
    }
}

fn write_obstacles(out: &mut impl Write, obstacles: &[Obstacle], depth: usize) -> std::io::Result<()> {
    let dim = look::DIM;
    for (index, obstacle) in obstacles.iter().enumerate() {
        let indent = depth * 2 + (depth - 1);
        writeln!(out, "{:indent$}{}. {}  {dim}now: {}{dim:#}", "", index + 1, obstacle.change, obstacle.now)?;
        write_obstacles(out, &obstacle.inner, depth + 1)?;
    }
    Ok(())
}
