//! What a comparison says, as data.

use super::{Class, Impact};

/// How two files differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// Every flag of either file: those of the new one in its order, then those that are gone.
    pub flags: Vec<FlagChange>,
    /// What differs in environments, attributes, segments and stages.
    pub declarations: Vec<DeclarationChange>,
}

/// What became of one flag.
#[derive(Clone, Debug, PartialEq)]
pub struct FlagChange {
    /// Its name; the new one if it was renamed.
    pub name: String,
    /// Whether it came, went or stayed.
    pub fate: Fate,
    /// The worst of everything below.
    pub class: Class,
    /// What differs in what the flag is.
    pub details: Vec<Detail>,
    /// The sentences about its rules that hold no more.
    pub before: Vec<String>,
    /// The sentences about its rules that are new.
    pub after: Vec<String>,
    /// What differs among the things that the flag asks about, directly or through others.
    pub because: Vec<Dependency>,
    /// Who is affected, for each environment that both files have. Where both decide alike for everyone,
    /// [`Impact::groups`] is empty.
    pub environments: Vec<EnvironmentChange>,
}

/// Whether a flag came, went or stayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Only the new file has it. Everyone who has it counts as gaining.
    Added,
    /// Only the old file has it. Everyone who had it counts as losing.
    Removed,
    /// It has another name, and says so.
    Renamed {
        /// The old name.
        from: String,
    },
    /// Both have it.
    Kept,
}

/// Who is affected in one environment.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentChange {
    /// The environment; `None` if neither file declares any.
    pub environment: Option<String>,
    /// What the impact comes to.
    pub class: Class,
    /// Who gains, who loses, who is moved.
    pub impact: Impact,
}

/// One thing that a flag is, before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// The key, as in the file: `variants`, `default`, `requires`, `salt`, `by`, `kind`, `owner`; and
    /// `type` for what the method returns.
    pub what: &'static str,
    /// What it was, if it was stated.
    pub old: Option<String>,
    /// What it is, if it is stated.
    pub new: Option<String>,
    /// How bad this alone is. Keys that decide who gets the flag are safe here: the impact judges them.
    pub class: Class,
}

/// Something that a flag asks about, and that differs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Dependency {
    /// Another flag, by its new name.
    Flag(String),
    /// A segment.
    Segment(String),
    /// A stage.
    Stage(String),
    /// An attribute: its type or members.
    Attribute(String),
}

/// What became of something that is declared beside the flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeclarationChange {
    /// What it is.
    pub kind: Declaration,
    /// Its name.
    pub name: String,
    /// What it was, in words; `None` if it is new.
    pub old: Option<String>,
    /// What it is, in words; `None` if it is gone.
    pub new: Option<String>,
    /// How bad this alone is. Who is affected by segments and stages is found at the flags.
    pub class: Class,
}

/// The things that are declared beside the flags.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Declaration {
    /// An environment.
    Environment,
    /// An attribute of the context.
    Attribute,
    /// A segment.
    Segment,
    /// A stage.
    Stage,
}

impl Comparison {
    /// The worst of all changes.
    pub fn class(&self) -> Class {
        let flags = self.flags.iter().map(|flag| flag.class);
        let declarations = self.declarations.iter().map(|change| change.class);
        flags.chain(declarations).max().unwrap_or_default()
    }

    /// The flags that changed in any way.
    pub fn changed(&self) -> impl Iterator<Item = &FlagChange> {
        self.flags.iter().filter(|flag| !flag.is_unchanged())
    }

    /// Whether the files say the same.
    pub fn is_unchanged(&self) -> bool {
        self.declarations.is_empty() && self.changed().next().is_none()
    }

    /// What became of the flag of this name, the new one if it was renamed.
    pub fn flag_named(&self, name: &str) -> Option<&FlagChange> {
        self.flags.iter().find(|flag| flag.name == name)
    }
}

impl FlagChange {
    /// Whether the flag is the same in both files, and so is everything that it asks about.
    pub fn is_unchanged(&self) -> bool {
        self.fate == Fate::Kept
            && self.details.is_empty()
            && self.before.is_empty()
            && self.after.is_empty()
            && self.because.is_empty()
            && !self.is_felt()
    }

    /// Whether anybody is decided otherwise than before, as far as was looked.
    pub fn is_felt(&self) -> bool {
        self.environments.iter().any(|change| !change.impact.groups.is_empty())
    }
}
