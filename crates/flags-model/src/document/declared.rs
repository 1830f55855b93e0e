//! What a file declares: segments, stages, flags, retired names, as written.

use super::{Condition, FlagState, Literal, Name, Percent};
use crate::source::{Span, Spanned};

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
