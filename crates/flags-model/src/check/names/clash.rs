//! Names that become the same in Rust, and names that are declared twice.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Attribute, AttributeType, Document, Flag, Name, Retired, Serve, Variants, date_from_seconds,
};
use crate::naming::{is_keyword, setter_names, type_name, variant_name};
use crate::source::Span;

/// Types that every expansion has.
const GENERATED_TYPES: &[&str] = &["Context", "Environment", "Explain", "Overrides"];

/// Reports all clashes of a file.
pub(super) fn check_clashes(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    check_types(document, diagnostics);
    check_setters(document, diagnostics);
    check_methods(document, diagnostics);
    check_members(&document.environments, diagnostics);
    for attribute in &document.attributes {
        let members = attribute.of.as_ref().map_or(&[][..], |of| &of.value);
        check_members(members, diagnostics);
    }
    for flag in &document.flags {
        if let Some(Variants::Names(variants)) = &flag.variants {
            check_members(&variants.value, diagnostics);
        }
    }
    check_stages(document, diagnostics);
}

/// Enums and closed sets, flags with variants and flags with table values give a type each.
fn check_types(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let attributes = document.attributes.iter().filter(|it| gives_enum(it)).map(|it| ("attribute", it.name));
    let flags = document.flags.iter().filter(|it| gives_type(it)).map(|it| ("flag", it.name));
    let mut names: Vec<_> = attributes.chain(flags).collect();
    names.sort_by_key(|(_, name)| name.span);
    let mut taken: HashMap<String, (&str, Name<'_>)> = HashMap::new();
    for (what, name) in names {
        let converted = type_name(name.value);
        if GENERATED_TYPES.contains(&converted.as_str()) || is_keyword(&converted) {
            let message = format!("the type of the {what} `{}` would be `{converted}`", name.value);
            let label = if is_keyword(&converted) {
                "this is a keyword of Rust"
            } else {
                "the generated code has a type of this name"
            };
            let diagnostic = Diagnostic::error(Code::ReservedName, name.span, message);
            diagnostics.push(diagnostic.label(label).help("choose another name"));
        } else if let Some((other_what, other)) = taken.get(&converted) {
            let message = format!(
                "the {what} `{}` and the {other_what} `{}` both give a type `{converted}`",
                name.value, other.value
            );
            diagnostics.push(describe_clash(name.span, message, other.span));
        } else {
            taken.insert(converted, (what, name));
        }
    }
}

/// Each attribute gives setters on the context, which has some of its own.
fn check_setters(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: HashMap<String, Option<Name<'_>>> = HashMap::new();
    taken.extend(setter_names("now", true).into_iter().map(|setter| (setter, None)));
    for attribute in &document.attributes {
        let name = attribute.name;
        let is_timestamp = attribute.kind.is_some_and(|kind| kind.value == AttributeType::Timestamp);
        // `now` itself is reserved, and said to be so elsewhere.
        let setters = setter_names(name.value, is_timestamp);
        let clash = setters.iter().find_map(|setter| Some((setter, *taken.get(setter)?)));
        if let Some((setter, other)) = clash.filter(|_| name.value != "now") {
            diagnostics.push(if let Some(other) = other {
                let message = format!(
                    "the attributes `{}` and `{}` both give a setter `{setter}`",
                    name.value, other.value
                );
                describe_clash(name.span, message, other.span)
            } else {
                let message = format!("the setter `{setter}` of `{}` is built in", name.value);
                Diagnostic::error(Code::ReservedName, name.span, message)
                    .label("contexts carry the time of the decision under this name")
                    .help("choose another name")
            });
        }
        for setter in setters {
            taken.entry(setter).or_insert(Some(name));
        }
    }
}

/// ` on 2026-03-01`, if the file says when.
fn say_since(retired: &Retired<'_>) -> String {
    retired.since.map(|since| format!(" on {}", date_from_seconds(since.value))).unwrap_or_default()
}

/// Flags, the old names of flags and retired flags are methods of one handle.
fn check_methods(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let flags: HashMap<&str, Name<'_>> = document.flags.iter().map(|it| (it.name.value, it.name)).collect();
    let retired: HashMap<&str, &Retired<'_>> =
        document.retired.iter().map(|it| (it.name.value, it)).collect();
    let mut former: HashMap<&str, Name<'_>> = HashMap::new();
    for flag in &document.flags {
        if let Some(retired) = retired.get(flag.name.value) {
            let (name, since) = (flag.name.value, say_since(retired));
            let message = format!("`{name}` was retired{since} and may not be declared again");
            diagnostics.push(
                Diagnostic::error(Code::RetiredName, flag.name.span, message)
                    .label("declared again")
                    .related(retired.name.span, "retired here")
                    .help("choose a new name: old code and old data may still mean the old flag"),
            );
        }
        let Some(old) = flag.renamed_from else { continue };
        if old.value == flag.name.value {
            let message = format!("`{}` is said to be renamed from itself", old.value);
            let diagnostic = Diagnostic::error(Code::NameClash, old.span, message).label("the same name");
            diagnostics.push(diagnostic.help("write the old name, or leave `renamed_from` out"));
        } else if let Some(other) = flags.get(old.value) {
            let message = format!("the old name `{}` is the name of another flag", old.value);
            diagnostics.push(describe_clash(old.span, message, other.span));
        } else if let Some(other) = retired.get(old.value) {
            let message =
                format!("`{}` was retired{} and is an old name at once", old.value, say_since(other));
            let diagnostic = Diagnostic::error(Code::RetiredName, old.span, message);
            diagnostics.push(
                diagnostic
                    .label("still answers as an old name")
                    .related(other.name.span, "retired here")
                    .help("keep one of the two: an old name still works, a retired one fails to compile"),
            );
        } else if let Some(other) = former.insert(old.value, old) {
            let message = format!("two flags are renamed from `{}`", old.value);
            diagnostics.push(describe_clash(old.span, message, other.span));
        }
    }
}

/// Members of one generated enum.
fn check_members(members: &[Name<'_>], diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: HashMap<String, Name<'_>> = HashMap::new();
    for member in members {
        let converted = variant_name(member.value);
        if let Some(other) = taken.get(&converted) {
            let message =
                format!("`{}` and `{}` both become `{converted}` in Rust", other.value, member.value);
            diagnostics.push(describe_clash(member.span, message, other.span));
        } else {
            taken.insert(converted, *member);
        }
    }
}

fn check_stages(document: &Document<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let mut taken: HashMap<&str, Span> = HashMap::new();
    for stage in document.stages.iter().flatten() {
        if let Some(first) = taken.get(stage.name.value) {
            let message = format!("the stage `{}` is declared twice", stage.name.value);
            diagnostics.push(
                Diagnostic::error(Code::DuplicateName, stage.name.span, message)
                    .label("declared again")
                    .related(*first, "first declared here")
                    .help("merge the two, or give one of them another name"),
            );
        } else {
            taken.insert(stage.name.value, stage.name.span);
        }
    }
}

fn gives_enum(attribute: &Attribute<'_>) -> bool {
    attribute.of.is_some()
        && attribute.kind.is_some_and(|kind| matches!(kind.value, AttributeType::Enum | AttributeType::Set))
}

fn gives_type(flag: &Flag<'_>) -> bool {
    let is_table = |value: &Serve<'_>| matches!(value, Serve::Table { .. });
    match &flag.variants {
        Some(Variants::Names(_)) => true,
        Some(Variants::Values(values, _)) => values.iter().any(|(_, value)| is_table(value)),
        None => flag.default.as_ref().is_some_and(is_table),
    }
}

fn describe_clash(span: Span, message: String, other: Span) -> Diagnostic {
    Diagnostic::error(Code::NameClash, span, message)
        .label("clashes with the other")
        .related(other, "the other is here")
        .help("rename one of the two")
}
