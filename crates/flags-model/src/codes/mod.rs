//! What each code means: one page per code, in plain words, with an example that is wrong and one that
//! is right. A test reads the pages: each wrong example gives exactly its code, each right one nothing.

use crate::diagnostic::Code;

/// Ties each code to its page, so that none can be without.
macro_rules! pages {
    ($($code:ident = $file:literal,)+) => {
        /// The page of a code, in Markdown.
        pub const fn explain(code: Code) -> &'static str {
            match code {
                $(Code::$code => include_str!($file),)+
            }
        }
    };
}

pages! {
    Syntax = "syntax.md",
    UnknownKey = "unknown-key.md",
    MisplacedKey = "misplaced-key.md",
    MissingKey = "missing-key.md",
    WrongType = "wrong-type.md",
    UnknownWord = "unknown-word.md",
    BadNumber = "bad-number.md",
    EmptyList = "empty-list.md",
    EmptyCondition = "empty-condition.md",
    EmptyTable = "empty-table.md",
    DuplicateItem = "duplicate-item.md",
    UnknownOperator = "unknown-operator.md",
    BadPercentage = "bad-percentage.md",
    BadTimestamp = "bad-timestamp.md",
    EnabledInEnvironment = "enabled-in-environment.md",
    BadName = "bad-name.md",
    ReservedName = "reserved-name.md",
    NameClash = "name-clash.md",
    DuplicateName = "duplicate-name.md",
    RetiredName = "retired-name.md",
    UnknownFlag = "unknown-flag.md",
    UnknownSegment = "unknown-segment.md",
    UnknownAttribute = "unknown-attribute.md",
    UnknownVariant = "unknown-variant.md",
    UnknownStage = "unknown-stage.md",
    UnknownEnvironment = "unknown-environment.md",
    UnknownValue = "unknown-value.md",
    UnknownLint = "unknown-lint.md",
    WrongOperator = "wrong-operator.md",
    BadVersion = "bad-version.md",
    BadRegex = "bad-regex.md",
    RegexFeature = "regex-feature.md",
    SplitSum = "split-sum.md",
    Cycle = "cycle.md",
    SegmentCycle = "segment-cycle.md",
    NoKey = "no-key.md",
    MissingRollout = "missing-rollout.md",
    SaysNothing = "says-nothing.md",
    BadServe = "bad-serve.md",
    BadDefault = "bad-default.md",
    BadKeyAttribute = "bad-key-attribute.md",
    NotAVariantFlag = "not-a-variant-flag.md",
    ExpectFailed = "expect-failed.md",
    TooDeep = "too-deep.md",
    TooLarge = "too-large.md",
    NoLint = "no-lint.md",
    UnreachableRule = "unreachable-rule.md",
    NeverTrue = "never-true.md",
    NeverMatches = "never-matches.md",
    AlwaysTrue = "always-true.md",
    RuleWithoutEffect = "rule-without-effect.md",
    UnreachableVariant = "unreachable-variant.md",
    UnusedServe = "unused-serve.md",
    ConstantFlag = "constant-flag.md",
    OptionalAttribute = "optional-attribute.md",
    RequirementNeverMet = "requirement-never-met.md",
    RedundantRequirement = "redundant-requirement.md",
    WiderThanParent = "wider-than-parent.md",
    UnusedSegment = "unused-segment.md",
    UnusedAttribute = "unused-attribute.md",
    UnusedStage = "unused-stage.md",
    EmailAddress = "email-address.md",
    IdenticalFlags = "identical-flags.md",
    Expired = "expired.md",
    FullyRolledOut = "fully-rolled-out.md",
    NeverCalled = "never-called.md",
    MissingOwner = "missing-owner.md",
    MissingExpires = "missing-expires.md",
    MissingDescription = "missing-description.md",
    OpsPercentage = "ops-percentage.md",
    ExperimentVariants = "experiment-variants.md",
}

/// The first line of the page, without its mark: what the code is about, in a few words.
pub fn title(code: Code) -> &'static str {
    explain(code).lines().next().unwrap_or_default().trim_start_matches("# ")
}
