//! Conditions, as the evaluator asks them.

use flags_runtime::Truth;

use super::world::{Dials, Draw, World};
use crate::model::{Condition, Entry, FlagId, FlagTest, OperatorTest, Sample, Segment, Test};

impl<'m> World<'_, 'm> {
    /// Whether all entries hold.
    pub fn condition(&mut self, condition: &'m Condition) -> Truth {
        self.all(&condition.entries, Self::entry)
    }

    /// Whether one entry holds.
    pub fn entry(&mut self, entry: &'m Entry) -> Truth {
        match &entry.test {
            Test::Is(value) if self.is_fixed && self.dials != Dials::Turning => (*value).into(),
            Test::Is(_) => self.either(Draw::Turned(entry.span.start, 0)).into(),
            Test::Any(inner) => self.any(inner, Self::condition),
            Test::All(inner) => self.all(inner, Self::condition),
            Test::None(inner) => !self.any(inner, Self::condition),
            Test::Segments(segments) => self.any(segments, |world, (id, _)| world.segment(*id)),
            Test::Flags(flags) => self.all(flags, |world, (id, test, _)| world.flag(*id, *test).into()),
            Test::Attribute(attribute, operators) => {
                self.all(operators, |world, operator| world.operator(*attribute, &operator.test))
            }
        }
    }

    /// Whether one operator holds.
    pub fn operator(&mut self, attribute: u16, test: &'m OperatorTest) -> Truth {
        match test {
            OperatorTest::Not(inner) => !self.all(inner, |world, test| world.operator(attribute, test)),
            OperatorTest::Present(wanted) => (self.is_present(attribute) == *wanted).into(),
            test => self.test(test),
        }
    }

    fn all<T>(&mut self, items: &'m [T], mut ask: impl FnMut(&mut Self, &'m T) -> Truth) -> Truth {
        let mut all = Truth::True;
        for item in items {
            match ask(self, item) {
                Truth::False => return Truth::False,
                truth => all = all.and(truth),
            }
        }
        all
    }

    fn any<T>(&mut self, items: &'m [T], mut ask: impl FnMut(&mut Self, &'m T) -> Truth) -> Truth {
        let mut any = Truth::False;
        for item in items {
            match ask(self, item) {
                Truth::True => return Truth::True,
                truth => any = any.or(truth),
            }
        }
        any
    }

    fn segment(&mut self, id: u16) -> Truth {
        let model = self.reach.model;
        let Some(segment) = model.segments.get(usize::from(id)) else { return Truth::Unknown };
        let is_fixed = matches!(self.dials, Dials::Fixed | Dials::Alive);
        let was_fixed = std::mem::replace(&mut self.is_fixed, is_fixed);
        let truth = self.member(segment);
        self.is_fixed = was_fixed;
        truth
    }

    /// A member is not excluded, and (included, or (meets `when` and is in the sample)).
    fn member(&mut self, segment: &'m Segment) -> Truth {
        let mut part = |condition: Option<&'m Condition>, otherwise: bool| {
            condition.map_or(otherwise.into(), |condition| self.condition(condition))
        };
        let excluded = part(segment.exclude.as_ref(), false);
        if excluded == Truth::True {
            return Truth::False;
        }
        let included = part(segment.include.as_ref(), false);
        let mut member = included;
        if included != Truth::True {
            let met = part(segment.when.as_ref(), segment.sample.is_some());
            let sampled = match &segment.sample {
                Some(sample) if met != Truth::False => met.and(self.sample(segment, sample)),
                _ => met,
            };
            member = included.or(sampled);
        }
        member.and(!excluded)
    }

    fn sample(&mut self, segment: &'m Segment, sample: &'m Sample) -> Truth {
        let percent = sample.percent.0;
        match percent {
            0 | 100_000.. if self.is_fixed => (percent > 0).into(),
            0 | 100_000.. => self.either(Draw::Turned(segment.span.start, 1)).into(),
            _ if !sample.by.is_some_and(|by| self.is_present(by)) => Truth::Unknown,
            _ if self.is_fixed => self.draw_sample(sample).into(),
            _ => self.either(Draw::Turned(segment.span.start, 1)).into(),
        }
    }

    fn draw_sample(&mut self, sample: &'m Sample) -> bool {
        let draw = Draw::Sample(&sample.salt, sample.by);
        self.is_below(draw, sample.percent.0, super::world::BUCKETS)
    }

    /// A condition on a flag is never unknown.
    pub fn flag(&mut self, id: FlagId, test: FlagTest) -> bool {
        let Some(flag) = self.reach.model.flags.get(id as usize) else { return false };
        if !self.reach.decides_flags {
            let is_on = self.either(Draw::On(id));
            return match test {
                FlagTest::On => is_on,
                FlagTest::Off => !is_on,
                FlagTest::Variant(variant) if is_on => self.undecided_payload(id) == u32::from(variant),
                FlagTest::Variant(variant) => flag.off == variant,
            };
        }
        let outcome = self.decide_other(id, flag);
        match test {
            FlagTest::On => outcome.on,
            FlagTest::Off => !outcome.on,
            FlagTest::Variant(variant) => self.payload(flag, &outcome) == variant,
        }
    }

    /// Some variant of a flag.
    pub(super) fn undecided_payload(&mut self, id: FlagId) -> u32 {
        let count = self.reach.model.flags.get(id as usize).map_or(1, |flag| flag.variants.len().max(1));
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        (0..count).find(|at| self.is_below(Draw::Payload(id), at + 1, count)).unwrap_or(0)
    }
}
