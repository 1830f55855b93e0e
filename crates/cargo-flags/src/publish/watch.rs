//! What changes from one look at a store to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use flags_sync::Report;
use serde_json::{Value, json};

use super::lag::{Standard, now};
use super::live::{KillList, Live};
use crate::commands::{apply_json, read_reports};
use crate::failure::Failure;
use crate::stores::Place;
use crate::{changes, look};

/// Looks, and prints what is new.
pub(crate) struct Watcher {
    is_json: bool,
    rules: Option<Live>,
    kills: BTreeSet<String>,
    /// Whether there was no kill list when it was looked for last.
    is_lost: bool,
    /// What instances run, and why they lag.
    instances: BTreeMap<String, Instance>,
    fault: Option<String>,
    is_first: bool,
}

/// Everything that a store has.
struct Look {
    live: Option<Live>,
    list: KillList,
    reports: Vec<Vec<u8>>,
}

impl Look {
    fn at(place: &Place) -> Result<Self, Failure> {
        Ok(Self {
            live: Live::read(place)?,
            list: KillList::read(place)?,
            reports: place.reports().unwrap_or_default(),
        })
    }
}

/// What is said of an instance. That it reports again, unchanged, is no news.
#[derive(PartialEq, Eq)]
struct Instance {
    revision: Option<u64>,
    status: String,
    lags: Vec<String>,
}

impl Watcher {
    pub(crate) fn new(is_json: bool) -> Self {
        Self {
            is_json,
            rules: None,
            kills: BTreeSet::new(),
            is_lost: false,
            instances: BTreeMap::new(),
            fault: None,
            is_first: true,
        }
    }

    /// Looks once. Fails only if nothing can be printed any more.
    pub(crate) fn look(&mut self, place: &Place) -> Result<(), Failure> {
        match Look::at(place) {
            Ok(Look { live, list, reports }) => {
                if self.fault.take().is_some() {
                    self.say("heard", "the store can be read again", json!({}))?;
                }
                let standard = Standard::of(live.as_ref(), &list);
                let (reports, _) = read_reports(&reports);
                let instances = reports.into_iter().map(|report| instance(&standard, report)).collect();
                self.look_at_rules(live)?;
                self.look_at_kills(&list)?;
                self.look_at_instances(instances)?;
                self.is_first = false;
                Ok(())
            }
            Err(failure) => {
                let fault = failure.message();
                if self.fault.as_ref() == Some(&fault) {
                    return Ok(());
                }
                self.say("fault", &format!("{fault}; trying again"), json!({ "error": fault }))?;
                self.fault = Some(fault);
                Ok(())
            }
        }
    }

    fn look_at_rules(&mut self, live: Option<Live>) -> Result<(), Failure> {
        let version = |live: &Option<Live>| live.as_ref().map(|live| live.version.clone());
        if !self.is_first && version(&live) == version(&self.rules) {
            return Ok(());
        }
        let (text, object) = describe_rules(self.rules.as_ref(), live.as_ref());
        self.rules = live;
        self.say("rules", &text, object)
    }

    fn look_at_kills(&mut self, list: &KillList) -> Result<(), Failure> {
        let was_lost = std::mem::replace(&mut self.is_lost, list.is_lost());
        if list.is_lost() {
            // Programs do not take that for a list, so nothing is revived.
            if was_lost || self.kills.is_empty() {
                return Ok(());
            }
            let object = json!({ "killed": [], "revived": [], "list": null });
            return self.say("kills", "the list is gone or empty: what was killed stays killed", object);
        }
        let kills = list.kills.names.clone();
        let killed: Vec<_> = kills.difference(&self.kills).cloned().collect();
        let revived: Vec<_> = self.kills.difference(&kills).cloned().collect();
        if killed.is_empty() && revived.is_empty() {
            return Ok(());
        }
        let mut parts = Vec::new();
        for (verb, names) in [("killed", &killed), ("revived", &revived)] {
            if !names.is_empty() {
                parts.push(format!("{verb} {}", names.join(", ")));
            }
        }
        let object = json!({ "killed": killed, "revived": revived, "list": kills });
        self.kills = kills;
        self.say("kills", &parts.join("; "), object)
    }

    fn look_at_instances(&mut self, instances: BTreeMap<String, Instance>) -> Result<(), Failure> {
        let old = std::mem::replace(&mut self.instances, instances);
        for (name, now) in &self.instances {
            if old.get(name) == Some(now) {
                continue;
            }
            let revision =
                now.revision.map_or_else(|| "no revision".to_owned(), |it| format!("revision {it}"));
            let lags =
                if now.lags.is_empty() { String::new() } else { format!(", lags: {}", now.lags.join("; ")) };
            let text = format!("{name}: {revision}, {}{lags}", now.status);
            let object = json!({
                "instance": name, "revision": now.revision, "status": now.status, "lags": now.lags,
            });
            self.say("instance", &text, object)?;
        }
        for name in old.keys().filter(|name| !self.instances.contains_key(*name)) {
            self.say("gone", &format!("{name} is forgotten"), json!({ "instance": name }))?;
        }
        Ok(())
    }

    fn say(&self, event: &str, text: &str, object: Value) -> Result<(), Failure> {
        let now = now();
        let mut out = anstream::stdout().lock();
        if self.is_json {
            let mut line = json!({ "at": now, "event": event });
            if let (Value::Object(line), Value::Object(more)) = (&mut line, object) {
                line.extend(more);
            }
            writeln!(out, "{line}")?;
        } else {
            let (dim, bold) = (look::DIM, look::BOLD);
            let (hours, minutes, seconds) = (now / 3600 % 24, now / 60 % 60, now % 60);
            let time = format!("{hours:02}:{minutes:02}:{seconds:02}Z");
            writeln!(out, "{dim}{time}{dim:#}  {bold}{event:8}{bold:#}  {text}")?;
        }
        // A pipe would keep the line until there are more.
        out.flush()?;
        Ok(())
    }
}

fn instance(standard: &Standard<'_>, report: Report) -> (String, Instance) {
    let lags = standard.lags(&report);
    (report.instance, Instance { revision: report.revision, status: report.status, lags })
}

/// What the rules are, and what that changes, in a line and as data.
fn describe_rules(old: Option<&Live>, new: Option<&Live>) -> (String, Value) {
    let models = old.and_then(|old| old.model.as_ref()).zip(new.and_then(|new| new.model.as_ref()));
    let comparison = models.map(|(old, new)| changes::between(old, new));
    let seal = new.and_then(|new| new.seal);
    let trouble = new.and_then(|new| new.trouble.as_ref());
    let mut text = new.map_or_else(|| "nothing is live".to_owned(), Live::describe);
    if let Some(old) = old.and_then(Live::revision) {
        text = format!("{text}, after revision {old}");
    }
    if let Some(comparison) = &comparison {
        text = format!("{text}: {}", changes::summary(comparison));
    }
    if let Some(trouble) = trouble {
        text = format!("{text}; programs refuse it: {trouble}");
    }
    let changed = comparison
        .as_ref()
        .map(|comparison| comparison.changed().map(|flag| flag.name.as_str()).collect::<Vec<_>>());
    let object = json!({
        "from": old.and_then(Live::revision),
        "revision": seal.map(|seal| seal.revision),
        "flags": seal.map(|seal| seal.flags),
        "apply": seal.as_ref().map(apply_json),
        "signed": seal.map(|seal| seal.signature.is_some()),
        "class": comparison.as_ref().map(|comparison| comparison.class().as_str()),
        "changed": changed,
        "trouble": trouble,
    });
    (text, object)
}
