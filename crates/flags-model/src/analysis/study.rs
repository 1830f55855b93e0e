//! Questions about one flag, or about some conditions, in all environments that count.

use std::cell::OnceCell;
use std::collections::{BTreeSet, HashSet};

use super::decide::{Watch, serve_of};
use super::reach::Reach;
use super::world::Walk;
use super::{Decider, Dials, World};
use crate::model::{Condition, Flag, FlagId, Model, Payload, PayloadId, Serve};
use crate::source::Span;

/// What is known about all flags of a file; found when it is first asked for.
pub(crate) struct Analysis<'m> {
    model: &'m Model,
    studies: Vec<OnceCell<Study<'m>>>,
    facts: Vec<OnceCell<Option<Facts>>>,
    servable: Vec<OnceCell<Option<BTreeSet<PayloadId>>>>,
}

/// What may be asked about, and how.
pub(crate) struct Study<'m> {
    model: &'m Model,
    whole: Reach<'m>,
    /// For what has too many ways when all flags in it are decided.
    shallow: OnceCell<Reach<'m>>,
    flags: Vec<&'m Flag>,
    conditions: Vec<&'m Condition>,
    environments: Vec<usize>,
}

/// What happens to those who ask a flag, with its own percentages as they are.
#[derive(Default)]
pub(crate) struct Facts {
    /// Whether it is on for somebody.
    pub is_on: bool,
    /// Whether it is off for somebody.
    pub is_off: bool,
    /// What is served to somebody who is on.
    pub payloads: BTreeSet<PayloadId>,
    /// Where each `serve` stands that somebody gets.
    pub serves: HashSet<Span>,
    /// Where each of the flag's own rules stands whose condition somebody meets.
    pub rules: HashSet<Span>,
}

impl<'m> Analysis<'m> {
    pub fn of(model: &'m Model) -> Self {
        let count = model.flags.len();
        Self {
            model,
            studies: (0..count).map(|_| OnceCell::new()).collect(),
            facts: (0..count).map(|_| OnceCell::new()).collect(),
            servable: (0..count).map(|_| OnceCell::new()).collect(),
        }
    }

    /// The flag of this number and everything it asks about.
    pub fn study(&self, id: FlagId) -> &Study<'m> {
        let number = id as usize;
        self.studies[number].get_or_init(|| Study::of_flag(self.model, &self.model.flags[number]))
    }

    /// What is known of a flag; `None` if there are too many ways to tell.
    pub fn facts(&self, id: FlagId) -> Option<&Facts> {
        let number = id as usize;
        let facts = || find_facts(self.study(id), id, &self.model.flags[number]);
        self.facts[number].get_or_init(facts).as_ref()
    }

    /// What a flag may serve to somebody who is on, whatever the percentages are; `None` if there are too
    /// many ways to tell.
    pub fn servable(&self, id: FlagId) -> Option<&BTreeSet<PayloadId>> {
        let number = id as usize;
        let servable = || find_servable(self.study(id), id, &self.model.flags[number]);
        self.servable[number].get_or_init(servable).as_ref()
    }
}

impl<'m> Study<'m> {
    /// A flag and everything it asks about, in the environments that list it.
    pub fn of_flag(model: &'m Model, flag: &'m Flag) -> Self {
        let listed = flag.environments.clone();
        let environments = listed.unwrap_or_else(|| (0..model.environment_count()).collect());
        Self::of(model, vec![flag], Vec::new(), environments)
    }

    /// Conditions that belong to no flag.
    pub fn of_conditions(model: &'m Model, conditions: Vec<&'m Condition>) -> Self {
        Self::of(model, Vec::new(), conditions, (0..model.environment_count()).collect())
    }

    fn of(
        model: &'m Model,
        flags: Vec<&'m Flag>,
        conditions: Vec<&'m Condition>,
        mut environments: Vec<usize>,
    ) -> Self {
        let whole = Reach::of(model, &flags, &conditions);
        if !whole.varies {
            environments.truncate(1);
        }
        Self { model, whole, shallow: OnceCell::new(), flags, conditions, environments }
    }

    /// The environments to ask about: one, if all decide alike.
    pub fn environments(&self) -> &[usize] {
        &self.environments
    }

    /// Whether it is certain that nothing of the sort ever happens, in any environment.
    pub fn never(&self, dials: Dials, mut happens: impl FnMut(&mut World<'_, 'm>) -> bool) -> bool {
        self.environments.iter().all(|environment| self.never_in(*environment, dials, &mut happens))
    }

    /// The same in one environment.
    pub fn never_in(
        &self,
        environment: usize,
        dials: Dials,
        mut happens: impl FnMut(&mut World<'_, 'm>) -> bool,
    ) -> bool {
        // What was too much once is not tried again.
        if self.shallow.get().is_none() {
            let walk = World::explore(&self.whole, dials, environment, |world| !happens(world));
            if walk != Walk::GivenUp || !self.whole.decides_flags {
                return walk == Walk::Whole;
            }
        }
        let shallow = self.shallow.get_or_init(|| Reach::shallow(self.model, &self.flags, &self.conditions));
        World::explore(shallow, dials, environment, |world| !happens(world)) == Walk::Whole
    }
}

fn find_facts<'m>(study: &Study<'m>, id: FlagId, flag: &'m Flag) -> Option<Facts> {
    let mut facts = Facts::default();
    for environment in study.environments() {
        let settings = flag.settings_in(*environment);
        let is_whole = study.never_in(*environment, Dials::FixedOf(id), |world| {
            let mut watch = Watch::default();
            let outcome = world.decide(Some(id), flag, &mut watch);
            facts.is_on |= outcome.on;
            facts.is_off |= !outcome.on;
            for decider in watch.met {
                if let Decider::Rule(index) = decider {
                    facts.rules.insert(settings.rules[index].span);
                }
            }
            if let Some(serving) = outcome.serving {
                facts.serves.extend(serving.stated.map(|stated| stated.span));
                facts.payloads.extend(payloads_of(flag, serve_of(flag, serving)));
            }
            false
        });
        if !is_whole {
            return None;
        }
    }
    Some(facts)
}

fn find_servable<'m>(study: &Study<'m>, id: FlagId, flag: &'m Flag) -> Option<BTreeSet<PayloadId>> {
    let mut payloads = BTreeSet::new();
    let is_whole = study.never(Dials::Turning, |world| {
        let outcome = world.decide(Some(id), flag, &mut Watch::default());
        if let Some(serving) = outcome.serving {
            payloads.extend(payloads_of(flag, serve_of(flag, serving)));
        }
        false
    });
    is_whole.then_some(payloads)
}

/// Everything that is served to somebody.
pub(crate) fn payloads_of(flag: &Flag, serve: Serve) -> Vec<PayloadId> {
    match serve {
        Serve::One(payload) => vec![payload],
        Serve::Equal => (0..).zip(&flag.variants).map(|(payload, _)| payload).collect(),
        Serve::Split(shares) => shares.into_iter().map(|(payload, _)| payload).collect(),
    }
}

impl Flag {
    /// What a payload is worth: its value, or its number where the flag has none.
    pub(crate) fn payload_value(&self, payload: PayloadId) -> (Option<&Payload>, PayloadId) {
        match self.payloads.get(usize::from(payload)) {
            Some(value) => (Some(value), 0),
            None => (None, payload),
        }
    }
}
