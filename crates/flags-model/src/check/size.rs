//! `too-large`: more of something than the format can hold.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Attribute, AttributeType, Document, Name, Variants};
use crate::source::Span;

/// As many environments as a file can declare: a flag holds one bit for each.
const ENVIRONMENTS: usize = 64;
/// As many members as a closed set can have: a context holds one bit for each.
const SET_MEMBERS: usize = 64;
/// As many members as an enum can have.
const ENUM_MEMBERS: usize = 10_000;
/// As many variants, or distinct values, as a flag can have.
pub(crate) const VARIANTS: usize = 1_000;

const SPLIT: &str = "split the file in two: an app can have several";

/// Reports every list that is too long, at the first item too many; says whether there is none. What is
/// too large is not looked at any further: numbers that hold everything else would not hold it.
pub(crate) fn check_sizes(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) -> bool {
    let before = diagnostics.len();
    let mut check = |length: usize, most: usize, what: &str, find: &dyn Fn(usize) -> Option<Span>| {
        if length > most {
            diagnostics.push(
                Diagnostic::error(
                    Code::TooLarge,
                    find(most).unwrap_or_default(),
                    format!("{length} {what} are too many"),
                )
                .label(format!("a file holds at most {most} {what}"))
                .help(SPLIT),
            );
        }
    };
    check(document.attributes.len(), 1_000, "attributes", &|at| {
        span_of(&document.attributes, at, |it| it.name)
    });
    check(document.segments.len(), usize::from(u16::MAX), "segments", &|at| {
        span_of(&document.segments, at, |it| it.name)
    });
    check(document.environments.len(), ENVIRONMENTS, "environments", &|at| {
        span_of(&document.environments, at, |it| *it)
    });
    let stages = document.stages.as_deref().unwrap_or_default();
    check(stages.len(), 1_000, "stages", &|at| span_of(stages, at, |it| it.name));
    check(document.flags.len(), 1_000_000, "flags", &|at| span_of(&document.flags, at, |it| it.name));
    diagnostics.extend(document.attributes.iter().filter_map(check_members));
    for flag in &document.flags {
        diagnostics.extend(flag.variants.as_ref().and_then(|variants| check_variants(flag.name, variants)));
    }
    diagnostics.len() == before
}

/// Says that a flag has more values than it can.
pub(crate) fn describe_too_many_values(flag: &str, what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::TooLarge, span, format!("`{flag}` has too many {what}"))
        .label(format!("a flag has at most {VARIANTS} {what}"))
        .help("keep so many in the program's own data, and let the flag say which part of it is used")
}

fn span_of<'d, T>(items: &[T], at: usize, name: impl Fn(&T) -> Name<'d>) -> Option<Span> {
    items.get(at).map(|item| name(item).span)
}

fn check_members(attribute: &Attribute<'_>) -> Option<Diagnostic> {
    let of = attribute.of.as_ref()?;
    let is_set = attribute.kind.is_some_and(|kind| kind.value == AttributeType::Set);
    let (most, help) = if is_set {
        (SET_MEMBERS, "leave `of` out: then the set takes any strings")
    } else {
        (ENUM_MEMBERS, "make it a `string`: then it takes any text")
    };
    let name = of.value.get(most)?;
    let message = format!("{} values are too many", of.value.len());
    Some(Diagnostic::error(Code::TooLarge, name.span, message).label(format!("at most {most}")).help(help))
}

fn check_variants(flag: Name<'_>, variants: &Variants<'_>) -> Option<Diagnostic> {
    let (first, what) = match variants {
        Variants::Names(names) => (names.value.get(VARIANTS)?.span, "variants"),
        Variants::Values(values, _) => (values.get(VARIANTS)?.0.span, "named values"),
    };
    Some(describe_too_many_values(flag.value, what, first))
}
