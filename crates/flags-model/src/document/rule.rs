//! Rules of flags and of stages.

use super::Rule;
use super::condition::read_condition;
use super::lints::read_lints;
use super::place::Place;
use super::reader::Reader;
use super::serve::read_serve;
use super::table::{Field, Table};
use crate::source::Spanned;

const EXAMPLE: &str = "rules = [{ when = { plan = \"pro\" }, rollout = 25 }]";

/// Reads the `rules` of a flag, of an environment of a flag, or of a stage.
pub(super) fn read_rules<'d>(reader: &mut Reader<'d>, place: Place, field: Field<'d>) -> Vec<Rule<'d>> {
    reader.read_tables(field, EXAMPLE, |reader, item| {
        let table = Table::open(reader, place, item, EXAMPLE)?;
        Some(read_rule(reader, table))
    })
}

fn read_rule<'d>(reader: &mut Reader<'d>, mut table: Table<'d>) -> Rule<'d> {
    let rule = Rule {
        span: table.span,
        name: table.take("name").and_then(|field| reader.read_string(field, "name = \"europe\"")),
        when: table.take("when").map(|field| read_condition(reader, field)),
        rollout: table.take("rollout").map(|field| reader.read_percent(field)),
        serve: table.take("serve").map(|field| read_serve(reader, field)),
        next_on_miss: table.take("on_miss").and_then(|field| read_on_miss(reader, field)),
        by: table.take("by").and_then(|field| reader.read_reference(field, "by = \"company\"")),
        lints: table.take("lints").map_or_else(Vec::new, |field| read_lints(reader, field)),
    };
    table.close(reader);
    rule
}

/// Reads `on_miss`: whether it is `"next"`.
fn read_on_miss<'d>(reader: &mut Reader<'d>, field: Field<'d>) -> Option<Spanned<bool>> {
    let translations =
        [("continue", "next"), ("skip", "next"), ("pass", "next"), ("fallthrough", "next"), ("off", "stop")];
    reader.read_word(field, "`on_miss`", &[("stop", false), ("next", true)], &translations)
}
