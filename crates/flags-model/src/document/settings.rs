//! The keys of a flag that an environment may replace.

use toml::de::DeValue;

use super::condition::read_condition;
use super::place::Place;
use super::reader::{Reader, describe_missing_key, describe_wrong_type};
use super::rule::read_rules;
use super::serve::read_serve;
use super::table::{Field, Table, Value, list_fields};
use super::{Allow, AllowRule, Name, Percent, Settings};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

const ALLOW_EXAMPLE: &str = "allow = [{ when = { plan = \"pro\" }, serve = \"blue\" }]";

/// Takes these keys from the table of a flag, or of one of its environments.
pub(super) fn read_settings<'d>(reader: &mut Reader<'d>, table: &mut Table<'d>) -> Settings<'d> {
    let at_key = |field: &Field<'d>| field.key.span;
    let stage = table.take("stage");
    let rollout = table.take("rollout").map(|field| reader.read_percent(field));
    let settings = Settings {
        enabled: table.take("enabled").map(|field| read_enabled(reader, table, field)),
        deny: table.take("deny").map(|field| read_condition(reader, field)),
        allow: table.take("allow").map(|field| Spanned::new(read_allow(reader, field), at_key(&field))),
        when: table.take("when").map(|field| read_condition(reader, field)),
        rules: table
            .take("rules")
            .map(|field| Spanned::new(read_rules(reader, Place::Rule, field), at_key(&field))),
        stage: stage.and_then(|field| reader.read_reference(field, "stage = \"beta\"")),
        rollout,
        serve: table.take("serve").map(|field| read_serve(reader, field)),
    };
    // In the place of a stage that cannot be read, so that its absence is no second mistake.
    let stand_in =
        stage.filter(|_| settings.stage.is_none()).map(|field| Spanned::new(Percent(0), field.span()));
    Settings { rollout: settings.rollout.or(stand_in), ..settings }
}

/// `enabled = ["production"]` is what other systems call `environments`.
fn read_enabled<'d>(reader: &mut Reader<'d>, table: &Table<'d>, field: Field<'d>) -> Spanned<bool> {
    let is_name = |item: &Value<'_>| matches!(item.get_ref(), DeValue::String(_));
    match field.get() {
        DeValue::Array(items)
            if !items.is_empty() && items.iter().all(is_name) && table.place == Place::Flag =>
        {
            let diagnostic = describe_wrong_type(field, "`true` or `false`");
            let replacement = format!("environments = {}", reader.source(field.span()));
            let span = Span { start: field.key.span.start, end: field.span().end };
            reader.report(if table.has("environments") {
                diagnostic.help("where a flag is on is said by `environments`: leave `enabled` out")
            } else {
                diagnostic.patch(format!("write `{replacement}`"), span, replacement)
            });
            Spanned::new(false, field.span())
        }
        _ => reader.read_bool(field, false),
    }
}

/// Reads `env.<name>`.
pub(super) fn read_overrides<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Vec<(Name<'d>, Settings<'d>)> {
    let example = "env = { staging = { rollout = 100 } }";
    let DeValue::Table(table) = field.get() else {
        reader.report_wrong_type(field, "a table of environments", example);
        return Vec::new();
    };
    let mut overrides = Vec::new();
    for environment in list_fields(table) {
        let Some(mut table) = Table::open(reader, Place::FlagEnvironment, environment, example) else {
            continue;
        };
        let settings = read_settings(reader, &mut table);
        if let Some(enabled) = settings.enabled.filter(|enabled| enabled.value) {
            report_enabled(reader, environment.key, enabled);
        }
        overrides.push((environment.key, settings));
        table.close(reader);
    }
    overrides
}

fn report_enabled(reader: &mut Reader<'_>, environment: Name<'_>, enabled: Spanned<bool>) {
    let message =
        format!("an environment cannot turn a flag on: `enabled = true` in `{}`", environment.value);
    reader.report(
        Diagnostic::error(Code::EnabledInEnvironment, enabled.span, message)
            .label("here it can only turn off")
            .help("leave it out: a flag is enabled unless it says `enabled = false` itself"),
    );
}

fn read_allow<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Allow<'d> {
    let DeValue::Array(items) = field.get() else { return Allow::Condition(read_condition(reader, field)) };
    if items.is_empty() {
        let message = "`allow` is an empty list";
        reader.report(
            Diagnostic::error(Code::EmptyList, field.span(), message).label("allows nobody").patch(
                "write `false`, or leave `allow` out",
                field.span(),
                "false",
            ),
        );
    }
    Allow::List(reader.read_tables(field, ALLOW_EXAMPLE, read_allow_entry))
}

fn read_allow_entry<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<AllowRule<'d>> {
    let mut table = Table::open(reader, Place::AllowEntry, field, ALLOW_EXAMPLE)?;
    if !table.means("when") {
        report_allow_without_when(reader, &table, field);
        return Some(AllowRule { span: table.span, when: None, serve: None });
    }
    let rule = AllowRule {
        span: table.span,
        when: table.take("when").map(|field| read_condition(reader, field)),
        serve: table.take("serve").map(|field| read_serve(reader, field)),
    };
    table.close(reader);
    Some(rule)
}

/// `allow = [{ plan = "pro" }]` is a condition in the place of an entry.
fn report_allow_without_when<'d>(reader: &mut Reader<'d>, table: &Table<'d>, field: Field<'d>) {
    let source = reader.source(field.span());
    let diagnostic =
        describe_missing_key(table.span, "an entry of `allow`", "when", "when = { plan = \"pro\" }");
    let is_bare_condition = source.starts_with('{') && !table.has("serve") && !table.rest().is_empty();
    reader.report(if is_bare_condition {
        diagnostic.patch("put the condition under `when`", field.span(), format!("{{ when = {source} }}"))
    } else {
        diagnostic
    });
}
