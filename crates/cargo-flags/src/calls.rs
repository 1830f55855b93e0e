//! Where the code calls which flag, for people and for programs.

use std::fmt::Write as _;
use std::io::Write;

use flags_model::Loaded;
use flags_model::lint::uncalled_flags;
use serde_json::{Value, json};

use crate::arguments::Format;
use crate::code::{Call, Usage};
use crate::look;

/// Files that could not be read hide calls, so that nothing certain can be said about the flags in them.
pub(crate) fn warn_of_unread(usage: &Usage, format: Format) {
    let (warning, help) = (look::WARNING, look::HELP);
    let mut err = anstream::stderr().lock();
    for unread in &usage.findings.unread {
        // A warning that cannot be written is none.
        let _ = match format {
            Format::Human => writeln!(
                err,
                "{warning}warning{warning:#}: cannot read this file as Rust, so flags that it names count as \
                 called: {}\n {help}-->{help:#} {}",
                unread.reason, unread.place
            ),
            Format::Json => {
                let message = format!("cannot read this file as Rust: {}", unread.reason);
                writeln!(err, "{}", json!({ "warning": message, "place": unread.place }))
            }
        };
    }
    if let Some(place) = &usage.findings.by_variable {
        let message =
            "a flag is asked for by a name that only the running program knows, so any may be called";
        let _ = match format {
            Format::Human => {
                writeln!(err, "{help}note{help:#}: {message}\n {help}-->{help:#} {place}")
            }
            Format::Json => {
                writeln!(err, "{}", json!({ "note": message, "place": place.to_string() }))
            }
        };
    }
}

/// Lists the calls of each flag.
pub(crate) fn print(out: &mut impl Write, usage: &Usage, loaded: &Loaded) -> std::io::Result<()> {
    let (bold, dim) = (look::BOLD, look::DIM);
    let unheard = usage.called().zip(loaded.model.as_ref());
    let unheard = unheard.map(|(called, model)| uncalled_flags(model, &called)).unwrap_or_default();
    for (id, (flag, calls)) in (0..).zip(loaded.names.flags.iter().zip(&usage.flags)) {
        let number = match calls.len() {
            0 if loaded.model.is_none() || unheard.contains(&id) => "no calls".to_owned(),
            0 => "no calls, but flags that are called ask for it".to_owned(),
            number => look::count(number, "call"),
        };
        writeln!(out, "{bold}{}{bold:#} {dim}({number}){dim:#}", flag.name)?;
        for call in calls {
            writeln!(out, "    {}", describe(call, &flag.name))?;
        }
    }
    for (retired, calls) in retired(usage, loaded) {
        let (off, number) = (look::OFF, look::count(calls.len(), "call"));
        writeln!(out, "{bold}{retired}{bold:#} {dim}({number}){dim:#} {off}retired{off:#}")?;
        for call in calls {
            writeln!(out, "    {}", describe(call, retired))?;
        }
    }
    Ok(())
}

/// The same as objects.
pub(crate) fn objects(usage: &Usage, loaded: &Loaded) -> Vec<Value> {
    let flags = loaded.names.flags.iter().zip(&usage.flags);
    let flags = flags.map(|(flag, calls)| json!({ "flag": flag.name, "calls": list(calls, &flag.name) }));
    let retired =
        retired(usage, loaded).map(|(name, calls)| json!({ "retired": name, "calls": list(calls, name) }));
    flags.chain(retired).collect()
}

/// Calls as objects; `old_name` where the flag has a new one.
pub(crate) fn list(calls: &[Call], name: &str) -> Value {
    let object = |call: &Call| {
        json!({
            "file": call.place.file,
            "line": call.place.line,
            "column": call.place.column,
            "in_tests": call.in_tests,
            "old_name": Some(&call.name).filter(|called| *called != name),
        })
    };
    calls.iter().map(object).collect()
}

/// `src/main.rs:10:5, in tests, by its old name`
pub(crate) fn describe(call: &Call, name: &str) -> String {
    let dim = look::DIM;
    let mut text = call.place.to_string();
    if call.in_tests {
        let _ = write!(text, "{dim}, in tests{dim:#}");
    }
    if call.name != name {
        let _ = write!(text, "{dim}, by its old name `{}`{dim:#}", call.name);
    }
    text
}

fn retired<'u>(usage: &'u Usage, loaded: &'u Loaded) -> impl Iterator<Item = (&'u str, &'u [Call])> {
    let names = loaded.model.iter().flat_map(|model| &model.retired).map(|retired| &*retired.name);
    names.zip(usage.retired.iter().map(Vec::as_slice)).filter(|(_, calls)| !calls.is_empty())
}
