//! `cargo flags simulate`

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use flags_model::dynamic::Engine;
use flags_model::model::{AttributeId, Model, Target};
use serde_json::{Map, Value, json};

use crate::arguments::{Common, EnvironmentArgument, Format};
use crate::cli::{Exit, Run};
use crate::edit::{Scope, Which, percent_from_word};
use crate::failure::Failure;
use crate::progress::Progress;
use crate::simulate::{DOTS, Population, Step, Tally, bars, dots, of_rollout, of_stages};
use crate::{context, look};

/// Show who gets a flag at each step of its ladder, or in each stage
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags simulate new_sidebar -e production --context plan=pro\n  \
                        cargo flags simulate new_sidebar --steps 5,20,60 --contexts users.jsonl\n  \
                        cargo flags simulate new_sidebar --rule 0 --format json\n\n\
                        Without `--contexts` the people are made up: they differ in their key, and in whatever else the\n\
                        rollouts go by; all other attributes are those of `--context`, or absent. A flag in a stage is\n\
                        tried in each stage, unless `--own` or `--rule` names a percentage.")]
pub(crate) struct Simulate {
    /// The flag
    flag: String,
    /// How many people to make up
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    users: u32,
    /// Decide for the people of a file instead, a JSON object a line; - is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "users")]
    contexts: Option<PathBuf>,
    /// Fix an attribute for everybody (may be repeated)
    #[arg(long = "context", value_name = "ATTRIBUTE=VALUE")]
    fixed: Vec<String>,
    /// The percentages to try [default: the flag's ladder]
    #[arg(long, value_delimiter = ',', value_name = "P,P,…")]
    steps: Vec<String>,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    environment: EnvironmentArgument,
    #[command(flatten)]
    common: Common,
}

impl Run for Simulate {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (_, model) = self.common.load()?;
        let environment = self.environment.require(&model)?;
        let scope = Scope::of(&model, &self.flag, &self.environment)?;
        let fixed = context::object_from_words(&model, &self.fixed, &self.environment)?;
        let (what, steps) = self.steps(&scope, usize::from(environment))?;
        let people = match &self.contexts {
            Some(path) => Population::open(path)?,
            None => Population::made(&model, ids(&model), self.users as usize),
        };
        let Outcome { steps, count, lacks } = tally(&model, scope.id, environment, steps, people, &fixed)?;
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            for (step, tally) in &steps {
                writeln!(out, "{}", as_json(&self.flag, step, tally, count))?;
            }
            return Ok(Exit::Fine);
        }
        let (bold, who) = (look::BOLD, self.who(&model, environment, count));
        writeln!(out, "{bold}{}{bold:#} {what} for {who}\n", self.flag)?;
        bars(&mut out, &steps, count)?;
        if let (Some(name), None) = (lacks, &self.contexts) {
            let (dim, key) = (look::DIM, format!("`--context {name}=…`"));
            writeln!(out, "\n{dim}some are off because they have no {name}: {key} gives them one{dim:#}")?;
        }
        let shown = DOTS.min(count);
        writeln!(out, "\n{shown} of them, the same at each step: ● on, ◉ new at this step, · off")?;
        dots(&mut out, &steps)?;
        Ok(Exit::Fine)
    }
}

impl Simulate {
    /// What is changed, in words, and the file at each step.
    fn steps(&self, scope: &Scope<'_>, environment: usize) -> Result<(String, Vec<Step>), Failure> {
        let names_percentage = self.which.rule.is_some() || self.which.own || !self.steps.is_empty();
        let stage = scope.settings().stage.filter(|_| !names_percentage);
        if let Some(stage) = stage {
            return Ok(("by stage".into(), of_stages(scope.model, scope.id, environment, stage.value)));
        }
        let rollout = scope.rollout(&self.which)?;
        let (target, what) = match rollout.aim.rule {
            Some(rule) => (Target::Rule(rule), format!("by the rollout of rule {rule}")),
            None => (Target::Flag, "by its rollout".into()),
        };
        let ladder = if self.steps.is_empty() {
            scope.flag.ladder.clone().unwrap_or_else(|| scope.model.ladder.clone())
        } else {
            self.steps.iter().map(|word| percent_from_word("--steps", word)).collect::<Result<_, _>>()?
        };
        Ok((what, of_rollout(scope.model, (scope.id, environment, target), rollout.percent, &ladder)))
    }

    fn who(&self, model: &Model, environment: u16, count: usize) -> String {
        let people = match (&self.contexts, count) {
            (Some(path), _) => format!("{} of {}", look::count(count, "context"), path.display()),
            (None, 1) => "1 made-up person".to_owned(),
            (None, _) => format!("{} made-up people", look::grouped(count)),
        };
        let with =
            if self.fixed.is_empty() { String::new() } else { format!(" with {}", self.fixed.join(", ")) };
        let place = model.environments.get(usize::from(environment));
        people + &with + &place.map_or_else(String::new, |name| format!(", in {name}"))
    }
}

/// What came of it for everybody.
struct Outcome {
    steps: Vec<(Step, Tally)>,
    count: usize,
    /// An attribute that somebody would need who is off at the last step.
    lacks: Option<String>,
}

/// Decides for everybody at each step.
fn tally(
    model: &Model,
    flag: u32,
    environment: u16,
    steps: Vec<Step>,
    mut people: Population<'_>,
    fixed: &Map<String, Value>,
) -> Result<Outcome, Failure> {
    let reader = Engine::new(model.clone());
    let mut tallies: Vec<_> =
        steps.into_iter().map(|step| (Tally::of(Engine::new(step.model.clone())), step)).collect();
    let (mut count, mut lacks) = (0, None);
    let mut progress = Progress::start();
    while let Some(person) = people.next_person(fixed)? {
        // Every step has the same attributes, so one context serves all.
        let context = context::read(&reader, &person, Some(environment));
        let context = context.map_err(|failure| people.locate(failure))?;
        count += 1;
        let mut is_on = false;
        for (tally, _) in &mut tallies {
            is_on = tally.add(flag, &context, is_on);
        }
        if let (false, None, Some((last, _))) = (is_on, &lacks, tallies.last()) {
            lacks = last.lacks(flag, &context);
        }
        progress.tell(people.progress());
    }
    let steps = tallies.into_iter().map(|(tally, step)| (step, tally)).collect();
    Ok(Outcome { steps, count, lacks })
}

/// Every attribute that somebody may be bucketed by.
fn ids(model: &Model) -> Vec<AttributeId> {
    let flags = model.flags.iter().flat_map(|flag| {
        let all = flag.overrides.iter().map(|(_, settings)| settings).chain([&flag.settings]);
        let rules = all.flat_map(|settings| settings.rules.iter().flatten()).filter_map(|rule| rule.by);
        rules.chain(flag.by).collect::<Vec<_>>()
    });
    let samples = model.segments.iter().filter_map(|segment| segment.sample.as_ref()?.by);
    let keys = (0..).zip(&model.attributes).filter(|(_, attribute)| attribute.key).map(|(id, _)| id);
    let mut ids: Vec<_> = keys.chain(flags).chain(samples).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn as_json(flag: &str, step: &Step, tally: &Tally, count: usize) -> Value {
    let variants: Map<_, _> =
        tally.variants.iter().map(|(name, count)| (name.clone(), json!(count))).collect();
    json!({
        "flag": flag,
        "step": step.value,
        "now": step.is_now,
        "people": count,
        "on": tally.on,
        "gained": tally.gained,
        "lost": tally.lost,
        "variants": variants,
    })
}
