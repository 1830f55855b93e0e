//! The file as written: every key of the format with its place, nothing resolved. Names are still
//! text, and whether they exist is for `resolve` to say.

mod about;
mod condition;
mod context;
mod date;
mod declared;
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

pub use declared::{
    About, Allow, AllowRule, Expect, ExpectValue, Flag, FlagKind, Level, Lints, Retired, Rule, Segment,
    Serve, Settings, Stage, Variants,
};
pub use percent::percent_from_literal;
pub use place::Place;
pub use syntax::{Parsed, parse};
pub(crate) use syntax::{apply_patches, repair};
#[cfg(feature = "reload")]
pub(crate) use syntax::{describe_too_deep, find_deepest, parse_within};
pub(crate) use test::OPERATOR_WORDS;
pub use timestamp::timestamp_from_str;
pub use timestamp::write_date as date_from_seconds;

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
