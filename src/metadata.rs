//! What the file says about a flag, beside its rules.

use std::fmt;
use std::ops::Deref;

/// What `flags.toml` says about a flag: for admin pages, dashboards, reports. Fields may be added, so
/// only the macro makes one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Metadata {
    /// Its name.
    pub name: &'static str,
    /// The name it had before.
    pub old_name: Option<&'static str>,
    /// What it is.
    pub description: Option<&'static str>,
    /// Who answers for it.
    pub owner: Option<&'static str>,
    /// Words to find it by.
    pub tags: &'static [&'static str],
    /// Where to read more.
    pub link: Option<&'static str>,
    /// The date of its making, `2026-09-14`.
    pub created: Option<&'static str>,
    /// The date by which the code should no longer need it.
    pub expires: Option<&'static str>,
    /// Why it exists.
    pub kind: FlagKind,
    /// Whether clients may see it.
    pub client: bool,
    /// The line of the file that declares it.
    pub line: u32,
    /// The names of its variants or named values, in file order.
    pub variants: &'static [&'static str],
    #[doc(hidden)]
    pub __more_may_come: (),
}

impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Metadata")
            .field("name", &self.name)
            .field("old_name", &self.old_name)
            .field("description", &self.description)
            .field("owner", &self.owner)
            .field("tags", &self.tags)
            .field("link", &self.link)
            .field("created", &self.created)
            .field("expires", &self.expires)
            .field("kind", &self.kind)
            .field("client", &self.client)
            .field("line", &self.line)
            .field("variants", &self.variants)
            .finish_non_exhaustive()
    }
}

/// The metadata of all flags, in file order: a slice that is made when it is first looked at.
#[derive(Clone, Copy)]
pub struct MetadataTable(fn() -> &'static [Metadata]);

impl MetadataTable {
    /// For generated code.
    #[doc(hidden)]
    pub const fn new(rows: fn() -> &'static [Metadata]) -> Self {
        Self(rows)
    }
}

impl Deref for MetadataTable {
    type Target = [Metadata];

    fn deref(&self) -> &'static [Metadata] {
        (self.0)()
    }
}

impl IntoIterator for MetadataTable {
    type Item = &'static Metadata;
    type IntoIter = std::slice::Iter<'static, Metadata>;

    fn into_iter(self) -> Self::IntoIter {
        (self.0)().iter()
    }
}

impl fmt::Debug for MetadataTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

/// Why a flag exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FlagKind {
    /// It carries a new feature to everybody, and goes.
    #[default]
    Release,
    /// It compares variants.
    Experiment,
    /// It is a switch for those who operate the program.
    Ops,
    /// It says who may do what, and stays.
    Permission,
}

impl FlagKind {
    /// The kind as the file writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Experiment => "experiment",
            Self::Ops => "ops",
            Self::Permission => "permission",
        }
    }
}

impl fmt::Display for FlagKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
