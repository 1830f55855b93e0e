//! What `kill --live` and `revive --live` say.

use std::io::Write;

use serde_json::json;

use super::impact::Effect;
use crate::edit::diff;
use crate::failure::Failure;
use crate::look;

/// A change of the kill list, made or only shown.
pub(super) struct Outcome<'a> {
    pub(super) place: &'a str,
    pub(super) old: &'a [u8],
    pub(super) new: &'a [u8],
    /// The names on the new list.
    pub(super) list: Vec<String>,
    pub(super) effects: Vec<Effect>,
    pub(super) warnings: Vec<String>,
    pub(super) written: bool,
    pub(super) is_dry: bool,
}

impl Outcome<'_> {
    pub(super) fn print(&self, is_json: bool) -> Result<(), Failure> {
        if is_json { self.print_json() } else { self.print_human() }
    }

    fn print_human(&self) -> Result<(), Failure> {
        let mut out = anstream::stdout().lock();
        let (bold, note) = (look::BOLD, look::HELP);
        if self.old != self.new {
            writeln!(out, "{note}-->{note:#} the kill list of {}", self.place)?;
            let (old, new) = (String::from_utf8_lossy(self.old), String::from_utf8_lossy(self.new));
            writeln!(out, "{}", diff(&old, &new))?;
        }
        for effect in &self.effects {
            writeln!(out, "{bold}{}{bold:#}", effect.sentence)?;
            for group in &effect.groups {
                writeln!(out, "  {}", group.short)?;
            }
        }
        drop(out);
        look::warn(&self.warnings)?;
        if self.written {
            writeln!(anstream::stdout(), "{note}written{note:#}: the kill list of {}", self.place)?;
        } else if self.is_dry {
            writeln!(anstream::stdout(), "{note}dry run{note:#}: nothing was written")?;
        } else if self.effects.is_empty() {
            writeln!(anstream::stdout(), "nothing to do: the kill list is empty")?;
        }
        Ok(())
    }

    fn print_json(&self) -> Result<(), Failure> {
        let effects = self.effects.iter().map(|effect| {
            json!({
                "flag": effect.flag,
                "effect": effect.sentence,
                "groups": effect.groups.iter().map(|group| &group.full).collect::<Vec<_>>(),
                "followers": effect.followers,
            })
        });
        let object = json!({
            "store": self.place,
            "written": self.written,
            "killed": self.list,
            "flags": effects.collect::<Vec<_>>(),
            "warnings": self.warnings,
        });
        writeln!(anstream::stdout(), "{object}")?;
        Ok(())
    }
}
