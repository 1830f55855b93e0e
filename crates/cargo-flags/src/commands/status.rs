//! `cargo flags status`

use std::io::Write;

use clap::Args;
use flags_sync::Report;
use serde_json::{Value, json};

use crate::arguments::{Format, OutputFormat};
use crate::cli::{Exit, Run};
use crate::commands::apply_json;
use crate::failure::Failure;
use crate::look;
use crate::publish::lag::{Standard, describe_age};
use crate::publish::live::{KillList, Live};
use crate::stores::{Place, StoreArgument};
use crate::table::{Cell, Table};

/// Say what is live, what is killed, and which instances run it
#[derive(Debug, Args)]
#[command(
    after_help = "Instances report every minute where their follower was told to. One lags that has not reported for \
                        three minutes, runs another revision (unless the revision is not for it: `--apply`), has lost the store, refuses the rules, or has not heard of a kill.\n\n\
                        Examples:\n  \
                        cargo flags status file:/etc/shop/flags.toml\n  \
                        cargo flags status file:/etc/shop/flags.toml --format json | jq 'select(.lags != [])'\n\n\
                        Exit code 1 if an instance lags, if reports cannot be read, or if programs refuse what is live.\n\n\
                        JSON, one object for the store: store, revision, flags, apply, signed, schema, trouble (why programs \
                        refuse it, or null), killed; then one for each instance: instance, revision, generation, status, \
                        schema, killed, refused, at, age (seconds), lags (why, or an empty list)."
)]
pub(crate) struct Status {
    #[command(flatten)]
    store: StoreArgument,
    #[command(flatten)]
    output: OutputFormat,
}

/// What a store says of itself and of the instances.
struct Overview<'l> {
    place: &'l Place,
    live: Option<&'l Live>,
    list: &'l KillList,
    standard: Standard<'l>,
    /// Each with why it lags, by name.
    instances: Vec<(Report, Vec<String>)>,
    warnings: Vec<String>,
}

impl Run for Status {
    fn format(&self) -> Format {
        self.output.format
    }

    fn run(&self) -> Result<Exit, Failure> {
        let place = Place::open(&self.store.address)?;
        let live = Live::read(&place)?;
        let list = KillList::read(&place)?;
        let standard = Standard::of(live.as_ref(), &list);
        // A store whose reports cannot be read still says what is live.
        let reports = place.reports();
        let silent = reports.as_ref().err().map(Failure::message);
        let (reports, unread) = read_reports(&reports.unwrap_or_default());
        let instances: Vec<_> = reports
            .into_iter()
            .map(|report| {
                let lags = standard.lags(&report);
                (report, lags)
            })
            .collect();
        let mut warnings: Vec<String> =
            list.kills.faults.iter().map(|fault| format!("the kill list: {fault}")).collect();
        warnings.extend(silent.as_ref().map(|reason| format!("who runs it is not known: {reason}")));
        if unread > 0 {
            let reports = look::count(unread, "report");
            warnings.push(format!("{reports} cannot be read: perhaps of a later version of flags"));
        }
        let trouble = live.as_ref().and_then(|live| live.trouble.as_ref());
        warnings.extend(trouble.map(|trouble| format!("programs refuse what is live: {trouble}")));
        let is_fine =
            trouble.is_none() && silent.is_none() && instances.iter().all(|(_, lags)| lags.is_empty());
        let overview =
            Overview { place: &place, live: live.as_ref(), list: &list, standard, instances, warnings };
        if self.output.format == Format::Json {
            overview.print_json()?;
        } else {
            overview.print_human()?;
        }
        Ok(if is_fine { Exit::Fine } else { Exit::Findings })
    }
}

/// The reports that can be read, by the instances' names, and how many cannot.
pub(crate) fn read_reports(reports: &[Vec<u8>]) -> (Vec<Report>, usize) {
    let mut read: Vec<_> = reports.iter().filter_map(|json| Report::from_json(json).ok()).collect();
    read.sort_by(|a, b| a.instance.cmp(&b.instance));
    let unread = reports.len() - read.len();
    (read, unread)
}

impl Overview<'_> {
    fn print_human(&self) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let (bold, dim) = (look::BOLD, look::DIM);
        let what = self.live.map_or_else(|| "nothing is live".to_owned(), Live::describe);
        writeln!(out, "{bold}{}{bold:#}: {what}", self.place.name)?;
        let names: Vec<&str> = self.list.kills.names.iter().map(String::as_str).collect();
        let is_killed = |(report, _): &(Report, Vec<String>)| !report.killed.is_empty();
        let killed = match names.as_slice() {
            [] if self.list.is_lost() && self.instances.iter().any(is_killed) => {
                "the list is gone or empty: what was killed stays killed".to_owned()
            }
            [] => "nothing".to_owned(),
            names => names.join(", "),
        };
        writeln!(out, "{dim}killed{dim:#}  {killed}")?;
        if let Some(schema) = &self.standard.schema {
            writeln!(out, "{dim}schema{dim:#}  {schema}")?;
        }
        writeln!(out)?;
        self.table().write(&mut out)?;
        drop(out);
        look::warn(&self.warnings)?;
        Ok(())
    }

    fn table(&self) -> Table {
        let mut table = Table::new(["instance", "revision", "generation", "state", "schema", "reported", ""]);
        for (report, lags) in &self.instances {
            let state = if report.status == "live" { look::ON } else { look::OFF };
            let revision = report.revision.map_or_else(|| "none".to_owned(), |it| it.to_string());
            table.row(vec![
                Cell::styled(&report.instance, look::BOLD),
                Cell::plain(revision),
                Cell::plain(report.generation.to_string()),
                Cell::styled(&report.status, state),
                Cell::styled(&report.schema, if self.standard.knows(report) { look::DIM } else { look::OFF }),
                Cell::plain(format!("{} ago", describe_age(self.standard.age(report)))),
                Cell::styled(lags.join("; "), look::OFF),
            ]);
        }
        if self.instances.is_empty() {
            table.row(vec![Cell::styled("nobody reports", look::DIM)]);
        }
        table
    }

    fn print_json(&self) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let seal = self.live.and_then(|live| live.seal);
        let store = json!({
            "store": self.place.name,
            "revision": seal.map(|seal| seal.revision),
            "flags": seal.map(|seal| seal.flags),
            "apply": seal.as_ref().map(apply_json),
            "signed": seal.map(|seal| seal.signature.is_some()),
            "schema": self.standard.schema,
            "trouble": self.live.and_then(|live| live.trouble.as_ref()),
            "killed": self.list.kills.names,
            "warnings": self.warnings,
        });
        writeln!(out, "{store}")?;
        for (report, lags) in &self.instances {
            writeln!(out, "{}", instance_json(report, self.standard.age(report), lags))?;
        }
        Ok(())
    }
}

fn instance_json(report: &Report, age: u64, lags: &[String]) -> Value {
    json!({
        "instance": report.instance,
        "revision": report.revision,
        "generation": report.generation,
        "status": report.status,
        "schema": report.schema,
        "killed": report.killed,
        "refused": report.refused,
        "at": report.at,
        "age": age,
        "lags": lags,
    })
}
