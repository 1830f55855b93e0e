//! Tests of one attribute. A test on an absent attribute is unknown; only `present` never is.

use core::cmp::Ordering;

use super::membership::contains_string;
use super::{Evaluation, Observer};
use crate::lower;
use crate::ruleset::{AttributeId, Compare, Quantifier, Ruleset, Run, StringTest, Test};
use crate::slot::{Held, Slot};
use crate::slots::Owned;
use crate::truth::Truth;
use crate::version;

impl<'s, O: Observer> Evaluation<'s, O> {
    /// The common tests, small enough to be inlined where the test is a constant. One `match`, because loaded
    /// rules choose by it once for each node.
    #[inline(always)]
    pub(super) fn test(&mut self, test: &Test) -> Truth {
        let rules = self.scope.rules;
        match *test {
            Test::Is(value) => value.into(),
            Test::Bool(attribute, wanted) => match self.slot(attribute).held {
                Held::Bool(value) => (value == wanted).into(),
                _ => Truth::Unknown,
            },
            // The bits first: in an `allow` or `when` they are all that a method asks. Whether the slot is an enum's
            // is not asked; no checked rules ask one of another type.
            Test::Enum(attribute, members) => match *self.slot(attribute) {
                Slot { word, .. } if word & members != 0 => Truth::True,
                Slot { word: 1.., .. } | Slot { held: Held::LateMember(_), .. } => Truth::False,
                _ => Truth::Unknown,
            },
            Test::WideEnum(attribute, words) => match self.slot(attribute).member_number() {
                Some(member) => {
                    let word = words.of(&rules.words).get(usize::from(member / 64));
                    word.is_some_and(|word| word.wrapping_shr(member.into()) & 1 == 1).into()
                }
                None => Truth::Unknown,
            },
            Test::Set(attribute, quantifier, members) => match *self.slot(attribute) {
                Slot { word, held: Held::ClosedSet } => match quantifier {
                    Quantifier::Any => (word & members != 0).into(),
                    Quantifier::All => (word & members == members).into(),
                    Quantifier::None => (word & members == 0).into(),
                },
                _ => Truth::Unknown,
            },
            Test::Integer(attribute, compare, operand) => match self.slot(attribute).held {
                Held::Integer(value) => compare.holds(value.cmp(&operand)).into(),
                _ => Truth::Unknown,
            },
            Test::String(attribute, StringTest::Equals(false), operands) => match self.string(attribute) {
                Some(text) => {
                    operands.of(&rules.strings).iter().any(|operand| rules.is_str(*operand, text)).into()
                }
                _ => Truth::Unknown,
            },
            Test::StringIn(attribute, strings, table) => {
                let is_hashed = O::GENERATED && rules.is_hashed(attribute);
                contains_string(rules, self.scope.slots.kept, self.slot(attribute), is_hashed, strings, table)
            }
            Test::All(_)
            | Test::Any(_)
            | Test::None(_)
            | Test::Not(_)
            | Test::Segment(_)
            | Test::Flag(..) => self.compound(test),
            _ => self.rare_test(test),
        }
    }

    /// Whether a test of an attribute holds. A slot of another type than the test's is unknown, but for `Enum`: no
    /// checked ruleset and no generated context meet in that.
    #[inline]
    pub(super) fn rare_test_here(&mut self, test: &Test) -> Truth {
        let rules = self.scope.rules;
        match *test {
            Test::Present(attribute, wanted) => (self.is_present(attribute) == wanted).into(),
            Test::IntegerIn(attribute, list) => match self.slot(attribute).held {
                Held::Integer(value) => list.of(&rules.integers).binary_search(&value).is_ok().into(),
                _ => Truth::Unknown,
            },
            Test::Float(attribute, compare, operand) => match self.slot(attribute).held {
                Held::Float(value) => value.partial_cmp(&operand).map(|order| compare.holds(order)).into(),
                _ => Truth::Unknown,
            },
            Test::FloatIn(attribute, list) => match self.slot(attribute).held {
                Held::Float(value) => list.of(&rules.floats).contains(&value).into(),
                _ => Truth::Unknown,
            },
            Test::After(attribute, second) => self.seconds(attribute).map(|time| time >= second).into(),
            Test::Before(attribute, second) => self.seconds(attribute).map(|time| time < second).into(),
            Test::Within(..) | Test::OlderThan(..) => self.age_test(test),
            Test::String(attribute, test, operands) => match self.string(attribute) {
                Some(text) => {
                    let mut operands = operands.of(&rules.strings).iter();
                    operands.any(|operand| test.holds(text, rules.str(*operand))).into()
                }
                _ => Truth::Unknown,
            },
            Test::Version(..) | Test::VersionIn(..) | Test::OpenSet(..) | Test::Matches(..) => {
                self.text_test(test)
            }
            // Asked by `test` itself.
            _ => Truth::Unknown,
        }
    }

    fn text_test(&mut self, test: &Test) -> Truth {
        let rules = self.scope.rules;
        match *test {
            Test::Version(attribute, compare, operand) => match self.version(attribute) {
                Some(text) => compare.holds(version::compare(text, rules.str(operand))).into(),
                _ => Truth::Unknown,
            },
            Test::VersionIn(attribute, list) => match self.version(attribute) {
                Some(text) => {
                    let mut operands = list.of(&rules.strings).iter();
                    operands.any(|operand| version::compare(text, rules.str(*operand)).is_eq()).into()
                }
                _ => Truth::Unknown,
            },
            Test::OpenSet(attribute, quantifier, list) => match self.slot(attribute).held {
                Held::OpenSet(items) => {
                    quantified(rules, quantifier, list, |operand| items.contains(&operand)).into()
                }
                Held::Kept(number) => match self.scope.slots.kept.get(number) {
                    Some(Owned::Set(items)) => {
                        let has = |operand: &str| items.iter().any(|item| **item == *operand);
                        quantified(rules, quantifier, list, has).into()
                    }
                    _ => Truth::Unknown,
                },
                _ => Truth::Unknown,
            },
            Test::Matches(attribute, list) => match self.string(attribute) {
                Some(text) => {
                    let patterns = list.of(&rules.patterns).iter();
                    patterns.fold(Truth::False, |any, pattern| any.or(pattern.is_match(text).into()))
                }
                _ => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }

    /// How long ago: both ends must be known.
    fn age_test(&mut self, test: &Test) -> Truth {
        let (Test::Within(attribute, seconds) | Test::OlderThan(attribute, seconds)) = *test else {
            return Truth::Unknown;
        };
        let (Some(time), Some(now)) = (self.seconds(attribute), self.now()) else {
            return Truth::Unknown;
        };
        let age = now.saturating_sub(time);
        match *test {
            Test::Within(..) => (0..=seconds).contains(&age).into(),
            _ => (age > seconds).into(),
        }
    }

    #[inline(always)]
    fn string(&mut self, attribute: AttributeId) -> Option<&'s str> {
        self.scope.slots.kept.string(self.slot(attribute))
    }

    fn version(&mut self, attribute: AttributeId) -> Option<&'s str> {
        self.scope.slots.kept.version(self.slot(attribute))
    }

    fn is_present(&mut self, attribute: AttributeId) -> bool {
        if attribute == self.scope.rules.now() {
            self.now().is_some()
        } else {
            !self.slot(attribute).is_absent()
        }
    }

    fn seconds(&mut self, attribute: AttributeId) -> Option<i64> {
        match self.slot(attribute).held {
            Held::Timestamp(seconds) => Some(seconds),
            _ if attribute == self.scope.rules.now() => self.now(),
            _ => None,
        }
    }

    /// What the context says it is, else the clock, which is read once in a decision at most.
    fn now(&mut self) -> Option<i64> {
        match self.slot(self.scope.rules.now()).held {
            Held::Timestamp(seconds) => Some(seconds),
            _ => *self.now.get_or_insert_with(self.scope.clock),
        }
    }
}

impl Compare {
    #[inline]
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::Above => order.is_gt(),
            Self::AtLeast => order.is_ge(),
            Self::Below => order.is_lt(),
            Self::AtMost => order.is_le(),
        }
    }
}

impl StringTest {
    #[inline]
    fn holds(self, text: &str, operand: &str) -> bool {
        match self {
            Self::Equals(false) => text == operand,
            Self::StartsWith(false) => text.starts_with(operand),
            Self::EndsWith(false) => text.ends_with(operand),
            Self::Contains(false) => text.contains(operand),
            Self::Equals(true) => lower::equals(text, operand),
            Self::StartsWith(true) => lower::starts_with(text, operand),
            Self::EndsWith(true) => lower::ends_with(text, operand),
            Self::Contains(true) => lower::contains(text, operand),
        }
    }
}

fn quantified(rules: &Ruleset, quantifier: Quantifier, list: Run, has: impl FnMut(&str) -> bool) -> bool {
    let mut operands = list.of(&rules.strings).iter().map(|operand| rules.str(*operand));
    match quantifier {
        Quantifier::Any => operands.any(has),
        Quantifier::All => operands.all(has),
        Quantifier::None => !operands.any(has),
    }
}
