//! Shares of the population, exact.

use core::fmt;
use core::iter::Sum;
use core::ops::{Add, AddAssign};

use crate::bucket::BUCKETS;
use crate::ruleset::Thousandths;

/// The whole population: seven independent buckets divide it without a remainder.
const WHOLE: u128 = 10_u128.pow(35);
/// A thousandth of a percent.
const THOUSANDTH: u128 = WHOLE / BUCKETS as u128;

/// A share of the population. Shares that seven or fewer buckets decide are exact; further buckets are
/// rounded down at the 35th decimal.
///
/// ```
/// use flags_runtime::chance::Share;
/// assert_eq!(Share::of(12_500).to_string(), "12.5 %");
/// assert_eq!(Share::of(25_000).of_which(25_000).to_string(), "6.25 %");
/// assert_eq!(Share::of(1).of_which(1).to_string(), "< 0.001 %");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u128);

impl Share {
    /// Nobody.
    pub const NONE: Self = Self(0);
    /// Everybody.
    pub const ALL: Self = Self(WHOLE);

    /// So many thousandths of a percent of everybody.
    pub fn of(thousandths: Thousandths) -> Self {
        Self::ALL.of_which(thousandths)
    }

    /// So many thousandths of a percent of this share, by a bucket that has nothing to do with it.
    #[must_use]
    pub fn of_which(self, thousandths: Thousandths) -> Self {
        // Widest first would overflow; the division is exact while the share has decimals left.
        let whole = (self.0 / u128::from(BUCKETS)).saturating_mul(u128::from(thousandths));
        let rest = (self.0 % u128::from(BUCKETS)) * u128::from(thousandths) / u128::from(BUCKETS);
        Self(whole.saturating_add(rest).min(WHOLE))
    }

    /// `part` of `whole`, counted.
    pub fn of_counted(part: u64, whole: u64) -> Self {
        let of_one = WHOLE / u128::from(whole.max(1));
        if part >= whole && whole > 0 { Self::ALL } else { Self(of_one.saturating_mul(u128::from(part))) }
    }

    /// Whether it is nobody.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The part of the population, 0.0..=1.0.
    #[allow(clippy::cast_precision_loss, reason = "a float for charts; whoever compares uses the share")]
    pub fn fraction(self) -> f64 {
        self.0 as f64 / WHOLE as f64
    }

    /// What is left of this share without the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Share {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Share {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sum for Share {
    fn sum<I: Iterator<Item = Self>>(shares: I) -> Self {
        shares.fold(Self::NONE, Add::add)
    }
}

impl fmt::Display for Share {
    /// As a percentage of at most three decimals. What is neither nobody nor everybody never looks as
    /// if it were.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = (self.0 + THOUSANDTH / 2) / THOUSANDTH;
        if self.0 > 0 && self.0 < THOUSANDTH {
            return f.pad("< 0.001 %");
        }
        if self.0 < WHOLE && self.0 > WHOLE - THOUSANDTH {
            return f.pad("> 99.999 %");
        }
        let thousandths = Thousandths::try_from(rounded).unwrap_or(BUCKETS);
        f.pad(&alloc::format!("{}", crate::words::Percentage(thousandths)))
    }
}
