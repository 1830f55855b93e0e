//! Newer rules for a program whose names and types were compiled: what it can follow moves, flag by flag,
//! and the rest keeps the last rules that it could follow.

mod assemble;
mod circles;
mod flag;
mod foreign;
mod matching;
mod place;
mod rejection;
mod same;
mod settle;
mod source;
mod translate;
mod variants;
mod whole;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::load::load_inspected;
use super::seal::{check_flag_count, verify_seal};
use super::{FlagReport, Kept, Known, Limits, Missing, Outcome, Reload, Seal};
use crate::compare;
use crate::model::{FlagId, Model};
use assemble::{Assembled, Parts, assemble, find_changed};
use foreign::Foreign;
use matching::{know_names, match_flags};
pub use rejection::Rejection;
use source::Source;
use whole::{is_alike, take_whole};

/// How a text is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// What it may cost.
    pub limits: Limits,
    /// Whether it must be sealed.
    pub require_seal: bool,
    /// How changed flags are compared with what they were; `None` says only that they changed.
    pub compare: Option<compare::Options>,
    /// Whether the program can ask regular expressions (`matches`): whether the feature `regex` is on. If not,
    /// flags that ask one keep their rules.
    pub regex: bool,
    /// How many changed flags are compared, because that takes much longer than the merge itself.
    pub most_compared: usize,
}

/// A text that was taken.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The rules that hold from now on. Attributes, environments, flags, variants and members have the
    /// numbers that they were compiled with.
    pub model: Model,
    /// The seal of the text.
    pub seal: Option<Seal>,
    /// The names by which kill lists may call the flags.
    pub known: Known,
    /// The flags that decide otherwise than they were compiled, or ask about something that does.
    pub changed: BTreeSet<FlagId>,
    /// What became of each flag.
    pub reload: Reload,
}

impl Default for Options {
    fn default() -> Self {
        let compare =
            compare::Options { most_contexts: 200, most_decisions: 10_000, ..compare::Options::default() };
        Self {
            limits: Limits::default(),
            require_seal: false,
            compare: Some(compare),
            regex: cfg!(feature = "regex"),
            most_compared: 100,
        }
    }
}

/// Takes a text into a program that was compiled with one file and runs the rules of another, or the same.
/// `running` is `compiled`, or [`Merged::model`] of an earlier merge with the same `compiled`.
///
/// # Errors
///
/// The text is refused whole, for mistakes of its own or because it may not be whole.
///
/// ```
/// use flags_model::reload::{Options, merge};
/// let text = "[context]\nuser = { type = \"string\", key = true }\n[flags.chat]\nrollout = 5\n";
/// let compiled = flags_model::load(text).model.expect("the file is valid");
/// let wider = text.replace("rollout = 5", "rollout = 50");
/// let merged = merge(&compiled, &compiled, &wider, &Options::default()).expect("it is taken");
/// assert_eq!(merged.reload.flags[0].to_string(), "chat: changed; nobody loses it");
/// let error = merge(&compiled, &compiled, "[context]\n", &Options::default()).expect_err("it lacks a flag");
/// assert_eq!(error.to_string(), "the text has no seal and lacks `chat`: it may be cut");
/// ```
pub fn merge(compiled: &Model, running: &Model, text: &str, options: &Options) -> Result<Merged, Rejection> {
    let mut foreign = Foreign::default();
    let is_short = text.len() <= options.limits.text_bytes;
    // What is too long is refused for that: its digest would be work for whoever sends it.
    let seal = if is_short { verify_seal(text).map_err(Rejection::Seal)? } else { None };
    if options.require_seal && is_short && seal.is_none() {
        return Err(Rejection::Unsealed);
    }
    let loaded = load_inspected(text, &options.limits, options.regex, |document| {
        foreign = Foreign::of(document, compiled, options.regex);
    });
    let Some(new) = loaded.model else { return Err(Rejection::Invalid(loaded.diagnostics)) };
    if let Some((seal, span)) = &seal {
        check_flag_count(seal, *span, Some(new.flags.len())).map_err(Rejection::Seal)?;
    }
    let matching = match_flags(compiled, &new);
    let known = know_names(compiled, &new, &matching);
    let missing = list_missing(compiled, &new, &matching.sources, seal.is_some())?;
    let parts = Parts { compiled, running: Source::running(running), matching };
    let (assembled, text) = if foreign.is_empty() && is_alike(compiled, &new) {
        (take_whole(compiled, new), None)
    } else {
        (assemble(&parts, &Source::text(compiled, &new, &parts.matching, foreign)), Some(new))
    };
    let assembled = assembled.ok_or_else(|| Rejection::Invalid(Vec::new()))?;
    let text = text.as_ref().unwrap_or(&assembled.model);
    let is_new = find_changed(compiled, &parts.running, &assembled);
    let flags = report(&parts, text, &assembled, &missing, &is_new, options);
    let reload = Reload { flags, warnings: loaded.diagnostics };
    let is_changed = if std::ptr::eq(compiled, running) {
        is_new
    } else {
        find_changed(compiled, &Source::running(compiled), &assembled)
    };
    let changed = (0..).zip(is_changed).filter_map(|(flag, is_changed)| is_changed.then_some(flag)).collect();
    Ok(Merged { model: assembled.model, seal: seal.map(|(seal, _)| seal), known, changed, reload })
}

/// Why each flag that the text lacks may be lacking.
fn list_missing(
    compiled: &Model,
    text: &Model,
    sources: &[Option<usize>],
    is_sealed: bool,
) -> Result<Vec<Option<Missing>>, Rejection> {
    let mut lost = Vec::new();
    let retired: HashSet<&str> = text.retired.iter().map(|retired| retired.name.as_str()).collect();
    let missing = compiled.flags.iter().zip(sources).map(|(flag, source)| match source {
        Some(_) => None,
        None if retired.contains(flag.name.as_str()) => Some(Missing::Retired),
        None => {
            lost.push(flag.name.clone());
            Some(Missing::Sealed)
        }
    });
    let missing = missing.collect();
    if is_sealed || lost.is_empty() { Ok(missing) } else { Err(Rejection::Missing(lost)) }
}

fn report(
    parts: &Parts<'_>,
    text: &Model,
    assembled: &Assembled,
    missing: &[Option<Missing>],
    is_changed: &[bool],
    options: &Options,
) -> Vec<FlagReport> {
    let compiled = parts.compiled;
    let moved = |id: &usize| is_changed[*id] && missing[*id].is_none() && assembled.kept[*id].is_none();
    let changed: Vec<usize> = (0..compiled.flags.len()).filter(moved).collect();
    let few = &changed[..changed.len().min(options.most_compared)];
    let compare = options.compare.as_ref().filter(|_| !few.is_empty());
    let classes: HashMap<usize, compare::Class> = compare.map_or_else(HashMap::new, |how| {
        let changes = compare::compare_alike(parts.running.model, &assembled.model, few, how);
        few.iter().copied().zip(changes.into_iter().map(|change| change.class)).collect()
    });
    let mut reports = Vec::with_capacity(compiled.flags.len());
    for (id, flag) in compiled.flags.iter().enumerate() {
        let outcome = match (missing[id], &assembled.kept[id]) {
            (Some(missing), _) => Outcome::Missing(missing),
            (None, Some(kept)) => Outcome::Kept(place_in_text(parts, text, id, kept)),
            (None, None) if is_changed[id] => Outcome::Changed(classes.get(&id).copied()),
            (None, None) => Outcome::Unchanged,
        };
        let source = parts.matching.sources[id].and_then(|at| text.flags.get(at));
        let renamed = source.map(|it| it.name.clone()).filter(|name| *name != flag.name);
        reports.push(FlagReport { name: flag.name.clone(), renamed, outcome });
    }
    let mut is_source = vec![false; text.flags.len()];
    parts.matching.sources.iter().flatten().for_each(|at| is_source[*at] = true);
    for (at, flag) in text.flags.iter().enumerate() {
        if parts.matching.targets[at].is_none() && !is_source[at] {
            reports.push(FlagReport { name: flag.name.clone(), renamed: None, outcome: Outcome::Ignored });
        }
    }
    reports
}

/// A reason that belongs to no line of the text stands at the flag.
fn place_in_text(parts: &Parts<'_>, text: &Model, id: usize, kept: &Kept) -> Kept {
    let flag = parts.matching.sources[id].and_then(|at| text.flags.get(at));
    let span = if kept.span == assemble::NOWHERE { flag.map(|flag| flag.span) } else { None };
    Kept { span: span.unwrap_or(kept.span), ..kept.clone() }
}
