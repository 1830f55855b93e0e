//! Constructors of the rows that generated code writes.
//!
//! Their arguments are bare numbers, a `Str` or `Run` is two of them, and what most rows have in common is
//! left out: the macro writes thousands of rows, and each build types, checks and evaluates every expression
//! in them. What is unusual about a row follows, as calls of its methods.

use crate::evaluate::EVERYBODY;
use crate::ruleset::{
    Attribute, AttributeId, AttributeKind, Clause, Flag, Kind, Payload, PayloadId, Plan, Plans, Requirement,
    Run, Sample, Segment, Serve, Share, Step, Str, Thousandths,
};
use crate::{Pattern, Text};

/// What rollouts are bucketed by, unless something else is said: the first attribute.
const BY: Option<AttributeId> = Some(0);
/// What is served, unless something else is said: what a bool is when on.
const ON: Serve = Serve::One(1);

/// A row of `attributes`.
pub const fn attribute(
    name: u32,
    name_len: u32,
    kind: AttributeKind,
    members: u32,
    count: u32,
    hashed: bool,
) -> Attribute {
    Attribute { name: Str(name, name_len), kind, members: Run(members, count), hashed }
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
pub const fn sample(percent: u32, by: Option<AttributeId>, salt: u64) -> Sample {
    Sample { percent, by, salt }
}

/// A row of `flags`: in all environments the same, without requirements, not for clients. The last three
/// are those of a [`plan`].
#[allow(clippy::too_many_arguments, reason = "see the module: each is one number of one row")]
pub const fn flag(
    name: u32,
    name_len: u32,
    kind: Kind,
    rollout_salt: u64,
    split_salt: u64,
    clauses: u32,
    clauses_len: u32,
    rollout: Thousandths,
) -> Flag {
    const NOTHING: Run = Run(0, 0);
    Flag {
        name: Str(name, name_len),
        kind,
        variants: NOTHING,
        payloads: NOTHING,
        fields: NOTHING,
        off: 0,
        rollout_salt,
        split_salt,
        environments: u64::MAX,
        requirements: NOTHING,
        plans: Plans::Same(plan(clauses, clauses_len, rollout)),
        client: false,
    }
}

impl Flag {
    /// With names of variants.
    #[must_use]
    pub const fn with_variants(self, first: u32, count: u32) -> Self {
        Self { variants: Run(first, count), ..self }
    }

    /// With values.
    #[must_use]
    pub const fn with_payloads(self, first: u32, count: u32) -> Self {
        Self { payloads: Run(first, count), ..self }
    }

    /// With names of the fields of its values.
    #[must_use]
    pub const fn with_fields(self, first: u32, count: u32) -> Self {
        Self { fields: Run(first, count), ..self }
    }

    /// With requirements.
    #[must_use]
    pub const fn with_requirements(self, first: u32, count: u32) -> Self {
        Self { requirements: Run(first, count), ..self }
    }

    /// With a plan of which more is unusual.
    #[must_use]
    pub const fn with_plan(self, plan: Plan) -> Self {
        Self { plans: Plans::Same(plan), ..self }
    }

    /// With a plan for each environment.
    #[must_use]
    pub const fn with_plans(self, first: u32, count: u32) -> Self {
        Self { plans: Plans::Each(Run(first, count)), ..self }
    }

    /// In these environments.
    #[must_use]
    pub const fn with_environments(self, environments: u64) -> Self {
        Self { environments, ..self }
    }

    /// With something else when off than the first.
    #[must_use]
    pub const fn with_off(self, off: PayloadId) -> Self {
        Self { off, ..self }
    }

    /// For clients.
    #[must_use]
    pub const fn for_clients(self) -> Self {
        Self { client: true, ..self }
    }
}

/// A row of `plans`: not killed, by the first attribute, on.
pub const fn plan(clauses: u32, clauses_len: u32, rollout: Thousandths) -> Plan {
    Plan { enabled: true, clauses: Run(clauses, clauses_len), rollout, by: BY, serve: ON }
}

impl Plan {
    /// Killed.
    #[must_use]
    pub const fn disabled(self) -> Self {
        Self { enabled: false, ..self }
    }

    /// Bucketed by something else.
    #[must_use]
    pub const fn with_by(self, by: Option<AttributeId>) -> Self {
        Self { by, ..self }
    }

    /// Serves something else.
    #[must_use]
    pub const fn with_serve(self, serve: Serve) -> Self {
        Self { serve, ..self }
    }
}

/// A row of `requirements`.
pub const fn requirement(flag: u32, variant: Option<PayloadId>) -> Requirement {
    Requirement { flag, variant }
}

/// A row of `clauses`: for everybody whom it concerns, by the first attribute, on.
pub const fn clause(step: Step, when: u32, when_len: u32) -> Clause {
    Clause { step, when: Run(when, when_len), rollout: EVERYBODY, by: BY, serve: ON, next_on_miss: false }
}

impl Clause {
    /// For a share of those whom it concerns.
    #[must_use]
    pub const fn with_rollout(self, rollout: Thousandths) -> Self {
        Self { rollout, ..self }
    }

    /// Bucketed by something else.
    #[must_use]
    pub const fn with_by(self, by: Option<AttributeId>) -> Self {
        Self { by, ..self }
    }

    /// Serves something else.
    #[must_use]
    pub const fn with_serve(self, serve: Serve) -> Self {
        Self { serve, ..self }
    }

    /// A miss passes on to the next step.
    #[must_use]
    pub const fn passing_on(self) -> Self {
        Self { next_on_miss: true, ..self }
    }
}

/// A row of `shares`.
pub const fn share(below: u32, payload: PayloadId) -> Share {
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
