//! Resolved conditions.

use flags_runtime::ruleset;

use super::{AttributeId, Compare, FlagId, FlagTest, Quantifier, StringTest};
use crate::source::Span;

/// Entries of which all must hold. A literal is one entry.
#[derive(Clone, Debug)]
pub struct Condition {
    /// In file order; never empty.
    pub entries: Vec<Entry>,
    /// The table, or the key or header that opens it, or the literal.
    pub span: Span,
}

/// One entry of a condition.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What it is called in a reason.
    pub name: ruleset::Entry,
    /// Its key, or the literal.
    pub span: Span,
    /// What it asks.
    pub test: Test,
}

/// What an entry asks.
#[derive(Clone, Debug)]
pub enum Test {
    /// A literal.
    Is(bool),
    /// Any of these.
    Any(Vec<Condition>),
    /// All of these.
    All(Vec<Condition>),
    /// None of these.
    None(Vec<Condition>),
    /// Membership of any of these segments, by number.
    Segments(Vec<(u16, Span)>),
    /// All of these flags decide so.
    Flags(Vec<(FlagId, FlagTest, Span)>),
    /// All of these operators hold for the attribute.
    Attribute(AttributeId, Vec<Operator>),
}

/// One operator.
#[derive(Clone, Debug)]
pub struct Operator {
    /// Its key, or the value of a short form.
    pub span: Span,
    /// What it asks.
    pub test: OperatorTest,
}

/// What an operator asks of its attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum OperatorTest {
    /// Not all of these hold.
    Not(Vec<OperatorTest>),
    /// Whether it is there.
    Present(bool),
    /// A bool.
    Bool(bool),
    /// An integer against one.
    Integer(Compare, i64),
    /// An integer against a list.
    IntegerIn(Vec<i64>),
    /// A float against one.
    Float(Compare, f64),
    /// A float against a list.
    FloatIn(Vec<f64>),
    /// A version against one.
    Version(Compare, String),
    /// A version against a list.
    VersionIn(Vec<String>),
    /// At this second or later.
    After(i64),
    /// Before this second.
    Before(i64),
    /// At most so many days ago.
    WithinDays(i64),
    /// More than so many days ago.
    OlderThanDays(i64),
    /// One of these members of the enum, by number, ascending.
    Members(Vec<u16>),
    /// These members of the closed set, by number.
    ClosedSet(Quantifier, Vec<u16>),
    /// These strings in the open set.
    OpenSet(Quantifier, Vec<String>),
    /// A string against any of these; they are lower case if case is ignored.
    String(StringTest, Vec<String>),
    /// A string against any of these regular expressions; `true` ignores case.
    Matches(Vec<String>, bool),
}
