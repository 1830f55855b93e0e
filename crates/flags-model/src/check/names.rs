//! Names: their patterns, the words that Rust and the generated code need, and clashes.

mod clash;
mod pattern;
mod reserved;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Name, Serve, Variants};

/// Checks every name that a file declares.
pub fn check_names(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    for declared in list_names(document) {
        // A name that breaks its pattern is renamed anyway, so nothing else is said about it.
        match pattern::check_pattern(&declared) {
            Some(diagnostic) => diagnostics.push(diagnostic),
            None => diagnostics.extend(reserved::check_reserved(&declared)),
        }
    }
    clash::check_clashes(document, diagnostics);
}

/// The names that the file declares. Those that are too long by the format are left out: they are reported
/// with their pattern.
#[cfg(feature = "reload")]
pub(crate) fn list_fitting<'d>(document: &Document<'d>) -> impl Iterator<Item = Name<'d>> {
    let names = list_names(document).into_iter().map(|declared| declared.name);
    names.filter(|name| name.value.len() <= pattern::LONGEST)
}

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Flag,
    FormerFlag,
    RetiredFlag,
    Attribute,
    Segment,
    Field,
    Stage,
    Environment,
    /// A variant of an enum that is generated.
    Variant,
    /// A name of a value; Rust never sees it.
    NamedValue,
    /// A value of an enum or a closed set.
    Value,
}

/// A name at the place that declares it.
#[derive(Clone, Copy, Debug)]
struct Declared<'d> {
    kind: Kind,
    name: Name<'d>,
}

impl Kind {
    /// What a user calls it.
    const fn phrase(self) -> &'static str {
        match self {
            Self::Flag => "a flag",
            Self::FormerFlag => "the old name of a flag",
            Self::RetiredFlag => "a retired flag",
            Self::Attribute => "an attribute",
            Self::Segment => "a segment",
            Self::Field => "a field",
            Self::Stage => "a stage",
            Self::Environment => "an environment",
            Self::Variant | Self::NamedValue => "a variant",
            Self::Value => "a value",
        }
    }

    /// Whether `-` may be part of it.
    const fn may_be_kebab_case(self) -> bool {
        matches!(self, Self::Stage | Self::Environment | Self::Variant | Self::NamedValue | Self::Value)
    }

    /// Whether the file writes it as a string, not as a key.
    const fn is_string(self) -> bool {
        matches!(self, Self::FormerFlag | Self::Stage | Self::Environment | Self::Variant | Self::Value)
    }
}

/// Every name of the file where it is declared.
fn list_names<'d>(document: &Document<'d>) -> Vec<Declared<'d>> {
    let mut names = Vec::new();
    let mut add = |kind: Kind, name: Name<'d>| names.push(Declared { kind, name });
    document.environments.iter().for_each(|name| add(Kind::Environment, *name));
    for attribute in &document.attributes {
        add(Kind::Attribute, attribute.name);
        attribute.of.iter().flat_map(|of| &of.value).for_each(|name| add(Kind::Value, *name));
    }
    document.segments.iter().for_each(|segment| add(Kind::Segment, segment.name));
    document.stages.iter().flatten().for_each(|stage| add(Kind::Stage, stage.name));
    for flag in &document.flags {
        add(Kind::Flag, flag.name);
        flag.renamed_from.iter().for_each(|name| add(Kind::FormerFlag, *name));
        match &flag.variants {
            Some(Variants::Names(variants)) => {
                variants.value.iter().for_each(|name| add(Kind::Variant, *name));
            }
            Some(Variants::Values(values, _)) => {
                for (name, value) in values {
                    add(Kind::NamedValue, *name);
                    list_fields(value).for_each(|name| add(Kind::Field, name));
                }
            }
            None => flag.default.iter().flat_map(list_fields).for_each(|name| add(Kind::Field, name)),
        }
    }
    document.retired.iter().for_each(|retired| add(Kind::RetiredFlag, retired.name));
    names
}

fn list_fields<'a, 'd>(value: &'a Serve<'d>) -> impl Iterator<Item = Name<'d>> + use<'a, 'd> {
    let entries = match value {
        Serve::Table { entries, .. } => entries.as_slice(),
        Serve::One(_) => &[],
    };
    entries.iter().map(|(name, _)| *name)
}
