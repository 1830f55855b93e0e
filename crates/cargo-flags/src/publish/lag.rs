//! Which instances do not run what is live, and what one sees of it.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use flags_model::reload::{Known, schema_hash};
use flags_sync::Report;

use super::live::{KillList, Live};

/// Instances report every minute. Who has missed three reports is not well, or is no more.
const SILENT: u64 = 180;

/// What instances are held against.
pub(crate) struct Standard<'l> {
    live: Option<&'l Live>,
    /// What the live rules declare; `None` if they are none.
    pub(crate) schema: Option<String>,
    /// The flags of the live rules that the kill list turns off.
    killed: BTreeSet<&'l str>,
    now: u64,
}

impl<'l> Standard<'l> {
    /// What is live now.
    pub(crate) fn of(live: Option<&'l Live>, list: &KillList) -> Self {
        let model = live.and_then(|live| live.model.as_ref());
        let killed = model.map(|model| {
            let flags = list.kills.flags(&Known::of(model));
            flags
                .iter()
                .filter_map(|id| model.flags.get(*id as usize))
                .map(|flag| flag.name.as_str())
                .collect()
        });
        Self { live, schema: model.map(schema_hash), killed: killed.unwrap_or_default(), now: now() }
    }

    /// How many seconds ago an instance has reported.
    pub(crate) fn age(&self, report: &Report) -> u64 {
        self.now.saturating_sub(report.at)
    }

    /// Why an instance is behind; nothing if it is not.
    pub(crate) fn lags(&self, report: &Report) -> Vec<String> {
        let mut lags = Vec::new();
        if self.age(report) > SILENT {
            lags.push(format!("has not reported for more than {} minutes", SILENT / 60));
        }
        lags.extend(self.revision_lag(report));
        match report.status.as_str() {
            "cached" => lags.push("runs the rules of an earlier run".to_owned()),
            "stale" if report.refused.is_none() => lags.push("has lost the store".to_owned()),
            _ => {}
        }
        if let Some(refused) = &report.refused {
            lags.push(refused.lines().next().unwrap_or_default().to_owned());
        }
        lags.extend(
            report.kept.iter().map(|(flag, reason)| format!("keeps old rules of `{flag}`, because {reason}")),
        );
        let missing = self.killed.iter().find(|name| !report.killed.iter().any(|it| it == *name));
        if let Some(missing) = missing {
            let perhaps = if self.knows(report) { "" } else { ", or was built without it" };
            lags.push(format!("does not know that `{missing}` is killed{perhaps}"));
        }
        lags
    }

    /// Whether an instance was built with the names and types of what is live. During a rollout of a new build
    /// some are not, which is no lag: they keep what they cannot follow.
    pub(crate) fn knows(&self, report: &Report) -> bool {
        self.schema.as_ref().is_none_or(|schema| *schema == report.schema)
    }

    fn revision_lag(&self, report: &Report) -> Option<String> {
        let seal = self.live?.seal?;
        if !seal.is_for(&report.instance) {
            let text = "runs what it was compiled with: the rules are for others, and there is no base";
            return (report.status == "embedded").then(|| text.to_owned());
        }
        match report.revision {
            Some(revision) if revision == seal.revision => None,
            Some(revision) if revision > seal.revision => {
                Some(format!("runs revision {revision}, which is newer"))
            }
            Some(revision) => Some(format!("runs revision {revision}")),
            None if report.status == "embedded" => Some("runs what it was compiled with".to_owned()),
            None => Some("runs rules without a seal".to_owned()),
        }
    }
}

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

/// `12 s`, `4 min`, `3 h`, `2 d`.
pub(crate) fn describe_age(seconds: u64) -> String {
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min", seconds / 60),
        3600..86_400 => format!("{} h", seconds / 3600),
        _ => format!("{} d", seconds / 86_400),
    }
}
