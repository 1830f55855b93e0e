//! Lints: what is valid, but most likely not meant. One file for each; the file's name is the lint's.
//!
//! A lint looks at the checked model, so nothing it sees is broken. Each has a level that the file may
//! change, for everything, for a flag, for a rule or for a segment. What makes a file invalid is no lint.
//! A lint that is not sure keeps quiet: a false alarm is a bug.

mod edit;
mod levels;
mod places;
mod uses;

mod always_true;
mod constant_flag;
mod email_address;
mod experiment_variants;
mod expired;
mod fully_rolled_out;
mod identical_flags;
mod missing_description;
mod missing_expires;
mod missing_owner;
mod never_called;
mod never_matches;
mod never_true;
mod ops_percentage;
mod optional_attribute;
mod redundant_requirement;
mod requirement_never_met;
mod rule_without_effect;
mod unreachable_rule;
mod unreachable_variant;
mod unused_attribute;
mod unused_segment;
mod unused_serve;
mod unused_stage;
mod wider_than_parent;

pub use expired::expired_flags;
pub use fully_rolled_out::{describe_payload, rolled_out_flags};
pub use levels::{Levels, LintName};
pub use never_called::{Called, uncalled_flags};

use crate::Options;
use crate::analysis::Analysis;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Document, Level};
use crate::model::Model;

/// One lint.
pub struct Lint {
    /// Its name.
    pub code: Code,
    /// Its level where the file does not say.
    pub level: Level,
    check: fn(&mut Linter<'_>),
}

/// Every lint, in the order of the documentation.
pub const LINTS: &[Lint] = &[
    unreachable_rule::LINT,
    never_true::LINT,
    never_matches::LINT,
    always_true::LINT,
    rule_without_effect::LINT,
    unreachable_variant::LINT,
    unused_serve::LINT,
    constant_flag::LINT,
    optional_attribute::LINT,
    requirement_never_met::LINT,
    redundant_requirement::LINT,
    wider_than_parent::LINT,
    unused_segment::LINT,
    unused_attribute::LINT,
    unused_stage::LINT,
    email_address::LINT,
    identical_flags::LINT,
    expired::LINT,
    fully_rolled_out::LINT,
    never_called::LINT,
    missing_owner::LINT,
    missing_expires::LINT,
    missing_description::LINT,
    ops_percentage::LINT,
    experiment_variants::LINT,
];

/// The lint of this name.
pub fn lint_named(name: &str) -> Option<&'static Lint> {
    LINTS.iter().find(|lint| lint.code.name() == name)
}

/// Runs every lint over a checked file.
pub(crate) fn run_lints(
    text: &str,
    document: &Document<'_>,
    model: &Model,
    options: &Options<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let analysis = Analysis::of(model);
    let found = Vec::new();
    let mut linter = Linter { lint: &LINTS[0], text, document, model, options, analysis: &analysis, found };
    for lint in LINTS.iter().filter(|lint| is_asked(lint, model)) {
        linter.lint = lint;
        (lint.check)(&mut linter);
    }
    diagnostics.append(&mut linter.found);
}

/// Whether anything could come of a lint; many are silent unless the file asks for them.
fn is_asked(lint: &Lint, model: &Model) -> bool {
    let level = model.lints.of(lint.code).unwrap_or(lint.level);
    let speaks = |levels: &Levels| levels.of(lint.code).is_some_and(|level| level != Level::Allow);
    let own_rules = |flag: &crate::model::Flag| {
        let all = flag.overrides.iter().map(|(_, settings)| settings).chain([&flag.settings]);
        all.flat_map(|settings| settings.rules.iter().flatten()).any(|rule| speaks(&rule.lints))
    };
    let stage_rules = |stage: &crate::model::Stage| {
        let own = stage.environments.iter().flat_map(|(_, rules)| rules);
        own.chain(&stage.rules).any(|rule| speaks(&rule.lints))
    };
    level != Level::Allow
        || model.flags.iter().any(|flag| speaks(&flag.lints) || own_rules(flag))
        || model.segments.iter().any(|segment| speaks(&segment.lints))
        || model.stages.iter().any(stage_rules)
}

/// What a lint looks at. Takes what it finds, and lets through what the levels say.
pub(crate) struct Linter<'l> {
    lint: &'static Lint,
    /// The file.
    text: &'l str,
    /// The file as written, for places that the model does not keep.
    document: &'l Document<'l>,
    model: &'l Model,
    options: &'l Options<'l>,
    analysis: &'l Analysis<'l>,
    found: Vec<Diagnostic>,
}

impl Linter<'_> {
    /// A finding of this lint.
    fn find(&self, span: crate::source::Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.lint.code, span, message)
    }

    /// Reports a finding; `scopes` are the levels of what it is about, innermost first.
    fn report(&mut self, scopes: &[&Levels], diagnostic: Diagnostic) {
        let code = self.lint.code;
        let own = scopes.iter().find_map(|levels| Some((levels.of(code)?, "set here, in `lints`")));
        let file = || {
            let level = self.model.lints.of(code)?;
            let is_named = self.model.lints.0.iter().any(|(name, _)| *name == LintName::One(code));
            Some((level, if is_named { "set in `[lints]`" } else { "set by `all` in `[lints]`" }))
        };
        let default = || {
            let level = self.lint.level;
            (level, if level == Level::Deny { "denied by default" } else { "on by default" })
        };
        let (level, origin) = own.or_else(file).unwrap_or_else(default);
        let severity = match level {
            Level::Allow => return,
            Level::Warn => Severity::Warning,
            Level::Deny => Severity::Error,
        };
        let diagnostic = diagnostic.note(format!("`flags::{code}` is {origin}"));
        self.found.push(Diagnostic { code, severity, ..diagnostic });
    }
}
