//! Levels of lints as a file states them.

use crate::diagnostic::Code;
use crate::document::Level;

/// What one `lints` table says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Levels(pub Vec<(LintName, Level)>);

/// A key of a `lints` table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LintName {
    /// `all`: the lints that the table does not name.
    All,
    /// One lint.
    One(Code),
}

impl Levels {
    /// The level that the table gives to a lint.
    pub fn of(&self, code: Code) -> Option<Level> {
        let named = |name: LintName| self.0.iter().find(|(key, _)| *key == name).map(|(_, level)| *level);
        named(LintName::One(code)).or_else(|| named(LintName::All))
    }
}
