//! `[[stages]]`

use toml::de::DeValue;

use super::place::Place;
use super::reader::{Reader, describe_missing_key};
use super::rule::read_rules;
use super::table::{Field, Table, list_fields};
use super::{Name, Rule, Stage};

const EXAMPLE: &str = "stages = [{ name = \"beta\", rules = [{ rollout = 10 }] }]";

/// Reads all stages; `None` if there are none. Some may stand under a misspelt key.
pub(super) fn read_stages<'d>(reader: &mut Reader<'d>, fields: &[Field<'d>]) -> Option<Vec<Stage<'d>>> {
    let mut stages = Vec::new();
    for field in fields {
        if matches!(field.get(), DeValue::Array(items) if items.is_empty()) {
            reader.report_empty_list(*field, EXAMPLE);
        }
        reader.unread.stages |= !matches!(field.get(), DeValue::Array(_));
        stages.extend(reader.read_tables(*field, EXAMPLE, |reader, item| {
            let table = Table::open(reader, Place::Stage, item, EXAMPLE)?;
            read_stage(reader, table)
        }));
    }
    stages.sort_by_key(|stage: &Stage<'_>| stage.name.span);
    (!fields.is_empty()).then_some(stages)
}

fn read_stage<'d>(reader: &mut Reader<'d>, mut table: Table<'d>) -> Option<Stage<'d>> {
    if !table.means("name") {
        reader.report(describe_missing_key(table.span, "a stage", "name", "name = \"beta\""));
    }
    let name = table.take("name").and_then(|field| reader.read_reference(field, "name = \"beta\""));
    let description = table
        .take("description")
        .and_then(|field| reader.read_string(field, "description = \"Our testers\""));
    let rules =
        table.take("rules").map_or_else(Vec::new, |field| read_rules(reader, Place::StageRule, field));
    let environments = table.take("env").map_or_else(Vec::new, |field| read_environments(reader, field));
    table.close(reader);
    reader.unread.stages |= name.is_none();
    Some(Stage { name: name?, description, rules, environments })
}

/// Reads `env.<name>.rules`.
fn read_environments<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Vec<(Name<'d>, Vec<Rule<'d>>)> {
    let example = "env = { staging = { rules = [{ rollout = 100 }] } }";
    let DeValue::Table(table) = field.get() else {
        reader.report_wrong_type(field, "a table of environments", example);
        return Vec::new();
    };
    let mut environments = Vec::new();
    for environment in list_fields(table) {
        let Some(mut table) = Table::open(reader, Place::StageEnvironment, environment, example) else {
            continue;
        };
        let rules = table.take("rules").map(|field| read_rules(reader, Place::StageRule, field));
        if rules.is_none() && table.rest().is_empty() {
            let whose = format!("the environment `{}`", environment.key.value);
            reader.report(describe_missing_key(table.span, &whose, "rules", "rules = [{ rollout = 100 }]"));
        }
        environments.extend(rules.map(|rules| (environment.key, rules)));
        table.close(reader);
    }
    environments
}
