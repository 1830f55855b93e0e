//! Words that Rust or the generated code needs.

use super::{Declared, Kind};
use crate::diagnostic::{Code, Diagnostic};
use crate::naming::{is_keyword, variant_name};

/// What a condition or a context already says with these words.
const ATTRIBUTES: &[(&str, &str)] = &[
    ("segment", "conditions ask for segments with this key"),
    ("flag", "conditions ask for flags with this key"),
    ("any", "conditions combine others with this key"),
    ("all", "conditions combine others with this key"),
    ("none", "conditions combine others with this key"),
    ("now", "built in: the time of the decision"),
    ("environment", "contexts name the environment with this key"),
    ("new", "the generated `Context::new`"),
    ("anonymous", "the generated `Context::anonymous`"),
    ("into_owned", "the generated `Context::into_owned`"),
];

/// The methods of the generated handle, and those of its traits that a flag would hide.
const FLAGS: &[&str] = &["new", "with", "explain", "all", "decide", "snapshot", "live", "clone", "fmt"];

/// Reports a name that is taken before any file is read.
pub(super) fn check_reserved(declared: &Declared<'_>) -> Option<Diagnostic> {
    let Declared { kind, name } = *declared;
    let reason = find_reason(kind, name.value)?;
    let message = format!("`{}` cannot be the name of {}", name.value, kind.phrase());
    let diagnostic = Diagnostic::error(Code::ReservedName, name.span, message).label(reason);
    Some(diagnostic.help(match kind {
        Kind::FormerFlag => "leave `renamed_from` out: no flag can have had this name",
        Kind::RetiredFlag => "leave it out: no flag can have had this name",
        _ => "choose another name",
    }))
}

fn find_reason(kind: Kind, name: &str) -> Option<String> {
    let keyword = |word: &str| format!("`{word}` is a keyword of Rust");
    match kind {
        Kind::Variant | Kind::Value | Kind::Environment => {
            let converted = variant_name(name);
            is_keyword(&converted).then(|| format!("it becomes `{converted}`, a keyword of Rust"))
        }
        // Rust never sees these.
        Kind::Stage | Kind::NamedValue => None,
        _ if is_keyword(name) => Some(keyword(name)),
        Kind::Flag | Kind::FormerFlag | Kind::RetiredFlag => {
            FLAGS.contains(&name).then(|| format!("the handle has a method `{name}` of its own"))
        }
        Kind::Attribute => {
            let found = ATTRIBUTES.iter().find(|(reserved, _)| *reserved == name);
            found.map(|(_, reason)| (*reason).to_owned())
        }
        Kind::Segment | Kind::Field => None,
    }
}
