//! `cargo flags list`

use std::io::Write;

use anstyle::Style;
use clap::Args;
use flags_model::model::Model;

use crate::arguments::{Common, EnvironmentArgument, Format};
use crate::cli::{Exit, Run};
use crate::failure::Failure;
use crate::table::{Cell, Table};
use crate::{about, look};

/// List the flags, with their state in each environment
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
                        cargo flags list\n  \
                        cargo flags list -e production --tag checkout\n  \
                        cargo flags list --format json | jq -r 'select(.owner == null).flag'\n\n\
                        States: `on` and `off` are for everybody, `25 %` is a rollout, `killed` is enabled = false,\n\
                        `2 rules` come before the rollout, `if…` means that `when` or `deny` does, `or allow` that some are let\n\
                        in past both; `–` is an environment that the flag does not list.")]
pub(crate) struct List {
    /// Only flags with this owner
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Only flags with this tag
    #[arg(long, value_name = "TAG")]
    tag: Option<String>,
    #[command(flatten)]
    environment: EnvironmentArgument,
    #[command(flatten)]
    common: Common,
}

impl Run for List {
    fn format(&self) -> Format {
        self.common.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let (source, model) = self.common.load()?;
        let environment = self.environment.resolve(&model)?.map(usize::from);
        let flags = model.flags.iter().filter(|flag| {
            self.owner.as_ref().is_none_or(|owner| flag.about.owner.as_ref() == Some(owner))
                && self.tag.as_ref().is_none_or(|tag| flag.about.tags.contains(tag))
        });
        let mut out = anstream::stdout().lock();
        if self.common.is_json() {
            for flag in flags {
                writeln!(out, "{}", about::json(&model, flag, &source))?;
            }
            return Ok(Exit::Fine);
        }
        let columns = columns(&model, environment);
        let names = columns.iter().map(|(name, _)| name.clone());
        let mut table = Table::new(
            ["flag".to_owned(), "value".to_owned()].into_iter().chain(names).chain(["owner".into()]),
        );
        let mut shown = 0;
        for flag in flags {
            shown += 1;
            let mut row = vec![Cell::styled(&flag.name, look::BOLD), Cell::plain(about::value_name(flag))];
            row.extend(columns.iter().map(|(_, environment)| {
                let state = about::state(&model, flag, *environment);
                let style = style_of(&state);
                Cell::styled(state, style)
            }));
            row.push(Cell::styled(flag.about.owner.clone().unwrap_or_default(), look::DIM));
            table.row(row);
        }
        if shown > 0 {
            table.write(&mut out)?;
        }
        writeln!(out, "{}", look::count(shown, "flag"))?;
        Ok(Exit::Fine)
    }
}

/// The columns of states: a title and an environment for each.
fn columns(model: &Model, environment: Option<usize>) -> Vec<(String, usize)> {
    if model.environments.is_empty() {
        return vec![("state".into(), 0)];
    }
    let all = model.environments.iter().cloned().zip(0..);
    all.filter(|(_, index)| environment.is_none_or(|wanted| wanted == *index)).collect()
}

fn style_of(state: &str) -> Style {
    match state {
        "on" => look::ON,
        "off" | "killed" => look::OFF,
        "–" => look::DIM,
        _ => look::MOVED,
    }
}
