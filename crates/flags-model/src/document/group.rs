//! Entries of conditions that are meant as `any`, `all`, `none` or `flag`, but are called otherwise.

use toml::de::DeValue;

use super::reader::Reader;
use super::table::Field;
use super::test::is_like_operator;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::source::Span;

/// `flg = { new_sidebar = true }` is no test of an attribute `flg`.
pub(super) fn is_misspelt_flag(field: Field<'_>) -> bool {
    let DeValue::Table(table) = field.get() else { return false };
    let is_state = |value: &DeValue<'_>| matches!(value, DeValue::Boolean(_) | DeValue::String(_));
    closest(field.key.value, ["flag"]).is_some()
        && !table.is_empty()
        && table.iter().all(|(key, value)| is_state(value.get_ref()) && !is_like_operator(key.get_ref()))
}

/// Says that it is.
pub(super) fn report_misspelt_flag(reader: &mut Reader<'_>, field: Field<'_>) {
    let key = field.key;
    reader.report(
        Diagnostic::error(Code::UnknownKey, key.span, format!("unknown group `{}`", key.value))
            .label("conditions ask about other flags with `flag`")
            .patch("write `flag`", key.span, "flag"),
    );
}

/// Whether an entry groups conditions under a word that is none of ours: no attribute takes a list of
/// tables, and a table under `not` that holds no operator is a condition.
pub(super) fn is_foreign_group(field: Field<'_>) -> bool {
    match field.get() {
        DeValue::Array(items) => items.iter().any(|item| matches!(item.get_ref(), DeValue::Table(_))),
        DeValue::Table(table) => {
            matches!(field.key.value, "and" | "or" | "not" | "nor")
                && !table.is_empty()
                && !table.iter().any(|(key, _)| is_like_operator(key.get_ref()))
        }
        _ => false,
    }
}

/// `and`, `or` and their like, as other systems call `all`, `any` and `none`.
pub(super) fn report_foreign_group(reader: &mut Reader<'_>, field: Field<'_>) {
    const GROUPS: [&str; 3] = ["any", "all", "none"];
    let key = field.key;
    let lower = key.value.to_lowercase();
    let meant = match lower.as_str() {
        "and" | "every" | "all_of" | "allof" | "must" => Some("all"),
        "or" | "some" | "one_of" | "oneof" | "any_of" | "anyof" | "should" => Some("any"),
        "not" | "nor" | "none_of" | "noneof" | "must_not" => Some("none"),
        _ => closest(key.value, GROUPS),
    };
    let diagnostic = Diagnostic::error(Code::UnknownKey, key.span, format!("unknown group `{}`", key.value))
        .label("conditions are grouped by `any`, `all` and `none`");
    let source = reader.source(field.span());
    reader.report(match (meant, field.get()) {
        // `or = { a = 1, b = 2 }` does not say what its parts are.
        (Some("any"), DeValue::Table(table)) if table.len() > 1 => {
            diagnostic.help("write `any = [{ … }, { … }]`, with a condition for each")
        }
        (Some(meant), DeValue::Table(_)) if source.starts_with('{') => {
            let span = Span { start: key.span.start, end: field.span().end };
            diagnostic.patch(format!("write `{meant}` and a list"), span, format!("{meant} = [{source}]"))
        }
        (Some(meant), DeValue::Table(_)) => diagnostic.help(format!("write `{meant} = [{{ … }}]`")),
        (Some(meant), _) => diagnostic.patch(format!("write `{meant}`"), key.span, meant),
        (None, _) => {
            diagnostic.help("write `any = [ … ]` if one of them suffices, `all = [ … ]` if all must hold")
        }
    });
}
