//! `cargo flags show`

use std::io::Write;

use clap::Args;
use flags_model::model::{Flag, FlagKind, Graph, Item, Model, Relation};
use flags_model::source::Lines;
use flags_runtime::words::{Percentage, Timestamp};
use serde_json::json;

use crate::arguments::{Common, Format, flag_named};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::{about, look};

/// Show one flag in words: what it does in each environment, and what depends on it
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags show new_sidebar\n  \
                        cargo flags show new_sidebar --format json")]
pub(crate) struct Show {
    /// The flag
    flag: String,
    #[command(flatten)]
    common: Common,
}

impl Run for Show {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.common.load()?;
        let (id, flag) = flag_named(&model, &self.flag)?;
        let sentences = flags_model::describe(&model, &flags_model::lower(&model), id);
        let dependants = dependants(&model, id as usize);
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            let mut object = about::json(&model, flag, &source);
            object["rules"] = json!(sentences);
            let of_dependant = |(name, how): &(&str, &str)| json!({ "name": name, "how": how });
            object["dependants"] = dependants.iter().map(of_dependant).collect();
            writeln!(out, "{object}")?;
            return Ok(Exit::Fine);
        }
        let (bold, dim) = (look::BOLD, look::DIM);
        let line = Lines::of(&source.text).line(flag.span.start);
        writeln!(out, "{bold}{}{bold:#}  {dim}{}:{line}{dim:#}", flag.name, source.name)?;
        if let Some(description) = &flag.about.description {
            writeln!(out, "{description}")?;
        }
        writeln!(out)?;
        for sentence in &sentences {
            writeln!(out, "  {sentence}")?;
        }
        writeln!(out)?;
        for (title, text) in facts(&model, flag) {
            writeln!(out, "{dim}{title:<12}{dim:#} {text}")?;
        }
        for (index, (name, how)) in dependants.iter().enumerate() {
            let title = if index == 0 { "dependants" } else { "" };
            writeln!(out, "{dim}{title:<12}{dim:#} {name} {dim}{how}{dim:#}")?;
        }
        Ok(Exit::Fine)
    }
}

/// What the file says of the flag besides its rules.
fn facts(model: &Model, flag: &Flag) -> Vec<(&'static str, String)> {
    let about = &flag.about;
    let mut facts = vec![("value", value(flag))];
    if about.kind != FlagKind::Release {
        facts.push(("kind", about::kind_name(about.kind).into()));
    }
    let date = |seconds: i64| Timestamp(seconds).to_string();
    let texts = [
        ("owner", about.owner.clone()),
        ("tags", (!about.tags.is_empty()).then(|| about.tags.join(", "))),
        ("link", about.link.clone()),
        ("created", about.created.map(date)),
        ("expires", flag.expires.map(date)),
        ("old name", flag.renamed_from.clone()),
        ("clients", flag.client.then(|| "may see it".to_owned())),
    ];
    facts.extend(texts.into_iter().filter_map(|(title, text)| Some((title, text?))));
    let ladder = flag.ladder.as_ref().unwrap_or(&model.ladder);
    let steps: Vec<_> = ladder.iter().map(|step| Percentage(step.0).to_string()).collect();
    facts.push(("ladder", steps.join(", ")));
    facts
}

fn value(flag: &Flag) -> String {
    let name = about::value_name(flag);
    match flag.variants.as_slice() {
        [] => name.into(),
        variants if name == "variants" => variants.join(", "),
        variants => format!("{name}: {}", variants.join(", ")),
    }
}

/// What asks about the flag, and how.
fn dependants(model: &Model, flag: usize) -> Vec<(&str, &'static str)> {
    let graph = Graph::of(model);
    let mut found: Vec<(&str, &'static str)> = Vec::new();
    for item in graph.items() {
        for edge in graph.edges(item).iter().filter(|edge| edge.to == Item::Flag(flag)) {
            let how = match (item, edge.relation) {
                (_, Relation::Requires(_)) => "requires it",
                (Item::Flag(_), _) => "asks about it",
                (Item::Segment(_), _) => "(a segment) asks about it",
                (Item::Stage(_), _) => "(a stage) asks about it",
            };
            if !found.contains(&(graph_name(model, item), how)) {
                found.push((graph_name(model, item), how));
            }
        }
    }
    found
}

fn graph_name(model: &Model, item: Item) -> &str {
    match item {
        Item::Flag(id) => &model.flags[id].name,
        Item::Segment(id) => &model.segments[id].name,
        Item::Stage(id) => &model.stages[id].name,
    }
}
