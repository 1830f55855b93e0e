//! A checked file: every name resolved, every value of the right type. A `Model` in hand is proof that
//! the file is valid, so nothing after it can fail.

mod condition;
mod graph;
mod names;
mod rollout;
mod settings;

pub use condition::{Condition, Entry, Operator, OperatorTest, Test};
pub use flags_runtime::ruleset::{
    AttributeId, AttributeKind, Compare, FlagId, FlagTest, PayloadId, Quantifier, StringTest,
};
pub use graph::{Edge, Graph, Item, Relation};
pub use names::{AttributeName, FieldType, FlagName, Names, ValueType};
pub use rollout::{Origin, RolloutTarget, Target};
pub use settings::{Allow, Effective, Plan, Rule, Serve, Settings};

pub use crate::document::{FlagKind, Percent};
use crate::lint::Levels;
use crate::source::Span;

/// A whole file, checked.
#[derive(Clone, Debug)]
pub struct Model {
    /// The declared environments, in file order; none if the file declares none.
    pub environments: Vec<String>,
    /// The attributes of a context, in file order. The built-in `now` is the number after the last.
    pub attributes: Vec<Attribute>,
    /// The segments, in file order.
    pub segments: Vec<Segment>,
    /// The stages, in order of release: the file's, or the four that exist without any.
    pub stages: Vec<Stage>,
    /// The flags, in file order.
    pub flags: Vec<Flag>,
    /// The steps of `advance` for flags that have none of their own.
    pub ladder: Vec<Percent>,
    /// The names that may never be declared again.
    pub retired: Vec<Retired>,
    /// The levels of lints for the whole file.
    pub lints: Levels,
}

/// One attribute of a context.
#[derive(Clone, Debug)]
pub struct Attribute {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What it holds.
    pub kind: AttributeKind,
    /// The members of an enum or a closed set, in file order.
    pub members: Vec<String>,
    /// Whether the members are ordered, least first.
    pub ordered: bool,
    /// Whether it identifies who asks.
    pub key: bool,
    /// Whether a context cannot be made without it.
    pub required: bool,
}

/// One segment.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// `description`
    pub description: Option<String>,
    /// `exclude`
    pub exclude: Option<Condition>,
    /// `include`
    pub include: Option<Condition>,
    /// `when`
    pub when: Option<Condition>,
    /// `sample`
    pub sample: Option<Sample>,
    /// The levels of lints for the segment.
    pub lints: Levels,
}

/// A percentage of a segment.
#[derive(Clone, Debug)]
pub struct Sample {
    /// How many.
    pub percent: Percent,
    /// The attribute that is bucketed.
    pub by: Option<AttributeId>,
    /// The salt.
    pub salt: String,
}

/// One stage of release.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// Where the name stands; empty for the built-in stages.
    pub span: Span,
    /// `description`
    pub description: Option<String>,
    /// Its rules.
    pub rules: Vec<Rule>,
    /// The rules of environments that have their own, by the number of the environment.
    pub environments: Vec<(usize, Vec<Rule>)>,
}

/// One flag.
#[derive(Clone, Debug)]
pub struct Flag {
    /// Its name.
    pub name: String,
    /// Where the name stands.
    pub span: Span,
    /// What it says about itself.
    pub about: About,
    /// What its method returns.
    pub value: ValueType,
    /// The names of its variants, where it has variants or named values.
    pub variants: Vec<String>,
    /// The values it may serve, where it has values; number 0 is the default unless they are named.
    pub payloads: Vec<Payload>,
    /// What it serves when off.
    pub off: PayloadId,
    /// The salt of its buckets.
    pub salt: String,
    /// The attribute of its buckets.
    pub by: Option<AttributeId>,
    /// The environments in which it may be on, by number; `None` is all.
    pub environments: Option<Vec<usize>>,
    /// What it requires, in file order.
    pub requires: Vec<Requirement>,
    /// What it says where no environment says otherwise.
    pub settings: Settings,
    /// What environments replace, by number.
    pub overrides: Vec<(usize, Settings)>,
    /// Whether clients may see it.
    pub client: bool,
    /// The day after which each use warns, in seconds since 1970.
    pub expires: Option<i64>,
    /// The steps of `advance`.
    pub ladder: Option<Vec<Percent>>,
    /// Its old name.
    pub renamed_from: Option<String>,
    /// The levels of lints for the flag.
    pub lints: Levels,
}

/// What a flag says about itself.
#[derive(Clone, Debug, Default)]
pub struct About {
    /// `description`
    pub description: Option<String>,
    /// `owner`
    pub owner: Option<String>,
    /// `tags`
    pub tags: Vec<String>,
    /// `link`
    pub link: Option<String>,
    /// `created`, in seconds since 1970.
    pub created: Option<i64>,
    /// `kind`
    pub kind: FlagKind,
}

/// A flag that must be on, and be a variant if one is named.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The required flag.
    pub flag: FlagId,
    /// The required variant.
    pub variant: Option<PayloadId>,
    /// Where the file says so.
    pub span: Span,
}

/// A value that a flag may serve.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(String),
    /// A table: the values of its fields, in the order of the flag's [`ValueType::Table`].
    Table(Vec<Payload>),
}

/// A name that is gone.
#[derive(Clone, Debug)]
pub struct Retired {
    /// The name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// When it went, in seconds since 1970.
    pub since: Option<i64>,
    /// Which branch of the code stays.
    pub keep: Option<bool>,
    /// Why.
    pub note: Option<String>,
}

impl Model {
    /// The number of the built-in attribute `now`.
    pub fn now(&self) -> AttributeId {
        AttributeId::try_from(self.attributes.len()).expect("BUG: the number of attributes is checked")
    }

    /// The flag of this name.
    pub fn flag_named(&self, name: &str) -> Option<(FlagId, &Flag)> {
        let (id, flag) = (0..).zip(&self.flags).find(|(_, flag)| flag.name == name)?;
        Some((id, flag))
    }

    /// How many environments decide differently: one if the file declares none.
    pub fn environment_count(&self) -> usize {
        self.environments.len().max(1)
    }
}
