//! The one evaluator. Everything that decides a flag ends here: generated methods, `explain`, `all`,
//! `decide` by name, requirements, conditions on flags, the tools.

mod aside;
mod condition;
pub(crate) mod membership;
mod missing;
mod observe;
mod test;

pub(crate) use observe::{Against, Observer, Verdict, What};

use observe::{Generated, Silent};

use crate::bucket::{id_hash, integer_id_hash};
use crate::overrides::{Override, Overrides};
use crate::ruleset::{
    AttributeId, Clause, Flag, FlagId, PayloadId, Plan, Requirement, Ruleset, Run, Serve, Step, Thousandths,
};
use crate::slot::{Held, Slot};
use crate::slots::{Kept, Slots};
use crate::truth::Truth;

/// A rollout of this many thousandths of a percent is everybody.
pub(crate) const EVERYBODY: Thousandths = 100_000;

/// The level of required flags from which on they are decided by calls.
const OUT_OF_LINE: u8 = 3;

/// What a decision is made from.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'s> {
    /// The rules.
    pub rules: &'s Ruleset,
    /// The number of the environment among the declared ones; 0 where none are declared.
    pub environment: u16,
    /// The context.
    pub slots: Slots<'s>,
    /// What this handle overrides.
    pub overrides: Option<&'s Overrides>,
    /// The clock for `now` where the context has none, in seconds since 1970.
    pub clock: fn() -> Option<i64>,
}

/// What was decided, in numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Whether the flag is on.
    pub on: bool,
    /// Which of the flag's variants or values it serves; for a bool 1 is on.
    pub payload: PayloadId,
    /// Which line of the rules decided.
    pub cause: Cause,
    /// The bucket that decided, if a percentage strictly between 0 and 100 did.
    pub draw: Option<Draw>,
}

/// A bucket against a percentage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The bucket, 0..=99 999.
    pub bucket: u32,
    /// The percentage: buckets below it hit.
    pub percent: Thousandths,
}

/// Which line of the rules decided. Which entry or attribute it was is found from the condition only
/// when somebody asks, so that plain decisions do not pay for it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cause {
    /// An override on the handle.
    Override,
    /// The kill switch.
    Disabled,
    /// The environment is not listed.
    Environment,
    /// This requirement is not met.
    Requires(Requirement),
    /// `deny` is true.
    Deny,
    /// This condition is unknown.
    Unknown(Run),
    /// This attribute, which is bucketed, is absent.
    Missing(AttributeId),
    /// `allow` is true.
    Allow,
    /// This `when` is false.
    Condition(Run),
    /// This rule of the flag.
    Rule(u32),
    /// A rule of this stage.
    Stage(u16),
    /// A rollout of 0 or 100 percent: which.
    Static(bool),
    /// The flag's rollout.
    Rollout,
}

/// Decides one flag. A flag that the rules do not have is off.
#[inline(never)]
pub fn decide(scope: &Scope<'_>, flag: FlagId) -> Outcome {
    Evaluation::new(scope, ()).decide_other(flag)
}

/// Whether a flag is on and which of its variants or values it serves, without the cause: that takes less. A
/// flag that the rules do not have is off.
///
/// Inlined into the one function that asks for changed flags: a call more would take a sixth of what it takes.
#[inline(always)]
pub fn serve(scope: &Scope<'_>, flag: FlagId) -> (bool, PayloadId) {
    let outcome = Evaluation::new(scope, Silent).decide(flag);
    (outcome.on, outcome.payload)
}

/// The same by the rules and for a context of generated code, which takes still less.
#[inline(always)]
pub fn serve_generated(scope: &Scope<'_>, flag: FlagId) -> (bool, PayloadId) {
    let outcome = Evaluation::new(scope, Generated).decide(flag);
    (outcome.on, outcome.payload)
}

/// What the clock said, once it was asked; it may have nothing to say.
#[allow(clippy::option_option, reason = "the outer one is whether it was asked")]
type Now = Option<Option<i64>>;

/// One decision under way.
pub(crate) struct Evaluation<'s, O> {
    scope: &'s Scope<'s>,
    now: Now,
    pub(crate) observer: O,
}

impl<'s, O: Observer> Evaluation<'s, O> {
    #[inline]
    pub(crate) fn new(scope: &'s Scope<'s>, observer: O) -> Self {
        Self { scope, now: None, observer }
    }

    /// The same evaluation, which has read the clock or not, without whoever watched it.
    pub(crate) fn unobserved(self) -> (Evaluation<'s, ()>, O) {
        (Evaluation { scope: self.scope, now: self.now, observer: () }, self.observer)
    }

    /// Decides a flag.
    #[inline(always)]
    pub(crate) fn decide(&mut self, id: FlagId) -> Outcome {
        self.decide_at::<0>(id)
    }

    /// The lines of the contract's order of decision, first to last.
    ///
    /// The level is how many flags require this one, and says what is inlined: the flag that was asked for;
    /// and three levels of those that it requires, so that the numbers of a chain are constants too. Their
    /// clauses are not, because all of this is compiled anew for each flag that somebody asks for.
    #[inline(always)]
    fn decide_at<const LEVEL: u8>(&mut self, id: FlagId) -> Outcome {
        let rules = self.scope.rules;
        let Some(flag) = rules.flags.get(id as usize) else {
            return Outcome { on: false, payload: 0, cause: Cause::Disabled, draw: None };
        };
        if let Some(overridden) = self.overridden(id, flag) {
            let payload = overridden.payload;
            return Outcome { on: overridden.on, payload, cause: Cause::Override, draw: None };
        }
        let Some(plan) = rules.plan(flag, self.scope.environment) else {
            // The flag differs from one environment to the other, and nobody said which this is.
            self.observer.check(What::Environment, false);
            return off(flag, Cause::Environment, None);
        };
        self.observer.check(What::Enabled, plan.enabled);
        if !plan.enabled {
            return off(flag, Cause::Disabled, None);
        }
        let listed = self.is_listed(flag);
        self.observer.check(What::Environment, listed);
        if !listed {
            return off(flag, Cause::Environment, None);
        }
        // The first is asked apart, because the compiler folds constants there and not in a loop. That there
        // are any is asked before, because most flags have none, and the cut costs loaded rules ten steps.
        if !flag.requirements.is_empty()
            && let Some((first, rest)) = flag.requirements.of(&rules.requirements).split_first()
        {
            if !self.is_met::<LEVEL>(*first) {
                return off(flag, Cause::Requires(*first), None);
            }
            if !rest.is_empty()
                && let Some(unmet) = self.first_unmet(rest)
            {
                return off(flag, Cause::Requires(unmet), None);
            }
        }
        if !plan.clauses.is_empty() {
            let clauses = plan.clauses.of(&rules.clauses);
            let asked = match LEVEL {
                0 => self.ask_inline(flag, plan, clauses),
                _ => self.ask_each(flag, plan, clauses),
            };
            if let Some(outcome) = asked {
                return outcome;
            }
        }
        self.roll_out(flag, plan)
    }

    /// What the handle overrides the flag with, unless that yields to the kill switch and the flag is killed.
    #[inline(always)]
    fn overridden(&self, id: FlagId, flag: &Flag) -> Option<&'s Override> {
        let overridden = self.scope.overrides?.get(id)?;
        let Scope { rules, environment, .. } = self.scope;
        let is_killed = || rules.plan(flag, *environment).is_some_and(|plan| !plan.enabled);
        (!(overridden.yields && is_killed())).then_some(overridden)
    }

    /// Whether the flag may be on in this environment. Where none are declared there is nothing to ask.
    #[inline(always)]
    fn is_listed(&self, flag: &Flag) -> bool {
        let Scope { rules, environment, .. } = self.scope;
        rules.environments.is_empty()
            || flag.environments.checked_shr((*environment).into()).unwrap_or(0) & 1 == 1
    }

    /// The first clauses one by one, for the same reason as in `all`.
    #[inline(always)]
    fn ask_inline(&mut self, flag: &Flag, plan: &Plan, clauses: &[Clause]) -> Option<Outcome> {
        let asked = self.ask(flag, plan, clauses.first()?);
        if asked.is_some() {
            return asked;
        }
        let asked = self.ask(flag, plan, clauses.get(1)?);
        if asked.is_some() {
            return asked;
        }
        match clauses.get(2..) {
            Some(rest @ [_, ..]) => self.ask_each(flag, plan, rest),
            _ => None,
        }
    }

    #[inline(always)]
    fn is_met<const LEVEL: u8>(&mut self, requirement: Requirement) -> bool {
        self.observer.open(What::Requirement(requirement));
        let outcome = match LEVEL {
            0 => self.decide_at::<1>(requirement.flag),
            1 => self.decide_at::<2>(requirement.flag),
            2 => self.decide_at::<OUT_OF_LINE>(requirement.flag),
            _ => self.decide_other(requirement.flag),
        };
        let met = outcome.on && requirement.variant.is_none_or(|variant| variant == outcome.payload);
        self.observer.close(Verdict::Truth(met.into()));
        met
    }

    /// One conditional step; `None` passes on to the next.
    #[inline(always)]
    fn ask(&mut self, flag: &Flag, plan: &Plan, clause: &Clause) -> Option<Outcome> {
        self.observer.open(What::Clause(clause.step));
        // What is not true passes an `allow` by, and turns a `when` off.
        let only_true = !O::WHY && matches!(clause.step, Step::Allow | Step::When);
        let truth = self.all_or(clause.when, if only_true { Truth::False } else { Truth::Unknown });
        self.observer.close(Verdict::Truth(truth));
        match (clause.step, truth) {
            (Step::Deny, Truth::True) => Some(off(flag, Cause::Deny, None)),
            (Step::Deny | Step::When, Truth::Unknown) => Some(off(flag, Cause::Unknown(clause.when), None)),
            (Step::When, Truth::False) => Some(off(flag, Cause::Condition(clause.when), None)),
            (Step::Allow, Truth::True) => {
                Some(self.turn_on(flag, &clause.serve, plan.by, Cause::Allow, None))
            }
            (Step::Rule(index), _) => self.ask_rule(flag, clause, truth, Cause::Rule(index)),
            (Step::Stage(stage), _) => self.ask_rule(flag, clause, truth, Cause::Stage(stage)),
            (Step::Deny, Truth::False)
            | (Step::When, Truth::True)
            | (Step::Allow, Truth::False | Truth::Unknown) => None,
        }
    }

    #[inline(always)]
    fn ask_rule(&mut self, flag: &Flag, clause: &Clause, truth: Truth, cause: Cause) -> Option<Outcome> {
        if truth == Truth::False || (truth == Truth::Unknown && clause.next_on_miss) {
            return None;
        }
        let drawn = self.draw(clause.rollout, flag.rollout_salt, clause.by);
        match truth {
            // Were it true, a miss would end here; a hit would only turn on what may still turn on below.
            Truth::Unknown if drawn.is_hit() => None,
            Truth::Unknown => Some(off(flag, Cause::Unknown(clause.when), None)),
            _ if drawn.is_hit() => Some(self.turn_on(flag, &clause.serve, clause.by, cause, drawn.draw())),
            _ if clause.next_on_miss => None,
            _ => Some(off(flag, cause, drawn.draw())),
        }
    }

    /// The flag's own rollout, when no step decided.
    #[inline(always)]
    fn roll_out(&mut self, flag: &Flag, plan: &Plan) -> Outcome {
        let drawn = self.draw(plan.rollout, flag.rollout_salt, plan.by);
        let cause = match drawn {
            Hit::Static(hit) => Cause::Static(hit),
            Hit::Drawn(_) => Cause::Rollout,
            Hit::Missing(by) => Cause::Missing(by),
        };
        if drawn.is_hit() {
            self.turn_on(flag, &plan.serve, plan.by, cause, drawn.draw())
        } else {
            off(flag, cause, drawn.draw())
        }
    }

    /// Whether a percentage hits. At 0 and 100 percent nobody looks at the attribute.
    #[inline(always)]
    pub(super) fn draw(&mut self, percent: Thousandths, salt: u64, by: Option<AttributeId>) -> Hit {
        let hit = if percent == 0 || percent >= EVERYBODY {
            Hit::Static(percent != 0)
        } else if let Some(id) = self.id(by) {
            let bucket = self.observer.bucket(self.scope.rules, by, id, salt, Against::Percent(percent));
            Hit::Drawn(Draw { bucket, percent })
        } else {
            Hit::Missing(by.unwrap_or(AttributeId::MAX))
        };
        self.observer.note(What::Draw { percent, by, hit });
        hit
    }

    /// On, with what is served. A split needs its bucketed attribute.
    #[inline(always)]
    fn turn_on(
        &mut self,
        flag: &Flag,
        serve: &Serve,
        by: Option<AttributeId>,
        cause: Cause,
        draw: Option<Draw>,
    ) -> Outcome {
        let payload = match *serve {
            Serve::One(payload) => payload,
            Serve::Equal(_) | Serve::Split(_) => {
                let Some(id) = self.id(by) else {
                    self.observer.note(What::Unsplit(by));
                    return off(flag, by.map_or(cause, Cause::Missing), None);
                };
                let against = Against::Serve(*serve);
                let bucket = self.observer.bucket(self.scope.rules, by, id, flag.split_salt, against);
                let payload = self.share(serve, bucket).unwrap_or(flag.off);
                self.observer.note(What::Split { bucket, payload });
                payload
            }
        };
        Outcome { on: true, payload, cause, draw }
    }

    #[inline]
    fn share(&self, serve: &Serve, bucket: u32) -> Option<PayloadId> {
        match *serve {
            Serve::One(payload) => Some(payload),
            Serve::Equal(variants) => {
                PayloadId::try_from(u64::from(bucket) * u64::from(variants) / u64::from(EVERYBODY)).ok()
            }
            Serve::Split(run) => run
                .of(&self.scope.rules.shares)
                .iter()
                .find(|share| bucket < share.below)
                .map(|share| share.payload),
        }
    }

    /// The hash of the attribute that is bucketed.
    #[inline(always)]
    pub(super) fn id(&mut self, by: Option<AttributeId>) -> Option<u64> {
        let by = by?;
        let slot = self.slot(by);
        if O::GENERATED && self.scope.rules.is_hashed(by) {
            (!matches!(slot.held, Held::Absent)).then_some(slot.word)
        } else if slot.word != 0 && !matches!(slot.held, Held::Enum) {
            // Of a string or an integer: no checked rules bucket by a set.
            Some(slot.word)
        } else {
            hash_now(self.scope.rules, self.scope.slots.kept, by, slot)
        }
    }

    #[inline]
    pub(super) fn slot(&mut self, attribute: AttributeId) -> &'s Slot<'s> {
        self.observer.look(attribute);
        self.scope.slots.get(usize::from(attribute))
    }
}

/// The hash of a slot that does not have one yet. Not a method: a call that borrows the evaluation has it
/// written to memory first, in every decision.
#[cold]
#[inline(never)]
fn hash_now(rules: &Ruleset, kept: &Kept, by: AttributeId, slot: &Slot<'_>) -> Option<u64> {
    match slot.held {
        Held::String(_) | Held::Kept(_) => kept.string(slot).map(id_hash),
        Held::Integer(value) => Some(integer_id_hash(value)),
        Held::Enum | Held::LateMember(_) => {
            let attribute = rules.attributes.get(usize::from(by))?;
            Some(id_hash(rules.name_in(attribute.members, usize::from(slot.member_number()?))?))
        }
        _ => None,
    }
}

/// Whether a percentage hit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Hit {
    /// It is 0 or 100 percent.
    Static(bool),
    /// A bucket decided.
    Drawn(Draw),
    /// The bucketed attribute is absent.
    Missing(AttributeId),
}

impl Hit {
    #[inline]
    pub(crate) fn is_hit(self) -> bool {
        match self {
            Self::Static(hit) => hit,
            Self::Drawn(draw) => draw.is_hit(),
            Self::Missing(_) => false,
        }
    }

    #[inline]
    fn draw(self) -> Option<Draw> {
        match self {
            Self::Drawn(draw) => Some(draw),
            Self::Static(_) | Self::Missing(_) => None,
        }
    }
}

impl Draw {
    /// Whether the bucket is in the percentage.
    #[inline]
    pub fn is_hit(self) -> bool {
        self.bucket < self.percent
    }
}

#[inline]
fn off(flag: &Flag, cause: Cause, draw: Option<Draw>) -> Outcome {
    Outcome { on: false, payload: flag.off, cause, draw }
}
