//! Files as text.

use std::fmt;

use super::SCHEMA;
use super::file::File;
use super::flag::{Flag, Kind, Rule, Settings, decimal};

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.environments {
            writeln!(f, "environments = [\"staging\", \"production\"]")?;
        }
        writeln!(f, "[lints]\nall = \"allow\"")?;
        let regions: Vec<String> = (0..70).map(|number| format!("\"r{number}\"")).collect();
        f.write_str(&SCHEMA.replace("REGIONS", &format!("[{}]", regions.join(", "))))?;
        for (number, segment) in self.segments.iter().enumerate() {
            writeln!(f, "\n[segments.segment_{number}]")?;
            key(f, "when", segment.when.as_ref())?;
            key(f, "include", segment.include.as_ref())?;
            key(f, "exclude", segment.exclude.as_ref())?;
            percentage(f, "sample", segment.sample)?;
            quoted(f, "by", segment.by)?;
        }
        for (number, stage) in self.stages.iter().enumerate() {
            writeln!(f, "\n[[stages]]\nname = \"stage-{number}\"")?;
            write_rules(f, "rules", &stage.rules)?;
            if let Some(own) = &stage.own {
                write_rules(f, "env.production.rules", own)?;
            }
        }
        // The order of the file is not that of who asks about whom.
        for (number, flag) in self.flags.iter().enumerate().rev() {
            writeln!(f, "\n[flags.flag_{number}]")?;
            write_flag(f, flag)?;
        }
        Ok(())
    }
}

fn write_flag(f: &mut fmt::Formatter<'_>, flag: &Flag) -> fmt::Result {
    match flag.kind {
        Kind::Bool => {}
        Kind::Variants(count) => {
            let names: Vec<String> = (0..count).map(|number| format!("\"v-{number}\"")).collect();
            writeln!(f, "variants = [{}]", names.join(", "))?;
        }
        Kind::Integer => writeln!(f, "default = 10")?,
        Kind::Float => writeln!(f, "default = 1.5")?,
        Kind::Text => writeln!(f, "default = \"hi\"")?,
        Kind::Table => writeln!(f, "default = {{ limit = 5, title = \"small\", ratio = 1.0 }}")?,
        Kind::Named => writeln!(f, "variants = {{ v-0 = 10, v-1 = 500, v-2 = 10 }}\ndefault = \"v-1\"")?,
    }
    if flag.only_production {
        writeln!(f, "environments = [\"production\"]")?;
    }
    let states = flag.requires.iter().map(|(number, variant)| match variant {
        Some(variant) => format!("flag_{number} = \"v-{variant}\""),
        None => format!("flag_{number} = true"),
    });
    let states: Vec<String> = states.collect();
    if !states.is_empty() {
        writeln!(f, "requires = {{ {} }}", states.join(", "))?;
    }
    quoted(f, "by", flag.by)?;
    quoted(f, "salt", flag.salt.as_deref())?;
    write_settings(f, "", &flag.settings)?;
    flag.own.as_ref().map_or(Ok(()), |own| write_settings(f, "env.production.", own))
}

fn write_settings(f: &mut fmt::Formatter<'_>, prefix: &str, settings: &Settings) -> fmt::Result {
    let at = |name: &str| format!("{prefix}{name}");
    key(f, &at("enabled"), settings.enabled)?;
    key(f, &at("deny"), settings.deny.as_ref())?;
    let allow = settings.allow.iter().map(|(when, serve)| match serve {
        Some(serve) => format!("{{ when = {when}, serve = {serve} }}"),
        None => format!("{{ when = {when} }}"),
    });
    let allow: Vec<String> = allow.collect();
    if !allow.is_empty() {
        writeln!(f, "{} = [{}]", at("allow"), allow.join(", "))?;
    }
    key(f, &at("when"), settings.when.as_ref())?;
    write_rules(f, &at("rules"), &settings.rules)?;
    quoted(f, &at("stage"), settings.stage.as_deref())?;
    percentage(f, &at("rollout"), settings.rollout)?;
    key(f, &at("serve"), settings.serve.as_ref())
}

fn write_rules(f: &mut fmt::Formatter<'_>, name: &str, rules: &[Rule]) -> fmt::Result {
    if rules.is_empty() {
        return Ok(());
    }
    writeln!(f, "{name} = [")?;
    for rule in rules {
        let parts = [
            Some(format!("on_miss = \"{}\"", if rule.next { "next" } else { "stop" })),
            rule.when.as_ref().map(|when| format!("when = {when}")),
            rule.rollout.map(|rollout| format!("rollout = \"{}%\"", decimal(rollout as usize))),
            rule.serve.as_ref().map(|serve| format!("serve = {serve}")),
            rule.by.map(|by| format!("by = \"{by}\"")),
        ];
        writeln!(f, "  {{ {} }},", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    }
    writeln!(f, "]")
}

fn key(f: &mut fmt::Formatter<'_>, name: &str, value: Option<impl fmt::Display>) -> fmt::Result {
    value.map_or(Ok(()), |value| writeln!(f, "{name} = {value}"))
}

fn quoted(f: &mut fmt::Formatter<'_>, name: &str, value: Option<&str>) -> fmt::Result {
    value.map_or(Ok(()), |value| writeln!(f, "{name} = \"{value}\""))
}

/// Whole percentages as numbers, others as strings: a bare fraction below 1 is a mistake.
fn percentage(f: &mut fmt::Formatter<'_>, name: &str, value: Option<u32>) -> fmt::Result {
    let Some(value) = value else { return Ok(()) };
    if value % 1000 == 0 {
        return writeln!(f, "{name} = {}", value / 1000);
    }
    writeln!(f, "{name} = \"{}%\"", decimal(value as usize))
}
