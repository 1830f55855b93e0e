//! What the file says about a flag, beside its rules.

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

impl std::fmt::Debug for Metadata {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
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

impl std::fmt::Display for FlagKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}
