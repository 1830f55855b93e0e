//! The stable names of all kinds of mistakes.

/// Writes the enum, its names, its summaries and the list of all codes from one table, so that none of
/// the four can lack a line.
macro_rules! codes {
    ($($(#[doc = $summary:literal])+ $code:ident = $name:literal,)+) => {
        /// The kind of a mistake or warning; its name never changes.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[doc = $summary])+ $code,)+
        }

        impl Code {
            /// Every code, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$code,)+];

            /// The name as users write it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// One sentence that says what is wrong.
            pub const fn summary(self) -> &'static str {
                match self {
                    $(Self::$code => concat!($($summary),+).trim_ascii(),)+
                }
            }
        }
    };
}

codes! {
    /// The text is not TOML.
    Syntax = "syntax",
    /// The format has no key of this name, or not in this place.
    UnknownKey = "unknown-key",
    /// The key exists, but belongs to another table.
    MisplacedKey = "misplaced-key",
    /// A key that this table must have is left out.
    MissingKey = "missing-key",
    /// The value is of a type that its key does not take.
    WrongType = "wrong-type",
    /// The word is none of the closed list that its key takes.
    UnknownWord = "unknown-word",
    /// The integer does not fit 64 bits, or the float is infinite or not a number.
    BadNumber = "bad-number",
    /// A list that needs at least one item has none.
    EmptyList = "empty-list",
    /// A condition or a table of operators is empty.
    EmptyCondition = "empty-condition",
    /// A table that needs at least one entry has none.
    EmptyTable = "empty-table",
    /// A list holds the same item twice.
    DuplicateItem = "duplicate-item",
    /// The operator does not exist.
    UnknownOperator = "unknown-operator",
    /// The percentage is none, lies outside of 0 to 100, or is finer than three decimals.
    BadPercentage = "bad-percentage",
    /// The date or time is none, or lacks a part.
    BadTimestamp = "bad-timestamp",
    /// An environment's table may turn a flag off, but not on.
    EnabledInEnvironment = "enabled-in-environment",
    /// The name breaks the pattern that its kind of name follows.
    BadName = "bad-name",
    /// The name is a keyword of Rust, or the generated code needs it.
    ReservedName = "reserved-name",
    /// Two names become the same name in Rust.
    NameClash = "name-clash",
    /// A name is declared, or a key is set, twice.
    DuplicateName = "duplicate-name",
    /// The name is retired and may never be declared again.
    RetiredName = "retired-name",
    /// No flag has this name.
    UnknownFlag = "unknown-flag",
    /// No segment has this name.
    UnknownSegment = "unknown-segment",
    /// No attribute has this name.
    UnknownAttribute = "unknown-attribute",
    /// The flag has no variant of this name.
    UnknownVariant = "unknown-variant",
    /// No stage has this name.
    UnknownStage = "unknown-stage",
    /// No environment has this name.
    UnknownEnvironment = "unknown-environment",
    /// The enum or the closed set has no such value.
    UnknownValue = "unknown-value",
    /// No lint has this name.
    UnknownLint = "unknown-lint",
    /// The attribute's type does not allow this operator.
    WrongOperator = "wrong-operator",
    /// The text is no version.
    BadVersion = "bad-version",
    /// The text is no regular expression.
    BadRegex = "bad-regex",
    /// Regular expressions are switched off in this build.
    RegexFeature = "regex-feature",
    /// The weights of a split do not sum to exactly 100.
    SplitSum = "split-sum",
    /// Flags require each other in a circle.
    Cycle = "cycle",
    /// Segments name each other in a circle.
    SegmentCycle = "segment-cycle",
    /// A percentage or a split has nothing to tell contexts apart by.
    NoKey = "no-key",
    /// A flag with `allow` or `rules` and no stage does not say what everyone else gets.
    MissingRollout = "missing-rollout",
    /// The flag or the segment states nothing that decides.
    SaysNothing = "says-nothing",
    /// What is served does not fit the flag.
    BadServe = "bad-serve",
    /// The default does not fit the flag.
    BadDefault = "bad-default",
    /// The attribute cannot be the key, or cannot bucket.
    BadKeyAttribute = "bad-key-attribute",
    /// The flag has no variants, but one of them is asked for.
    NotAVariantFlag = "not-a-variant-flag",
    /// An expectation of the file does not hold.
    ExpectFailed = "expect-failed",
    /// Tables or conditions are nested too deeply.
    TooDeep = "too-deep",
    /// The file declares more than the format can hold.
    TooLarge = "too-large",
    /// A lint is given a level that it cannot have.
    NoLint = "no-lint",

    /// A rule comes too late: an earlier one takes everyone that it would take.
    UnreachableRule = "unreachable-rule",
    /// A condition that no context can meet.
    NeverTrue = "never-true",
    /// A regular expression that no text can match.
    NeverMatches = "never-matches",
    /// A condition that every context meets.
    AlwaysTrue = "always-true",
    /// A rule that decides what would be decided without it.
    RuleWithoutEffect = "rule-without-effect",
    /// A variant that nobody can get.
    UnreachableVariant = "unreachable-variant",
    /// A `serve` that nobody can get.
    UnusedServe = "unused-serve",
    /// A flag with variants or values that serves everyone the same.
    ConstantFlag = "constant-flag",
    /// A `deny` or `when` on an attribute that a context may lack, which turns the flag off for it.
    OptionalAttribute = "optional-attribute",
    /// A requirement that no context can meet.
    RequirementNeverMet = "requirement-never-met",
    /// A requirement that another one implies.
    RedundantRequirement = "redundant-requirement",
    /// A flag whose rollout is wider than that of a flag it requires.
    WiderThanParent = "wider-than-parent",
    /// A segment that nothing asks about.
    UnusedSegment = "unused-segment",
    /// An attribute that nothing asks about.
    UnusedAttribute = "unused-attribute",
    /// A stage that no flag is in.
    UnusedStage = "unused-stage",
    /// An e-mail address in the file, which everyone with the program can read.
    EmailAddress = "email-address",
    /// Two flags that always decide alike.
    IdenticalFlags = "identical-flags",
    /// A flag that is past its date.
    Expired = "expired",
    /// A flag that is on for everyone in every environment.
    FullyRolledOut = "fully-rolled-out",
    /// A flag that the code never asks for.
    NeverCalled = "never-called",
    /// A release or an experiment that nobody owns.
    MissingOwner = "missing-owner",
    /// A release or an experiment that never ends.
    MissingExpires = "missing-expires",
    /// A flag or a segment without a description.
    MissingDescription = "missing-description",
    /// An operational switch with a percentage.
    OpsPercentage = "ops-percentage",
    /// An experiment that fewer than two variants of can be reached.
    ExperimentVariants = "experiment-variants",
}

impl std::fmt::Display for Code {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn names_are_kebab_case_and_distinct() {
        let mut names: Vec<_> = Code::ALL.iter().map(|code| code.name()).collect();
        assert!(names.iter().all(|name| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Code::ALL.len());
    }

    #[test]
    fn summaries_are_sentences() {
        assert!(Code::ALL.iter().all(|code| code.summary().ends_with('.')));
        assert!(Code::ALL.iter().all(|code| code.summary().starts_with(char::is_uppercase)));
    }
}
