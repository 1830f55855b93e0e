//! Diagnostics for programs.

mod github;
mod json;
mod sarif;

pub(crate) use github::github;
pub(crate) use json::{json, severity};
pub(crate) use sarif::sarif;

use flags_model::Diagnostic;

/// What to do in one line, with the new text where the help does not say it: "a flag with a similar name
/// exists" goes with a picture of the edit.
fn help(diagnostic: &Diagnostic) -> Option<String> {
    let help = diagnostic.help.as_ref()?;
    let new = diagnostic.patch.as_ref().map_or("", |patch| patch.replacement.trim());
    let is_said = new.is_empty() || new.contains('\n') || help.contains(new.trim_matches('"'));
    Some(if is_said { help.clone() } else { format!("{help}: `{new}`") })
}
