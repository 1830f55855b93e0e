//! The rows of the tables as text: each the call of its constructor in the runtime's `rows`, or the variant
//! of its enum.

use flags_runtime::rows;
use flags_runtime::ruleset::{
    Attribute, AttributeId, AttributeKind, Clause, Entry, Flag, FlagTest, Node, Payload, Plan, Plans,
    Requirement, Run, Segment, Serve, Share, Step, Str, StringTest, Test,
};

use super::write;

pub(super) fn write_str(out: &mut String, row: Str) {
    write(out, format_args!("Str({},{})", row.0, row.1));
}

pub(super) fn write_attribute(out: &mut String, row: Attribute, hashed: bool) {
    let (Str(name, name_len), Run(members, count)) = (row.name, row.members);
    let kind = match row.kind {
        AttributeKind::String => "String",
        AttributeKind::Bool => "Bool",
        AttributeKind::Integer => "Integer",
        AttributeKind::Float => "Float",
        AttributeKind::Version => "Version",
        AttributeKind::Timestamp => "Timestamp",
        AttributeKind::Enum => "Enum",
        AttributeKind::ClosedSet => "ClosedSet",
        AttributeKind::OpenSet => "OpenSet",
    };
    write(out, format_args!("attribute({name},{name_len},AttributeKind::{kind},{members},{count},{hashed})"));
}

pub(super) fn write_segment(out: &mut String, row: Segment) {
    write(out, format_args!("segment({},{}", row.name.0, row.name.1));
    for part in [row.exclude, row.include, row.when] {
        match part {
            Some(Run(first, count)) => write(out, format_args!(",Some(Run({first},{count}))")),
            None => out.push_str(",None"),
        }
    }
    match row.sample {
        Some(sample) => {
            write(out, format_args!(",Some(sample({},{:?},{})))", sample.percent, sample.by, sample.salt));
        }
        None => out.push_str(",None)"),
    }
}

pub(super) fn write_flag(out: &mut String, row: Flag) {
    let Str(name, name_len) = row.name;
    let (kind, rollout_salt, split_salt) = (row.kind, row.rollout_salt, row.split_salt);
    let (clauses, clauses_len, rollout) = match row.plans {
        Plans::Same(Plan { clauses: Run(clauses, len), rollout, .. }) => (clauses, len, rollout),
        Plans::Each(_) => (0, 0, 0),
    };
    let usual = rows::flag(name, name_len, kind, rollout_salt, split_salt, clauses, clauses_len, rollout);
    write(
        out,
        format_args!(
            "flag({name},{name_len},Kind::{kind:?},{rollout_salt},{split_salt},{clauses},{clauses_len},{rollout})"
        ),
    );
    for (method, run, usual) in [
        ("with_variants", row.variants, usual.variants),
        ("with_payloads", row.payloads, usual.payloads),
        ("with_fields", row.fields, usual.fields),
        ("with_requirements", row.requirements, usual.requirements),
    ] {
        if run != usual {
            write(out, format_args!(".{method}({},{})", run.0, run.1));
        }
    }
    match row.plans {
        Plans::Each(Run(first, count)) => write(out, format_args!(".with_plans({first},{count})")),
        Plans::Same(_) if row.plans == usual.plans => {}
        Plans::Same(plan) => {
            out.push_str(".with_plan(");
            write_plan(out, plan);
            out.push(')');
        }
    }
    if row.environments != usual.environments {
        write(out, format_args!(".with_environments({})", row.environments));
    }
    if row.off != usual.off {
        write(out, format_args!(".with_off({})", row.off));
    }
    if row.client {
        out.push_str(".for_clients()");
    }
}

pub(super) fn write_plan(out: &mut String, row: Plan) {
    let Run(clauses, count) = row.clauses;
    let usual = rows::plan(clauses, count, row.rollout);
    write(out, format_args!("plan({clauses},{count},{})", row.rollout));
    if !row.enabled {
        out.push_str(".disabled()");
    }
    write_by(out, row.by, usual.by);
    write_serve(out, row.serve, usual.serve);
}

pub(super) fn write_requirement(out: &mut String, row: Requirement) {
    write(out, format_args!("requirement({},{:?})", row.flag, row.variant));
}

pub(super) fn write_clause(out: &mut String, row: Clause) {
    let step = match row.step {
        Step::Deny => "Deny".to_owned(),
        Step::Allow => "Allow".to_owned(),
        Step::When => "When".to_owned(),
        Step::Rule(index) => format!("Rule({index})"),
        Step::Stage(stage) => format!("Stage({stage})"),
    };
    let Run(when, count) = row.when;
    let usual = rows::clause(row.step, when, count);
    write(out, format_args!("clause(Step::{step},{when},{count})"));
    if row.rollout != usual.rollout {
        write(out, format_args!(".with_rollout({})", row.rollout));
    }
    write_by(out, row.by, usual.by);
    write_serve(out, row.serve, usual.serve);
    if row.next_on_miss {
        out.push_str(".passing_on()");
    }
}

fn write_by(out: &mut String, by: Option<AttributeId>, usual: Option<AttributeId>) {
    if by != usual {
        write(out, format_args!(".with_by({by:?})"));
    }
}

fn write_serve(out: &mut String, serve: Serve, usual: Serve) {
    if serve != usual {
        write(out, format_args!(".with_serve(Serve::{})", serve_variant(serve)));
    }
}

fn serve_variant(serve: Serve) -> String {
    match serve {
        Serve::One(payload) => format!("One({payload})"),
        Serve::Equal(count) => format!("Equal({count})"),
        Serve::Split(Run(first, count)) => format!("Split(Run({first},{count}))"),
    }
}

pub(super) fn write_node(out: &mut String, row: Node) {
    let entry = match row.0 {
        Entry::Attribute(id) => format!("Attribute({id})"),
        Entry::Segment => "Segment".into(),
        Entry::Flag => "Flag".into(),
        Entry::Any => "Any".into(),
        Entry::All => "All".into(),
        Entry::None => "None".into(),
        Entry::Literal(value) => format!("Literal({value})"),
    };
    write(out, format_args!("Node(Entry::{entry},Test::{})", test(row.1)));
}

fn test(test: Test) -> String {
    match test {
        Test::Is(value) => format!("Is({value})"),
        Test::All(nodes) => format!("All({})", run(nodes)),
        Test::Any(nodes) => format!("Any({})", run(nodes)),
        Test::None(nodes) => format!("None({})", run(nodes)),
        Test::Not(nodes) => format!("Not({})", run(nodes)),
        Test::Segment(id) => format!("Segment({id})"),
        Test::Flag(flag, test) => {
            let test = match test {
                FlagTest::On => "On".into(),
                FlagTest::Off => "Off".into(),
                FlagTest::Variant(variant) => format!("Variant({variant})"),
            };
            format!("Flag({flag},FlagTest::{test})")
        }
        Test::Present(id, value) => format!("Present({id},{value})"),
        Test::Bool(id, value) => format!("Bool({id},{value})"),
        Test::Integer(id, compare, operand) => {
            format!("Integer({id},Compare::{compare:?},{operand})")
        }
        Test::IntegerIn(id, list) => format!("IntegerIn({id},{})", run(list)),
        Test::Float(id, compare, operand) => {
            format!("Float({id},Compare::{compare:?},{operand:?})")
        }
        Test::FloatIn(id, list) => format!("FloatIn({id},{})", run(list)),
        Test::Version(id, compare, Str(start, len)) => {
            format!("Version({id},Compare::{compare:?},Str({start},{len}))")
        }
        Test::VersionIn(id, list) => format!("VersionIn({id},{})", run(list)),
        Test::After(id, second) => format!("After({id},{second})"),
        Test::Before(id, second) => format!("Before({id},{second})"),
        Test::Within(id, seconds) => format!("Within({id},{seconds})"),
        Test::OlderThan(id, seconds) => format!("OlderThan({id},{seconds})"),
        Test::Enum(id, members) => format!("Enum({id},{members})"),
        Test::WideEnum(id, words) => format!("WideEnum({id},{})", run(words)),
        Test::Set(id, quantifier, members) => {
            format!("Set({id},Quantifier::{quantifier:?},{members})")
        }
        Test::OpenSet(id, quantifier, list) => {
            format!("OpenSet({id},Quantifier::{quantifier:?},{})", run(list))
        }
        Test::String(id, test, list) => {
            format!("String({id},StringTest::{},{})", string_test(test), run(list))
        }
        Test::StringIn(id, list, slots) => format!("StringIn({id},{},{})", run(list), run(slots)),
        Test::Matches(id, list) => format!("Matches({id},{})", run(list)),
    }
}

fn string_test(test: StringTest) -> String {
    match test {
        StringTest::Equals(ignores_case) => format!("Equals({ignores_case})"),
        StringTest::StartsWith(ignores_case) => format!("StartsWith({ignores_case})"),
        StringTest::EndsWith(ignores_case) => format!("EndsWith({ignores_case})"),
        StringTest::Contains(ignores_case) => format!("Contains({ignores_case})"),
    }
}

fn run(run: Run) -> String {
    format!("Run({},{})", run.0, run.1)
}

pub(super) fn write_share(out: &mut String, row: Share) {
    write(out, format_args!("share({},{})", row.below, row.payload));
}

pub(super) fn write_payload(out: &mut String, row: Payload) {
    match row {
        Payload::Integer(value) => write(out, format_args!("Payload::Integer({value})")),
        Payload::Float(value) => write(out, format_args!("Payload::Float({value:?})")),
        Payload::Text(value) => write(out, format_args!("text({value:?})")),
        Payload::Table(Run(first, count)) => write(out, format_args!("Payload::Table(Run({first},{count}))")),
    }
}
