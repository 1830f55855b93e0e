//! The rules as plain data: a few flat tables that point into each other by number.
//!
//! The macro writes these tables as a `static`, lowering builds the same tables on the heap, and one
//! evaluator reads both. Rows are `Copy` and hold no pointers, so that the compiler can look through
//! a constant table and a reloaded one costs a handful of allocations, however many flags it has.

use alloc::borrow::Cow;

use crate::pattern::Pattern;
use crate::text::Text;

/// A table of rows: borrowed from the program or owned by a loaded ruleset.
pub type Table<T> = Cow<'static, [T]>;

/// All rules of one file, ready to decide. Made only from a checked model, so every number in it
/// points at a row that exists; the evaluator still never panics if one does not.
#[derive(Clone, Debug)]
pub struct Ruleset {
    /// Every string of the ruleset in one piece; [`Str`] cuts it.
    pub text: Cow<'static, str>,
    /// Lists of names: enum members, variants, struct fields.
    pub names: Table<Str>,
    /// The declared environments, in file order.
    pub environments: Table<Str>,
    /// The declared stages, in order of release.
    pub stages: Table<Str>,
    /// The attributes of a context, in file order; the last is the built-in `now`.
    pub attributes: Table<Attribute>,
    /// The segments, in file order.
    pub segments: Table<Segment>,
    /// The flags, in file order.
    pub flags: Table<Flag>,
    /// What flags do in each environment that differ from one to the other.
    pub plans: Table<Plan>,
    /// What flags require of other flags.
    pub requirements: Table<Requirement>,
    /// The conditional steps of plans, in the order in which they are asked.
    pub clauses: Table<Clause>,
    /// The conditions; the children of a group are neighbours.
    pub nodes: Table<Node>,
    /// The shares of splits, one row for each variant that has a weight, in the order of `variants`.
    pub shares: Table<Share>,
    /// What values flags serve.
    pub payloads: Table<Payload>,
    /// Operands of string tests.
    pub strings: Table<Str>,
    /// Hash tables over long lists of strings, as [`string_table`](crate::string_table) makes them.
    pub slots: Table<u32>,
    /// Operands of integer tests; a list is sorted.
    pub integers: Table<i64>,
    /// Operands of float tests.
    pub floats: Table<f64>,
    /// Bits of enum tests whose enum has more than 64 members.
    pub words: Table<u64>,
    /// Regular expressions.
    pub patterns: Table<Pattern>,
}

/// A piece of [`Ruleset::text`], in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Str(pub u32, pub u32);

/// A run of neighbouring rows: the first and how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Run(pub u32, pub u32);

/// The number of an attribute in [`Ruleset::attributes`].
pub type AttributeId = u16;
/// The number of a flag in [`Ruleset::flags`].
pub type FlagId = u32;
/// The number of a variant or payload among those of its flag.
pub type PayloadId = u16;

/// Thousandths of a percent: 0 is nobody, 100 000 is everybody.
pub type Thousandths = u32;

/// One attribute of a context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// Its name in the file.
    pub name: Str,
    /// What it holds.
    pub kind: AttributeKind,
    /// The members of an enum or a closed set, in [`Ruleset::names`].
    pub members: Run,
    /// Whether every context of these rules that says it has its hash. Only generated code can promise that.
    pub hashed: bool,
}

/// What an attribute holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttributeKind {
    /// Text.
    String,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Float,
    /// A semantic version.
    Version,
    /// A point in time, in seconds since 1970.
    Timestamp,
    /// One of its members.
    Enum,
    /// Any of its members, at most 64.
    ClosedSet,
    /// Any strings.
    OpenSet,
}

/// Who belongs to a segment: not `exclude`, and (`include`, or (`when` and `sample`)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its name in the file.
    pub name: Str,
    /// Members are none of these.
    pub exclude: Option<Run>,
    /// These are members, whatever the rest says.
    pub include: Option<Run>,
    /// The condition of everyone else.
    pub when: Option<Run>,
    /// The share of those who meet `when`.
    pub sample: Option<Sample>,
}

/// A percentage of a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// How many.
    pub percent: Thousandths,
    /// The attribute that is bucketed.
    pub by: Option<AttributeId>,
    /// The salt of the sample stream.
    pub salt: u64,
}

/// One flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// Its name in the file.
    pub name: Str,
    /// What it serves.
    pub kind: Kind,
    /// The names of its variants, in [`Ruleset::names`].
    pub variants: Run,
    /// Its values, in [`Ruleset::payloads`].
    pub payloads: Run,
    /// The names of the fields of a table value, in [`Ruleset::names`].
    pub fields: Run,
    /// What it serves when off.
    pub off: PayloadId,
    /// The salt of the rollout stream.
    pub rollout_salt: u64,
    /// The salt of the split stream.
    pub split_salt: u64,
    /// One bit for each environment in which it may be on.
    pub environments: u64,
    /// What it requires of other flags, in file order.
    pub requirements: Run,
    /// What it does.
    pub plans: Plans,
    /// Whether clients may see it.
    pub client: bool,
}

/// What a flag serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Off is `false`, on is `true`.
    Bool,
    /// One of its variants, by number.
    Variants,
    /// A value, by number.
    Value,
    /// A value that has a variant's name.
    NamedValue,
}

/// What a flag does: in place, because most do the same everywhere and each step on the way to a rule waits
/// for the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plans {
    /// In every environment.
    Same(Plan),
    /// One for each environment, in [`Ruleset::plans`].
    Each(Run),
}

/// What a flag does in one environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// `false` is the kill switch.
    pub enabled: bool,
    /// The conditional steps, in order.
    pub clauses: Run,
    /// Who gets it when no clause decided.
    pub rollout: Thousandths,
    /// The attribute that is bucketed.
    pub by: Option<AttributeId>,
    /// What they get.
    pub serve: Serve,
}

/// A flag that must be on, and be a variant if one is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The required flag.
    pub flag: FlagId,
    /// The required variant.
    pub variant: Option<PayloadId>,
}

/// One conditional step of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause {
    /// What the step does.
    pub step: Step,
    /// Its condition: all of these nodes.
    pub when: Run,
    /// Which share of those who meet it it takes (rules).
    pub rollout: Thousandths,
    /// The attribute that is bucketed (rules).
    pub by: Option<AttributeId>,
    /// What it serves (allow and rules).
    pub serve: Serve,
    /// Whether a miss passes on to the next step (rules).
    pub next_on_miss: bool,
}

/// What a clause does when its condition is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// True turns the flag off, and so does unknown.
    Deny,
    /// True turns the flag on.
    Allow,
    /// False turns the flag off, and so does unknown.
    When,
    /// The flag's rule of this index.
    Rule(u32),
    /// A rule of this stage.
    Stage(u16),
}

/// What a flag serves when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Serve {
    /// This one.
    One(PayloadId),
    /// An equal share of so many variants.
    Equal(u16),
    /// These shares, in [`Ruleset::shares`].
    Split(Run),
}

/// One variant's share of a split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// Buckets below this, and not below the share before, belong to it.
    pub below: u32,
    /// The variant.
    pub payload: PayloadId,
}

/// A value that a flag serves.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// Text.
    Text(Text),
    /// A table: its fields' values, in [`Ruleset::payloads`].
    Table(Run),
}

/// One condition: which entry of the file it stands for, and what it asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node(pub Entry, pub Test);

/// What an entry of a condition is called in a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The attribute's name.
    Attribute(AttributeId),
    /// `segment`
    Segment,
    /// `flag`
    Flag,
    /// `any`
    Any,
    /// `all`
    All,
    /// `none`
    None,
    /// A literal, `true` or `false`.
    Literal(bool),
}

/// What a node asks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Test {
    /// Nothing: it is so.
    Is(bool),
    /// All of these nodes.
    All(Run),
    /// Any of these nodes.
    Any(Run),
    /// None of these nodes.
    None(Run),
    /// Not all of these nodes.
    Not(Run),
    /// Membership of a segment.
    Segment(u16),
    /// What another flag decides.
    Flag(FlagId, FlagTest),
    /// Whether the attribute is there.
    Present(AttributeId, bool),
    /// A bool.
    Bool(AttributeId, bool),
    /// An integer against one number.
    Integer(AttributeId, Compare, i64),
    /// An integer against a sorted list in [`Ruleset::integers`].
    IntegerIn(AttributeId, Run),
    /// A float against one number.
    Float(AttributeId, Compare, f64),
    /// A float against a list in [`Ruleset::floats`].
    FloatIn(AttributeId, Run),
    /// A version against one version.
    Version(AttributeId, Compare, Str),
    /// A version against a list in [`Ruleset::strings`].
    VersionIn(AttributeId, Run),
    /// At this second or later.
    After(AttributeId, i64),
    /// Earlier than this second.
    Before(AttributeId, i64),
    /// At most so many seconds ago, and not in the future.
    Within(AttributeId, i64),
    /// More than so many seconds ago.
    OlderThan(AttributeId, i64),
    /// A value among these bits, of an enum that has at most 64.
    Enum(AttributeId, u64),
    /// An enum value among these bits of [`Ruleset::words`].
    WideEnum(AttributeId, Run),
    /// A closed set against these bits.
    Set(AttributeId, Quantifier, u64),
    /// An open set against a list in [`Ruleset::strings`].
    OpenSet(AttributeId, Quantifier, Run),
    /// A string against any of a list in [`Ruleset::strings`].
    String(AttributeId, StringTest, Run),
    /// A string against a long list: the strings and their table in [`Ruleset::slots`].
    StringIn(AttributeId, Run, Run),
    /// A string against any of these patterns.
    Matches(AttributeId, Run),
}

/// What a condition asks of another flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagTest {
    /// It is on.
    On,
    /// It is off.
    Off,
    /// It decides this variant, on or off.
    Variant(PayloadId),
}

/// How two ordered values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `eq`
    Equal,
    /// `above`
    Above,
    /// `at_least`
    AtLeast,
    /// `below`
    Below,
    /// `at_most`
    AtMost,
}

/// How many of the operands a set must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantifier {
    /// `any_of`
    Any,
    /// `all_of`
    All,
    /// `none_of`
    None,
}

/// How a string is compared with each operand. With the flag set, in lower case; the operands are
/// lower case already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringTest {
    /// `eq`, `in`
    Equals(bool),
    /// `starts_with`
    StartsWith(bool),
    /// `ends_with`
    EndsWith(bool),
    /// `contains`
    Contains(bool),
}

impl Ruleset {
    /// The text that a [`Str`] cuts; empty if it is out of range.
    #[inline]
    pub fn str(&self, str: Str) -> &str {
        let start = str.0 as usize;
        self.text.get(start..start.saturating_add(str.1 as usize)).unwrap_or("")
    }

    /// Whether a [`Str`] is this text. Bytes are compared, so that the ends of the cut need not be looked at.
    #[inline]
    pub(crate) fn is_str(&self, str: Str, text: &str) -> bool {
        let start = str.0 as usize;
        str.1 as usize == text.len()
            && self.text.as_bytes().get(start..start.saturating_add(str.1 as usize)) == Some(text.as_bytes())
    }

    /// The flag of this name.
    pub fn flag_named(&self, name: &str) -> Option<FlagId> {
        let index = self.flags.iter().position(|flag| self.str(flag.name) == name)?;
        FlagId::try_from(index).ok()
    }

    /// What a flag does in an environment; unknown if it differs from one to the other and this is none.
    #[inline]
    pub fn plan<'r>(&'r self, flag: &'r Flag, environment: u16) -> Option<&'r Plan> {
        match &flag.plans {
            Plans::Same(plan) => Some(plan),
            Plans::Each(plans) => plans.of(&self.plans).get(usize::from(environment)),
        }
    }

    /// All that a flag does, to change it.
    pub fn plans_mut(&mut self, flag: FlagId) -> &mut [Plan] {
        let Some(flag) = self.flags.to_mut().get_mut(flag as usize) else { return &mut [] };
        match &mut flag.plans {
            Plans::Same(plan) => core::slice::from_mut(plan),
            Plans::Each(Run(first, count)) => {
                let first = *first as usize;
                let plans = first..first.saturating_add(*count as usize);
                self.plans.to_mut().get_mut(plans).unwrap_or_default()
            }
        }
    }

    /// The names in a run of [`Ruleset::names`].
    pub fn names_of(&self, run: Run) -> impl ExactSizeIterator<Item = &str> {
        run.of(&self.names).iter().map(|name| self.str(*name))
    }

    /// Those names of a run whose bits are set.
    pub fn names_among(&self, run: Run, bits: u64) -> impl Iterator<Item = &str> {
        let names = self.names_of(run).zip(0_u32..);
        names.filter(move |(_, index)| bits.checked_shr(*index).unwrap_or(0) & 1 == 1).map(|(name, _)| name)
    }

    /// One name of a run of [`Ruleset::names`].
    pub fn name_in(&self, run: Run, index: usize) -> Option<&str> {
        run.of(&self.names).get(index).map(|name| self.str(*name))
    }

    /// The name of an attribute.
    pub fn attribute_name(&self, id: AttributeId) -> &str {
        self.attributes.get(usize::from(id)).map_or("", |attribute| self.str(attribute.name))
    }

    /// Whether an attribute that is there has its hash.
    #[inline]
    pub(crate) fn is_hashed(&self, id: AttributeId) -> bool {
        self.attributes.get(usize::from(id)).is_some_and(|attribute| attribute.hashed)
    }

    /// The name of a flag.
    pub fn flag_name(&self, id: FlagId) -> &str {
        self.flags.get(id as usize).map_or("", |flag| self.str(flag.name))
    }

    /// The number of the built-in attribute `now`: the last one.
    #[inline]
    pub fn now(&self) -> AttributeId {
        u16::try_from(self.attributes.len().wrapping_sub(1)).unwrap_or(AttributeId::MAX)
    }
}

impl Run {
    /// Whether there is no row in it.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.1 == 0
    }

    /// The rows of the run; none if it is out of range.
    #[inline]
    pub fn of<T>(self, table: &[T]) -> &[T] {
        let start = self.0 as usize;
        table.get(start..start.saturating_add(self.1 as usize)).unwrap_or_default()
    }
}
