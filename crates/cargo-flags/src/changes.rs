//! What a comparison says, for people and for programs.

use std::fmt::Write as _;
use std::io::{self, Write};

use flags_model::compare::{
    Class, Comparison, Declaration, DeclarationChange, Dependency, EnvironmentChange, Fate, FlagChange,
    FlagCount, Group, Impact, Options, Share, compare,
};
use flags_model::model::Model;
use serde_json::{Value, json};

use crate::look;
use crate::today::clock;

/// How many people a change affects in one environment.
pub(crate) struct Counts {
    pub(crate) environment: Option<String>,
    pub(crate) flags: Vec<FlagCount>,
}

/// What changes for whom, at the time of now.
pub(crate) fn between(old: &Model, new: &Model) -> Comparison {
    let now = clock().unwrap_or(0);
    compare(old, new, &Options { now, ..Options::default() })
}

/// Writes every change, and a line that sums up.
pub(crate) fn write(
    out: &mut impl Write,
    comparison: &Comparison,
    counts: &[Counts],
    (old, new): (&str, &str),
) -> io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    writeln!(out, "{dim}{old} → {new}{dim:#}")?;
    for change in &comparison.declarations {
        writeln!(out, "\n{bold}{}{bold:#}  {}", declared(change), class(change.class))?;
        write_lines(out, change.old.as_ref(), change.new.as_ref())?;
    }
    for flag in comparison.changed() {
        write_flag(out, flag, counts)?;
    }
    if comparison.is_unchanged() {
        return writeln!(out, "\nno flag decides otherwise, and none says anything else");
    }
    writeln!(out, "\n{}", summary(comparison))
}

fn write_flag(out: &mut impl Write, flag: &FlagChange, counts: &[Counts]) -> io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    let fate = match &flag.fate {
        Fate::Added => " (new)".to_owned(),
        Fate::Removed => " (removed)".to_owned(),
        Fate::Renamed { from } => format!(" (was {from})"),
        Fate::Kept => String::new(),
    };
    writeln!(out, "\n{bold}{}{bold:#}{fate}  {}", flag.name, class(flag.class))?;
    for detail in &flag.details {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "nothing".into());
        writeln!(out, "  {dim}{}:{dim:#} {} → {}", detail.what, value(&detail.old), value(&detail.new))?;
    }
    for sentence in &flag.before {
        writeln!(out, "  {0}- {sentence}{0:#}", look::OFF)?;
    }
    for sentence in &flag.after {
        writeln!(out, "  {0}+ {sentence}{0:#}", look::ON)?;
    }
    if !flag.because.is_empty() {
        let causes: Vec<_> = flag.because.iter().map(dependency).collect();
        writeln!(out, "  {dim}because of {}{dim:#}", causes.join(", "))?;
    }
    for (places, impact) in by_impact(&flag.environments) {
        write_impact(out, &places, impact)?;
    }
    for counts in counts {
        let Some(count) = counts.flags.iter().find(|count| count.name == flag.name) else { continue };
        let place = counts.environment.as_ref().map_or_else(String::new, |name| format!("{name}: "));
        writeln!(out, "  {dim}counted{dim:#} {place}{}", count_words(count))?;
    }
    Ok(())
}

fn write_lines(out: &mut impl Write, old: Option<&String>, new: Option<&String>) -> io::Result<()> {
    if let Some(old) = old {
        writeln!(out, "  {0}- {old}{0:#}", look::OFF)?;
    }
    if let Some(new) = new {
        writeln!(out, "  {0}+ {new}{0:#}", look::ON)?;
    }
    Ok(())
}

/// Environments in which the same happens share its lines.
fn by_impact(changes: &[EnvironmentChange]) -> Vec<(Vec<&str>, &Impact)> {
    let mut grouped: Vec<(Vec<&str>, &Impact)> = Vec::new();
    for change in changes.iter().filter(|it| !it.impact.exhaustive || !it.impact.groups.is_empty()) {
        let name = change.environment.as_deref().unwrap_or("");
        match grouped.iter_mut().find(|(_, impact)| **impact == change.impact) {
            Some((names, _)) => names.push(name),
            None => grouped.push((vec![name], &change.impact)),
        }
    }
    grouped
}

fn write_impact(out: &mut impl Write, places: &[&str], impact: &Impact) -> io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    let place = places.join(", ");
    let indent = if place.is_empty() { "  " } else { "    " };
    if !place.is_empty() {
        writeln!(out, "  {bold}{place}{bold:#}")?;
    }
    let about = if impact.exact { "" } else { "about " };
    for group in &impact.groups {
        writeln!(out, "{indent}{}", tinted(group, about))?;
    }
    let doubt = match (impact.exhaustive, impact.groups.is_empty()) {
        (true, _) => return Ok(()),
        (false, true) => "nobody found with representative contexts; some may be affected",
        (false, false) => "found with representative contexts; others may be affected too",
    };
    writeln!(out, "{indent}{dim}{doubt}{dim:#}")
}

/// A group in words, in the colour of what happens to it.
fn tinted(group: &Group, about: &str) -> String {
    let effect = &group.effect;
    let style = if !effect.moved.is_none() || !effect.moved_off.is_none() {
        look::MOVED
    } else if effect.loses.is_none() {
        look::ON
    } else {
        look::OFF
    };
    let mut who = String::new();
    for (index, case) in group.who.iter().enumerate() {
        let _ = write!(who, "{}{case}", if index == 0 { "" } else { "; or " });
    }
    format!("{who}: {style}{about}{effect}{style:#}")
}

fn count_words(count: &FlagCount) -> String {
    let number = |count: u64| look::grouped(usize::try_from(count).unwrap_or(usize::MAX));
    let parts = [
        (count.gained, "gain it"),
        (count.lost, "lose it"),
        (count.moved, "get another value"),
        (count.moved_off, "are off with another value"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let mut parts: Vec<_> = parts.map(|(count, what)| format!("{} {what}", number(*count))).collect();
    if parts.is_empty() {
        parts.push("nobody is affected".into());
    }
    format!(
        "{} ({} → {} on, of {})",
        parts.join(", "),
        number(count.before),
        number(count.after),
        number(count.people)
    )
}

/// The changes in a line: `2 flags changed: 1 safe, 1 narrows`.
pub(crate) fn summary(comparison: &Comparison) -> String {
    let flags: Vec<_> = comparison.changed().collect();
    let mut counts = Vec::new();
    for class in Class::ALL {
        let of_flags = flags.iter().filter(|flag| flag.class == class).count();
        if of_flags > 0 {
            counts.push(format!("{of_flags} {class}"));
        }
    }
    let mut text = format!("{} changed", look::count(flags.len(), "flag"));
    if !counts.is_empty() {
        let _ = write!(text, ": {}", counts.join(", "));
    }
    if !comparison.declarations.is_empty() {
        let _ = write!(text, "; {} changed", look::count(comparison.declarations.len(), "declaration"));
    }
    text
}

fn class(class: Class) -> String {
    let style = match class {
        Class::Safe => look::ON,
        Class::Narrows | Class::Reshuffles => look::MOVED,
        Class::Breaking => look::ERROR,
    };
    format!("{style}{class}{style:#}")
}

fn kind(kind: Declaration) -> &'static str {
    match kind {
        Declaration::Environment => "environment",
        Declaration::Attribute => "attribute",
        Declaration::Segment => "segment",
        Declaration::Stage => "stage",
    }
}

fn declared(change: &DeclarationChange) -> String {
    let fate = match (&change.old, &change.new) {
        (None, _) => " (new)",
        (_, None) => " (removed)",
        _ => "",
    };
    format!("{} {}{fate}", kind(change.kind), change.name)
}

fn dependency(dependency: &Dependency) -> String {
    match dependency {
        Dependency::Flag(name) => name.clone(),
        Dependency::Segment(name) => format!("segment {name}"),
        Dependency::Stage(name) => format!("stage {name}"),
        Dependency::Attribute(name) => format!("attribute {name}"),
    }
}

/// One object for each change.
pub(crate) fn json(comparison: &Comparison, counts: &[Counts]) -> Vec<Value> {
    let declarations = comparison.declarations.iter().map(|change| {
        json!({
            "declaration": kind(change.kind), "name": change.name, "class": change.class.as_str(),
            "old": change.old, "new": change.new,
        })
    });
    declarations.chain(comparison.changed().map(|flag| flag_json(flag, counts))).collect()
}

fn flag_json(flag: &FlagChange, counts: &[Counts]) -> Value {
    let (fate, from) = match &flag.fate {
        Fate::Added => ("added", None),
        Fate::Removed => ("removed", None),
        Fate::Renamed { from } => ("renamed", Some(from)),
        Fate::Kept => ("kept", None),
    };
    let details = flag.details.iter().map(|detail| {
        json!({ "what": detail.what, "old": detail.old, "new": detail.new, "class": detail.class.as_str() })
    });
    let counted = counts.iter().filter_map(|counts| {
        let count = counts.flags.iter().find(|count| count.name == flag.name)?;
        Some(json!({
            "environment": counts.environment, "people": count.people, "before": count.before,
            "after": count.after, "gained": count.gained, "lost": count.lost, "moved": count.moved,
            "moved_off": count.moved_off,
        }))
    });
    json!({
        "flag": flag.name,
        "fate": fate,
        "from": from,
        "class": flag.class.as_str(),
        "details": details.collect::<Vec<_>>(),
        "before": flag.before,
        "after": flag.after,
        "because": flag.because.iter().map(dependency).collect::<Vec<_>>(),
        "environments": flag.environments.iter().map(environment_json).collect::<Vec<_>>(),
        "counted": counted.collect::<Vec<_>>(),
    })
}

/// Shares are percentages.
fn environment_json(change: &EnvironmentChange) -> Value {
    let groups = change.impact.groups.iter().map(|group| {
        let effect = &group.effect;
        json!({
            "who": group.who.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "before": percent(effect.before), "after": percent(effect.after),
            "gains": percent(effect.gains), "loses": percent(effect.loses),
            "moved": percent(effect.moved), "moved_off": percent(effect.moved_off),
        })
    });
    json!({
        "environment": change.environment,
        "class": change.class.as_str(),
        "exact": change.impact.exact,
        "exhaustive": change.impact.exhaustive,
        "groups": groups.collect::<Vec<_>>(),
    })
}

/// Rounded to what a rollout can say, so that 12.5 % is 12.5.
fn percent(share: Share) -> f64 {
    (share.fraction() * 100_000.0).round() / 1_000.0
}
