//! How bad a change is.

use std::fmt;
use std::str::FromStr;

/// What a change does to those who use the flag. The worst is the greatest.
///
/// ```
/// use flags_model::compare::Class;
/// assert!(Class::Safe < Class::Narrows && Class::Reshuffles < Class::Breaking);
/// assert_eq!("narrows".parse(), Ok(Class::Narrows));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nobody loses anything, and nobody is moved.
    #[default]
    Safe,
    /// Somebody who had it has it no more.
    Narrows,
    /// Chance decides anew: some gain while others like them lose, or people are moved to another variant
    /// or value.
    Reshuffles,
    /// Code or stored data speaks of something that is gone or has become something else.
    Breaking,
}

/// A word that is no class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownClass(pub String);

impl Class {
    /// All, the mildest first.
    pub const ALL: [Self; 4] = [Self::Safe, Self::Narrows, Self::Reshuffles, Self::Breaking];

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Narrows => "narrows",
            Self::Reshuffles => "reshuffles",
            Self::Breaking => "breaking",
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Class {
    type Err = UnknownClass;

    fn from_str(word: &str) -> Result<Self, UnknownClass> {
        let found = Self::ALL.into_iter().find(|class| class.as_str() == word);
        found.ok_or_else(|| UnknownClass(word.to_owned()))
    }
}

impl fmt::Display for UnknownClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is none of safe, narrows, reshuffles, breaking", self.0)
    }
}

impl std::error::Error for UnknownClass {}
