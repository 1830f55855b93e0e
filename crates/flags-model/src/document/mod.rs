//! The file as written: every key of the format with its place, nothing resolved. Names are still
//! text, and whether they exist is for `resolve` to say.

mod about;
mod condition;
mod context;
mod date;
mod expect;
mod file;
mod flag;
mod group;
mod lints;
mod list;
mod percent;
mod place;
mod reader;
mod retired;
mod rule;
mod scalar;
mod segment;
mod serve;
mod settings;
mod stage;
mod stray;
mod syntax;
mod table;
mod test;
mod timestamp;
mod unknown;
mod vocabulary;

pub use percent::percent_from_literal;
pub use place::Place;
pub use syntax::{Parsed, parse};
pub(crate) use syntax::{apply_patches, repair};
pub(crate) use test::OPERATOR_WORDS;
pub use timestamp::timestamp_from_str;
pub(crate) use timestamp::write_date as date_from_seconds;

use crate::source::{Span, Spanned};

/// A name and where it stands.
pub type Name<'d> = Spanned<&'d str>;

/// The whole file. Lists are in file order.
#[derive(Debug, Default)]
pub struct Document<'d> {
    /// `environments`
    pub environments: Vec<Name<'d>>,
    /// What is declared, but under names that could not be read (and were reported).
    pub unread: Unread,
    /// `ladder`
    pub ladder: Option<Vec<Spanned<Percent>>>,
    /// `[context]`
    pub attributes: Vec<Attribute<'d>>,
    /// `[segments.*]`
    pub segments: Vec<Segment<'d>>,
    /// `[[stages]]`; `None` if the file has none, so that the built-in stages hold.
    pub stages: Option<Vec<Stage<'d>>>,
    /// `[flags.*]`
    pub flags: Vec<Flag<'d>>,
    /// `[retired]`
    pub retired: Vec<Retired<'d>>,
    /// `[lints]`
    pub lints: Lints<'d>,
}

/// Kinds of names of which some could not be read: a use that no other name fits may mean one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// Some of the environments.
    pub environments: bool,
    /// Some of the stages.
    pub stages: bool,
}

/// A percentage as thousandths of a percent, 0..=100 000, which is how buckets are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub u32);

/// One attribute of `[context]`.
#[derive(Debug)]
pub struct Attribute<'d> {
    /// Its name.
    pub name: Name<'d>,
    /// Its type; `None` if the file's was wrong (and reported).
    pub kind: Option<Spanned<AttributeType>>,
    /// `of`: the members of an enum or a closed set.
    pub of: Option<Spanned<Vec<Name<'d>>>>,
    /// `ordered = true`, where it stands.
    pub ordered: Option<Spanned<bool>>,
    /// `key = true`, where it stands.
    pub key: Option<Spanned<bool>>,
    /// `required = true`, where it stands.
    pub required: Option<Spanned<bool>>,
}

/// The word that names an attribute's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeType {
    /// `string`
    String,
    /// `bool`
    Bool,
    /// `integer`
    Integer,
    /// `float`
    Float,
    /// `version`
    Version,
    /// `timestamp`
    Timestamp,
    /// `enum`
    Enum,
    /// `set`
    Set,
}

/// A condition: a literal, or entries that must all hold.
#[derive(Debug)]
pub enum Condition<'d> {
    /// `true` or `false`.
    Literal(Spanned<bool>),
    /// A table; not empty unless its entries were wrong (and reported).
    Entries {
        /// In file order.
        entries: Vec<Entry<'d>>,
        /// The table, or the header or key that opens it.
        span: Span,
    },
}

/// One entry of a condition.
#[derive(Debug)]
pub struct Entry<'d> {
    /// `segment`, `flag`, `any`, `all`, `none` or an attribute's name.
    pub key: Name<'d>,
    /// What it asks.
    pub test: EntryTest<'d>,
}

/// What an entry asks.
#[derive(Debug)]
pub enum EntryTest<'d> {
    /// `segment`: any of these.
    Segment(Vec<Name<'d>>),
    /// `flag`: all of these.
    Flag(Vec<(Name<'d>, FlagState<'d>)>),
    /// `any`
    Any(Vec<Condition<'d>>),
    /// `all`
    All(Vec<Condition<'d>>),
    /// `none`
    None(Vec<Condition<'d>>),
    /// Any other key: a test of the attribute of that name.
    Attribute(Test<'d>),
}

/// What is asked of another flag.
#[derive(Clone, Copy, Debug)]
pub enum FlagState<'d> {
    /// `true`: on. `false`: off.
    On(Spanned<bool>),
    /// This variant.
    Variant(Name<'d>),
}

/// A test of an attribute, or the operand of `not`.
#[derive(Debug)]
pub enum Test<'d> {
    /// `attr = value`
    Equals(Literal<'d>),
    /// `attr = [a, b]`; not empty.
    OneOf(Spanned<Vec<Literal<'d>>>),
    /// `attr = { op = …, op = … }`; not empty.
    Operators {
        /// In file order, without `ignore_case`.
        operators: Vec<Operator<'d>>,
        /// `ignore_case`, where it stands.
        ignore_case: Option<Spanned<bool>>,
        /// The table.
        span: Span,
    },
}

/// One operator of a test.
#[derive(Debug)]
pub struct Operator<'d> {
    /// Which, and where its key stands.
    pub kind: Spanned<OperatorKind>,
    /// Its operand.
    pub operand: Operand<'d>,
}

/// The operand of an operator.
#[derive(Debug)]
pub enum Operand<'d> {
    /// One value.
    One(Literal<'d>),
    /// A list; not empty.
    Many(Spanned<Vec<Literal<'d>>>),
    /// What `not` negates.
    Test(Box<Test<'d>>),
}

/// The operators of SPEC 2.2 (without `ignore_case`, which modifies the others).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum OperatorKind {
    Eq,
    In,
    Above,
    AtLeast,
    Below,
    AtMost,
    After,
    Before,
    WithinDays,
    OlderThanDays,
    StartsWith,
    EndsWith,
    Contains,
    Matches,
    AnyOf,
    AllOf,
    NoneOf,
    Present,
    Not,
}

/// A scalar and where it stands.
pub type Literal<'d> = Spanned<Scalar<'d>>;

/// A scalar of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'d> {
    /// A string.
    String(&'d str),
    /// An integer that fits 64 bits.
    Integer(i64),
    /// A float; never infinite or NaN.
    Float(f64),
    /// A bool.
    Bool(bool),
    /// A date, or a date and time, as seconds since 1970 (UTC), fractions cut off downwards.
    Timestamp(i64),
}

/// `[segments.name]`
#[derive(Debug)]
pub struct Segment<'d> {
    /// Its name.
    pub name: Name<'d>,
    /// `description`
    pub description: Option<Name<'d>>,
    /// `when`
    pub when: Option<Condition<'d>>,
    /// `include`
    pub include: Option<Condition<'d>>,
    /// `exclude`
    pub exclude: Option<Condition<'d>>,
    /// `sample`
    pub sample: Option<Spanned<Percent>>,
    /// `by`
    pub by: Option<Name<'d>>,
    /// `salt`
    pub salt: Option<Name<'d>>,
    /// `lints`
    pub lints: Lints<'d>,
}

/// `[[stages]]`
#[derive(Debug)]
pub struct Stage<'d> {
    /// Its name.
    pub name: Name<'d>,
    /// `description`
    pub description: Option<Name<'d>>,
    /// `rules`
    pub rules: Vec<Rule<'d>>,
    /// `env.<name>.rules`
    pub environments: Vec<(Name<'d>, Vec<Rule<'d>>)>,
}

/// `[[flags.x.rules]]` and `[[stages.rules]]`
#[derive(Debug)]
pub struct Rule<'d> {
    /// The table or its header.
    pub span: Span,
    /// `name`
    pub name: Option<Name<'d>>,
    /// `when`
    pub when: Option<Condition<'d>>,
    /// `rollout`
    pub rollout: Option<Spanned<Percent>>,
    /// `serve` (no rule of a stage has one)
    pub serve: Option<Serve<'d>>,
    /// `on_miss`: whether it is `"next"`.
    pub next_on_miss: Option<Spanned<bool>>,
    /// `by` (no rule of a stage has one)
    pub by: Option<Name<'d>>,
    /// `lints`
    pub lints: Lints<'d>,
}

/// What is served: how it is read depends on the flag.
#[derive(Debug)]
pub enum Serve<'d> {
    /// A variant's name or a value.
    One(Literal<'d>),
    /// A split, or a table value.
    Table {
        /// In file order.
        entries: Vec<(Name<'d>, Literal<'d>)>,
        /// The table or its header.
        span: Span,
    },
}

/// `allow`: one condition, or a list of which the first true one decides.
#[derive(Debug)]
pub enum Allow<'d> {
    /// A condition.
    Condition(Condition<'d>),
    /// `{ when, serve }`, one or more.
    List(Vec<AllowRule<'d>>),
}

/// One entry of a list of `allow`.
#[derive(Debug)]
pub struct AllowRule<'d> {
    /// The table or its header.
    pub span: Span,
    /// `when`; `None` if it is missing (an entry must have one; reported while reading).
    pub when: Option<Condition<'d>>,
    /// `serve`
    pub serve: Option<Serve<'d>>,
}

/// `[flags.x]`
#[derive(Debug)]
pub struct Flag<'d> {
    /// Its name.
    pub name: Name<'d>,
    /// `description`, `owner`, `tags`, `link`, `created`, `kind`
    pub about: About<'d>,
    /// `environments`
    pub environments: Option<Spanned<Vec<Name<'d>>>>,
    /// `requires`, in file order.
    pub requires: Option<Vec<(Name<'d>, FlagState<'d>)>>,
    /// What `env.<name>` may replace, as the flag states it.
    pub settings: Settings<'d>,
    /// `env.<name>`
    pub overrides: Vec<(Name<'d>, Settings<'d>)>,
    /// `by`
    pub by: Option<Name<'d>>,
    /// `salt`
    pub salt: Option<Name<'d>>,
    /// `ladder`
    pub ladder: Option<Vec<Spanned<Percent>>>,
    /// `variants`
    pub variants: Option<Variants<'d>>,
    /// `default`: a variant's name or a value. A table value is `Serve::Table`.
    pub default: Option<Serve<'d>>,
    /// `renamed_from`
    pub renamed_from: Option<Name<'d>>,
    /// `expires`: midnight UTC of the date, in seconds since 1970.
    pub expires: Option<Spanned<i64>>,
    /// `client`
    pub client: Option<Spanned<bool>>,
    /// `lints`
    pub lints: Lints<'d>,
    /// `expect`
    pub expect: Vec<Expect<'d>>,
}

/// What a flag says about itself.
#[derive(Debug, Default)]
pub struct About<'d> {
    /// `description`
    pub description: Option<Name<'d>>,
    /// `owner`
    pub owner: Option<Name<'d>>,
    /// `tags`
    pub tags: Vec<Name<'d>>,
    /// `link`
    pub link: Option<Name<'d>>,
    /// `created`: midnight UTC of the date, in seconds since 1970.
    pub created: Option<Spanned<i64>>,
    /// `kind`; `None` is `release`.
    pub kind: Option<Spanned<FlagKind>>,
}

/// `kind`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FlagKind {
    /// `release`
    #[default]
    Release,
    /// `experiment`
    Experiment,
    /// `ops`
    Ops,
    /// `permission`
    Permission,
}

/// The keys of a flag that an environment may replace.
#[derive(Debug, Default)]
pub struct Settings<'d> {
    /// `enabled`
    pub enabled: Option<Spanned<bool>>,
    /// `deny`
    pub deny: Option<Condition<'d>>,
    /// `allow`, and where its key stands.
    pub allow: Option<Spanned<Allow<'d>>>,
    /// `when`
    pub when: Option<Condition<'d>>,
    /// `rules`, and where its key stands.
    pub rules: Option<Spanned<Vec<Rule<'d>>>>,
    /// `stage`
    pub stage: Option<Name<'d>>,
    /// `rollout`
    pub rollout: Option<Spanned<Percent>>,
    /// `serve`
    pub serve: Option<Serve<'d>>,
}

/// `variants`
#[derive(Debug)]
pub enum Variants<'d> {
    /// A list of names.
    Names(Spanned<Vec<Name<'d>>>),
    /// A table of named values; a value may be a table.
    Values(Vec<(Name<'d>, Serve<'d>)>, Span),
}

/// `[[flags.x.expect]]`
#[derive(Debug)]
pub struct Expect<'d> {
    /// The table or its header.
    pub span: Span,
    /// `context`: attribute, value, in file order. `now` is one of them.
    pub context: Vec<(Name<'d>, ExpectValue<'d>)>,
    /// `environment`
    pub environment: Option<Name<'d>>,
    /// `is`
    pub is: Option<Serve<'d>>,
}

/// The value of an attribute in an `expect`.
#[derive(Debug)]
pub enum ExpectValue<'d> {
    /// A scalar.
    One(Literal<'d>),
    /// A list, for sets; may be empty.
    Many(Spanned<Vec<Literal<'d>>>),
}

/// A name of `[retired]`
#[derive(Debug)]
pub struct Retired<'d> {
    /// The name that is gone.
    pub name: Name<'d>,
    /// `since`: midnight UTC of the date, in seconds since 1970.
    pub since: Option<Spanned<i64>>,
    /// `keep`: which branch of the code stays.
    pub keep: Option<Spanned<bool>>,
    /// `note`
    pub note: Option<Name<'d>>,
}

/// Levels of lints: code, level, in file order.
pub type Lints<'d> = Vec<(Name<'d>, Spanned<Level>)>;

/// The level of a lint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Say nothing.
    Allow,
    /// Warn.
    Warn,
    /// Fail.
    Deny,
}
