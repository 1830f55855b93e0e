//! `cargo flags explain`

use std::io::Write;

use clap::Args;
use flags_model::dynamic::Engine;
use flags_runtime::{Decision, Value};
use serde_json::json;

use crate::arguments::{Common, EnvironmentArgument, Format, flag_named};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::{context, look};

/// Say what a flag decides for a context, and why
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags explain new_sidebar user=u1 plan=pro\n  \
                        cargo flags explain new_sidebar -e production user=u1 roles=admin,owner now=2026-12-01\n  \
                        cargo flags explain new_sidebar user=u1 --why-not")]
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

impl Run for Explain {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (_, engine) = self.common.engine()?;
        let (_, flag) = flag_named(engine.model(), &self.flag)?;
        let object = context::object_from_words(engine.model(), &self.context)?;
        let environment = self.environment.resolve(engine.model())?;
        let context = context::read(&engine, &object, environment)?;
        let decision = engine.explain(&flag.name, &context).expect("BUG: the flag was found by name");
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            let mut object = json!(decision);
            object["flag"] = json!(&*decision.flag);
            object["sentence"] = json!(decision.to_string());
            object["trace"] = json!(decision.trace);
            writeln!(out, "{object}")?;
        } else {
            print_human(&mut out, &engine, &decision)?;
        }
        Ok(Exit::Fine)
    }
}

fn print_human(out: &mut impl Write, _: &Engine, decision: &Decision<Value>) -> Result<(), Failure> {
    let style = if decision.on { look::ON } else { look::OFF };
    writeln!(out, "{style}{decision}{style:#}")?;
    Ok(())
}
