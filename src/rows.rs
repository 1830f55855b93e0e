//! Constructors of the rows that generated code writes. Their arguments are bare numbers, because the
//! macro writes thousands of rows and every token of them costs compile time. Each constructor takes
//! the fields of its row in the order in which the row declares them; a `Run` or `Str` is two numbers.

use flags_runtime::ruleset::{
    Attribute, AttributeKind, Clause, Flag, Kind, Payload, Plan, Requirement, Run, Sample, Segment, Serve,
    Share, Step, Str,
};
use flags_runtime::{Pattern, Text};

/// A row of `attributes`.
pub const fn attribute(name: u32, name_len: u32, kind: AttributeKind, members: u32, count: u32) -> Attribute {
    Attribute { name: Str(name, name_len), kind, members: Run(members, count) }
}

/// A row of `segments`.
pub const fn segment(
    name: u32,
    name_len: u32,
    exclude: Option<Run>,
    include: Option<Run>,
    when: Option<Run>,
    sample: Option<Sample>,
) -> Segment {
    Segment { name: Str(name, name_len), exclude, include, when, sample }
}

/// The sample of a segment.
pub const fn sample(percent: u32, by: Option<u16>, salt: u64) -> Sample {
    Sample { percent, by, salt }
}

/// A row of `flags`.
#[allow(clippy::too_many_arguments, reason = "see the module: each is one number of one row")]
pub const fn flag(
    name: u32,
    name_len: u32,
    kind: Kind,
    variants: u32,
    variants_len: u32,
    payloads: u32,
    payloads_len: u32,
    fields: u32,
    fields_len: u32,
    off: u16,
    rollout_salt: u64,
    split_salt: u64,
    environments: u64,
    requirements: u32,
    requirements_len: u32,
    plans: u32,
    plans_len: u32,
    client: bool,
) -> Flag {
    Flag {
        name: Str(name, name_len),
        kind,
        variants: Run(variants, variants_len),
        payloads: Run(payloads, payloads_len),
        fields: Run(fields, fields_len),
        off,
        rollout_salt,
        split_salt,
        environments,
        requirements: Run(requirements, requirements_len),
        plans: Run(plans, plans_len),
        client,
    }
}

/// A row of `plans`.
pub const fn plan(
    enabled: bool,
    clauses: u32,
    clauses_len: u32,
    rollout: u32,
    by: Option<u16>,
    serve: Serve,
) -> Plan {
    Plan { enabled, clauses: Run(clauses, clauses_len), rollout, by, serve }
}

/// A row of `requirements`.
pub const fn requirement(flag: u32, variant: Option<u16>) -> Requirement {
    Requirement { flag, variant }
}

/// A row of `clauses`.
pub const fn clause(
    step: Step,
    when: u32,
    when_len: u32,
    rollout: u32,
    by: Option<u16>,
    serve: Serve,
    next_on_miss: bool,
) -> Clause {
    Clause { step, when: Run(when, when_len), rollout, by, serve, next_on_miss }
}

/// A row of `shares`.
pub const fn share(below: u32, payload: u16) -> Share {
    Share { below, payload }
}

/// A row of `payloads` that is text.
pub const fn text(text: &'static str) -> Payload {
    Payload::Text(Text::from_static(text))
}

/// A row of `patterns`.
pub const fn pattern(text: &'static str, ignore_case: bool) -> Pattern {
    Pattern::from_static(text, ignore_case)
}
