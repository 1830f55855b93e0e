//! Limits of what a text declares, before its names are looked up.

use std::collections::HashSet;

use flags_runtime::Pattern;

use super::{Gauge, Limits};
use crate::check::list_fitting;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Flag, OperatorKind, Scalar};
use crate::reload::walk::{Values, list_settings, walk_flag, walk_segment, walk_stage};
use crate::source::Span;

/// Checks a document; says whether to go on.
pub(in crate::reload) fn check_document(
    document: &Document<'_>,
    limits: &Limits,
    errors: &mut Vec<Diagnostic>,
    warnings: &mut Vec<Diagnostic>,
) -> bool {
    let before = errors.len();
    check_flags(document, limits, errors, warnings);
    check_names(document, limits, errors, warnings);
    let mut lists = Lists::new(limits);
    for attribute in &document.attributes {
        if let Some(of) = &attribute.of {
            lists.measure(of.value.len(), |at| of.value.get(at).map(|it| it.span));
        }
    }
    let visit = &mut |values: &Values<'_, '_>| lists.visit(values);
    document.segments.iter().for_each(|segment| walk_segment(segment, visit));
    document.stages.iter().flatten().for_each(|stage| walk_stage(stage, visit));
    document.flags.iter().for_each(|flag| walk_flag(flag, visit));
    lists.finish(errors, warnings);
    errors.len() == before
}

fn check_flags(
    document: &Document<'_>,
    limits: &Limits,
    errors: &mut Vec<Diagnostic>,
    warnings: &mut Vec<Diagnostic>,
) {
    let mut flags = Gauge::new(limits.flags, "flags", "remove those that are done, or split the file in two");
    let at = |place: usize| document.flags.get(place).map_or(Span::default(), |flag| flag.name.span);
    errors.extend(
        flags.measure(document.flags.len(), || at(limits.flags.min(document.flags.len().saturating_sub(1)))),
    );
    let mut rules = Gauge::new(
        limits.rules_per_flag,
        "rules of one flag",
        "put people into a segment, and let one rule ask about it",
    );
    for flag in &document.flags {
        let count = list_rules(flag).count();
        let place = || list_rules(flag).nth(limits.rules_per_flag).unwrap_or(flag.name.span);
        errors.extend(rules.measure(count, place));
    }
    warnings.extend(flags.warn().into_iter().chain(rules.warn()));
}

fn list_rules(flag: &Flag<'_>) -> impl Iterator<Item = Span> {
    list_settings(flag).flat_map(|settings| &settings.rules).flat_map(|rules| &rules.value).map(|it| it.span)
}

fn check_names(
    document: &Document<'_>,
    limits: &Limits,
    errors: &mut Vec<Diagnostic>,
    warnings: &mut Vec<Diagnostic>,
) {
    let mut lengths = Gauge::new(limits.name_bytes, "letters of a name", "write a shorter name");
    for name in list_fitting(document) {
        errors.extend(lengths.measure(name.value.len(), || name.span));
    }
    warnings.extend(lengths.warn());
}

/// Lists of values, and the regular expressions among them.
struct Lists {
    most: usize,
    length: Gauge,
    chars: Gauge,
    bytes: Gauge,
    regex_bytes: usize,
    /// Those that were compiled: files repeat them, and compiling is the expensive part.
    compiled: HashSet<(String, bool)>,
    errors: Vec<Diagnostic>,
}

impl Lists {
    fn new(limits: &Limits) -> Self {
        let shorter = "write a shorter expression, or use `starts_with`, `ends_with` or `contains`";
        Self {
            most: limits.list_values,
            length: Gauge::new(
                limits.list_values,
                "values of one list",
                "let the program look them up, and tell the flags by a bool or a set",
            ),
            chars: Gauge::new(limits.regex_chars, "characters of a regular expression", shorter),
            bytes: Gauge::new(
                limits.regex_bytes,
                "bytes of a compiled regular expression, or more,",
                "repeat less in it: `\\w{100}` is a hundred times as large as `\\w`",
            ),
            regex_bytes: limits.regex_bytes,
            compiled: HashSet::new(),
            errors: Vec::new(),
        }
    }

    fn measure(&mut self, length: usize, place: impl Fn(usize) -> Option<Span>) {
        let span = || place(self.most).or_else(|| place(0)).unwrap_or_default();
        self.errors.extend(self.length.measure(length, span));
    }

    fn visit(&mut self, values: &Values<'_, '_>) {
        self.measure(values.literals.len(), |at| values.literals.get(at).map(|literal| literal.span));
        if values.operator != Some(OperatorKind::Matches) {
            return;
        }
        for literal in values.literals {
            let Scalar::String(pattern) = literal.value else { continue };
            if let Some(error) = self.chars.measure(pattern.chars().count(), || literal.span) {
                self.errors.push(error);
            } else if self.compiled.insert((pattern.to_owned(), values.ignore_case)) {
                self.measure_pattern(pattern, values.ignore_case, literal.span);
            }
        }
    }

    /// The size is not told, so it is found by asking whether it fits.
    fn measure_pattern(&mut self, pattern: &str, ignore_case: bool, span: Span) {
        let most = self.regex_bytes;
        let sizes = [most / 2, most];
        let fitting = sizes.into_iter().position(|bytes| Pattern::fits(pattern, ignore_case, bytes));
        let size = match fitting {
            Some(0) => return,
            Some(_) => most / 2 + 1,
            None => most + 1,
        };
        self.errors.extend(self.bytes.measure(size, || span));
    }

    fn finish(self, errors: &mut Vec<Diagnostic>, warnings: &mut Vec<Diagnostic>) {
        errors.extend(self.errors);
        warnings.extend([self.length, self.chars, self.bytes].iter().filter_map(Gauge::warn));
    }
}
