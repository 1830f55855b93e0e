//! Three values: a test on an absent attribute is neither true nor false.

/// A truth value of Kleene's strong logic. The order is the point: *and* is the least, *or* the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold.
    False,
    /// It depends on an attribute that the context lacks.
    Unknown,
    /// It holds, whatever the missing attributes turned out to be.
    True,
}

impl Truth {
    /// *and*
    #[must_use]
    #[inline]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// The same, or something else if it is unknown.
    #[must_use]
    #[inline]
    pub(crate) fn or_if_unknown(self, otherwise: Self) -> Self {
        if self == Self::Unknown { otherwise } else { self }
    }

    /// *or*
    #[must_use]
    #[inline]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }
}

impl core::ops::Not for Truth {
    type Output = Self;

    #[inline]
    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}

impl From<bool> for Truth {
    #[inline]
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

impl From<Option<bool>> for Truth {
    #[inline]
    fn from(value: Option<bool>) -> Self {
        value.map_or(Self::Unknown, Self::from)
    }
}
