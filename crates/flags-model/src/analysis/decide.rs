//! Decisions, as the evaluator makes them.

use flags_runtime::Truth;

use super::world::{BUCKETS, Dials, Draw, World};
use crate::model::{AttributeId, Flag, FlagId, PayloadId, Requirement, Rule, Serve};
use crate::source::Spanned;

/// Which line of the rules decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Decider {
    /// The kill switch or the environment.
    Off,
    /// The requirement of this index.
    Requires(usize),
    /// `deny`
    Deny,
    /// The entry of `allow` of this index.
    Allow(usize),
    /// `when`
    When,
    /// The flag's rule of this index.
    Rule(usize),
    /// The stage's rule of this index.
    Stage(usize),
    /// The flag's rollout.
    Rollout,
}

/// What was decided.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcome<'m> {
    pub on: bool,
    pub decider: Decider,
    pub serving: Option<Serving<'m>>,
}

/// What is served to who is on, and the attribute that a split of it is bucketed by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Serving<'m> {
    /// `None` is what the flag serves without a word.
    pub stated: Option<&'m Spanned<Serve>>,
    pub by: Option<AttributeId>,
}

/// What a decision leaves out, and what it writes down.
#[derive(Default)]
pub(crate) struct Watch {
    /// Takes all requirements as met.
    pub without_requirements: bool,
    /// Passes over the flag's rule of this index.
    pub without_rule: Option<usize>,
    /// The rules whose condition was true when they were asked.
    pub met: Vec<Decider>,
}

impl<'m> World<'_, 'm> {
    /// Decides a flag that another one asks about.
    pub(super) fn decide_other(&mut self, id: FlagId, flag: &'m Flag) -> Outcome<'m> {
        let is_fixed = match self.dials {
            Dials::Fixed | Dials::Alive => true,
            Dials::FixedOf(own) => own == id,
            Dials::Turning => false,
        };
        let was_fixed = std::mem::replace(&mut self.is_fixed, is_fixed);
        let outcome = self.decide(Some(id), flag, &mut Watch::default());
        self.is_fixed = was_fixed;
        outcome
    }

    /// Decides a flag, line by line. Without a number it cannot be killed.
    pub fn decide(&mut self, id: Option<FlagId>, flag: &'m Flag, watch: &mut Watch) -> Outcome<'m> {
        let settings = flag.settings_in(self.environment);
        let is_listed = flag.environments.as_ref().is_none_or(|listed| listed.contains(&self.environment));
        if !is_listed || self.is_killed(id, settings.enabled) {
            return off(Decider::Off);
        }
        if !watch.without_requirements {
            for (index, requirement) in flag.requires.iter().enumerate() {
                if !self.is_met(*requirement) {
                    return off(Decider::Requires(index));
                }
            }
        }
        if settings.deny.is_some_and(|deny| self.condition(deny) != Truth::False) {
            return off(Decider::Deny);
        }
        let served = Serving { stated: settings.serve, by: flag.by };
        for (index, allow) in settings.allow.iter().enumerate() {
            if self.condition(&allow.when) == Truth::True {
                let stated = allow.serve.as_ref().or(settings.serve);
                return self.turn_on(flag, Decider::Allow(index), Serving { stated, by: flag.by });
            }
        }
        if settings.when.is_some_and(|when| self.condition(when) != Truth::True) {
            return off(Decider::When);
        }
        let stage = settings.stage.and_then(|stage| self.reach.model.stages.get(stage.value));
        let stage = stage.map_or(&[][..], |stage| stage.rules_in(self.environment));
        let own = settings.rules.iter().enumerate().map(|(index, rule)| (Decider::Rule(index), rule));
        let stage = stage.iter().enumerate().map(|(index, rule)| (Decider::Stage(index), rule));
        for (decider, rule) in own.chain(stage) {
            let is_left_out = watch.without_rule.is_some_and(|index| decider == Decider::Rule(index));
            if is_left_out {
                continue;
            }
            if let Some(outcome) = self.ask_rule(flag, decider, rule, served, watch) {
                return outcome;
            }
        }
        let default = if settings.stage.is_some() { 0 } else { BUCKETS };
        let percent = settings.rollout.map_or(default, |rollout| rollout.value.0);
        let place = settings.rollout.map_or(flag.span.start, |rollout| rollout.span.start);
        if self.hits(flag, percent, flag.by, place) {
            self.turn_on(flag, Decider::Rollout, served)
        } else {
            off(Decider::Rollout)
        }
    }

    fn is_killed(&mut self, id: Option<FlagId>, enabled: bool) -> bool {
        match id {
            Some(id) if !self.is_fixed || self.dials == Dials::Turning => self.either(Draw::Killed(id)),
            _ => self.dials == Dials::Fixed && !enabled,
        }
    }

    /// Whether a requirement is met.
    pub fn is_met(&mut self, requirement: Requirement) -> bool {
        let id = requirement.flag;
        let Some(flag) = self.reach.model.flags.get(id as usize) else { return false };
        if !self.reach.decides_flags {
            return self.either(Draw::On(id))
                && requirement.variant.is_none_or(|wanted| self.undecided_payload(id) == u32::from(wanted));
        }
        let outcome = self.decide_other(id, flag);
        outcome.on && requirement.variant.is_none_or(|wanted| self.payload(flag, &outcome) == wanted)
    }

    fn ask_rule(
        &mut self,
        flag: &'m Flag,
        decider: Decider,
        rule: &'m Rule,
        served: Serving<'m>,
        watch: &mut Watch,
    ) -> Option<Outcome<'m>> {
        let truth = rule.when.as_ref().map_or(Truth::True, |when| self.condition(when));
        if truth == Truth::True {
            watch.met.push(decider);
        }
        if truth == Truth::False || (truth == Truth::Unknown && rule.next_on_miss) {
            return None;
        }
        let by = rule.by.or(flag.by);
        let percent = rule.rollout.map_or(BUCKETS, |rollout| rollout.value.0);
        let is_hit = self.hits(flag, percent, by, rule.span.start);
        match truth {
            Truth::Unknown if is_hit => None,
            Truth::Unknown => Some(off(decider)),
            _ if is_hit => {
                let stated = rule.serve.as_ref().or(served.stated);
                Some(self.turn_on(flag, decider, Serving { stated, by }))
            }
            _ if rule.next_on_miss => None,
            _ => Some(off(decider)),
        }
    }

    /// Whether a percentage hits. At 0 and 100 percent nobody looks at the attribute.
    fn hits(&mut self, flag: &'m Flag, percent: u32, by: Option<AttributeId>, place: usize) -> bool {
        let is_fixed = self.is_fixed && self.dials != Dials::Turning;
        match percent {
            0 | 100_000.. if is_fixed => percent > 0,
            1..100_000 if is_fixed => {
                by.is_some_and(|by| self.is_present(by))
                    && self.is_below(Draw::Rollout(&flag.salt, by), percent, BUCKETS)
            }
            // The rules of a stage are those of many flags, and each has a bucket of its own.
            _ => self.either(Draw::Turned(flag.span.start, place)),
        }
    }

    /// On, unless the attribute that a split is bucketed by is absent.
    fn turn_on(&mut self, flag: &Flag, decider: Decider, serving: Serving<'m>) -> Outcome<'m> {
        let is_split = !matches!(serve_of(flag, serving), Serve::One(_));
        if is_split && !serving.by.is_some_and(|by| self.is_present(by)) {
            return off(decider);
        }
        Outcome { on: true, decider, serving: Some(serving) }
    }

    /// Which variant or value an outcome serves.
    pub fn payload(&mut self, flag: &'m Flag, outcome: &Outcome<'m>) -> PayloadId {
        let Some(serving) = outcome.serving else { return flag.off };
        let draw = Draw::Split(&flag.salt, serving.by);
        match serve_of(flag, serving) {
            Serve::One(payload) => payload,
            Serve::Equal => {
                let count = u32::try_from(flag.variants.len()).unwrap_or(u32::MAX);
                // Variant number `bucket * n / 100000`: the first bucket of the next one is rounded up.
                let limit = |at: u32| (u64::from(at + 1) * u64::from(BUCKETS)).div_ceil(count.into());
                let limit = |at| u32::try_from(limit(at)).unwrap_or(u32::MAX);
                let found = (0..count).find(|at| self.is_below(draw, limit(*at), BUCKETS));
                found.and_then(|found| PayloadId::try_from(found).ok()).unwrap_or(flag.off)
            }
            Serve::Split(shares) => {
                let mut limit = 0;
                let found = shares.into_iter().find(|(_, weight)| {
                    limit += weight.0;
                    self.is_below(draw, limit, BUCKETS)
                });
                found.map_or(flag.off, |(payload, _)| payload)
            }
        }
    }
}

/// What is served, as data.
pub(crate) fn serve_of(flag: &Flag, serving: Serving<'_>) -> Serve {
    serving.stated.map_or_else(|| flag.default_serve(), |stated| stated.value.clone())
}

fn off<'m>(decider: Decider) -> Outcome<'m> {
    Outcome { on: false, decider, serving: None }
}
