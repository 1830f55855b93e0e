//! The kinds of tables of the format, and the keys of each.

/// A kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The file itself.
    File,
    /// `[context.x]`
    Attribute,
    /// `[segments.x]`
    Segment,
    /// `[[stages]]`
    Stage,
    /// `env.<name>` of a stage.
    StageEnvironment,
    /// A rule of a stage.
    StageRule,
    /// `[flags.x]`
    Flag,
    /// `env.<name>` of a flag.
    FlagEnvironment,
    /// A rule of a flag.
    Rule,
    /// An entry of a list of `allow`.
    AllowEntry,
    /// `[[flags.x.expect]]`
    Expect,
    /// A name of `[retired]`
    Retired,
}

impl Place {
    /// Every place, those that a misplaced key most likely belongs to first.
    pub const ALL: [Self; 12] = [
        Self::Flag,
        Self::Rule,
        Self::Segment,
        Self::File,
        Self::Attribute,
        Self::Stage,
        Self::AllowEntry,
        Self::Expect,
        Self::Retired,
        Self::StageRule,
        Self::FlagEnvironment,
        Self::StageEnvironment,
    ];

    /// The keys that a table of this kind may have.
    pub const fn keys(self) -> &'static [&'static str] {
        match self {
            Self::File => {
                &["environments", "ladder", "context", "segments", "stages", "flags", "retired", "lints"]
            }
            Self::Attribute => &["type", "of", "ordered", "key", "required"],
            Self::Segment => &["description", "when", "include", "exclude", "sample", "by", "salt", "lints"],
            Self::Stage => &["name", "description", "rules", "env"],
            Self::StageEnvironment => &["rules"],
            Self::StageRule => &["when", "rollout", "on_miss", "lints"],
            Self::Flag => FLAG_KEYS,
            Self::FlagEnvironment => {
                &["enabled", "deny", "allow", "when", "rules", "stage", "rollout", "serve"]
            }
            Self::Rule => &["name", "when", "rollout", "serve", "on_miss", "by", "lints"],
            Self::AllowEntry => &["when", "serve"],
            Self::Expect => &["context", "environment", "is"],
            Self::Retired => &["since", "keep", "note"],
        }
    }

    /// What a user calls such a table.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::File => "the top level",
            Self::Attribute => "an attribute",
            Self::Segment => "a segment",
            Self::Stage => "a stage",
            Self::StageEnvironment => "an environment of a stage",
            Self::StageRule => "a rule of a stage",
            Self::Flag => "a flag",
            Self::FlagEnvironment => "an environment of a flag",
            Self::Rule => "a rule",
            Self::AllowEntry => "an entry of `allow`",
            Self::Expect => "an expectation",
            Self::Retired => "a retired name",
        }
    }

    /// Where such a table stands in a file.
    pub const fn address(self) -> &'static str {
        match self {
            Self::File => "the top of the file",
            Self::Attribute => "`[context]`",
            Self::Segment => "`[segments.<name>]`",
            Self::Stage => "`[[stages]]`",
            Self::StageEnvironment => "`env.<name>` of a stage",
            Self::StageRule => "`[[stages.rules]]`",
            Self::Flag => "`[flags.<name>]`",
            Self::FlagEnvironment => "`[flags.<name>.env.<name>]`",
            Self::Rule => "`[[flags.<name>.rules]]`",
            Self::AllowEntry => "`[[flags.<name>.allow]]`",
            Self::Expect => "`[[flags.<name>.expect]]`",
            Self::Retired => "`[retired.<name>]`",
        }
    }
}

const FLAG_KEYS: &[&str] = &[
    "description",
    "owner",
    "tags",
    "link",
    "created",
    "kind",
    "enabled",
    "environments",
    "requires",
    "deny",
    "allow",
    "when",
    "rules",
    "stage",
    "rollout",
    "by",
    "salt",
    "ladder",
    "variants",
    "default",
    "serve",
    "renamed_from",
    "expires",
    "client",
    "env",
    "lints",
    "expect",
];
