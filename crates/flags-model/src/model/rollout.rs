//! The percentages of a flag: where they stand, and the file with one of them changed.

use super::{AttributeId, FlagId, Model, Percent, Rule};
use crate::source::{Span, Spanned};

/// Which percentage of a flag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// The flag's own rollout, for those about whom no rule decided.
    Flag,
    /// That of the flag's rule of this index.
    Rule(usize),
    /// That of the rule of this index of the flag's stage. Other flags of the stage share it.
    Stage(usize),
}

/// Which table of the file a percentage comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// The flag itself, or the stage itself: it holds in every environment that says nothing else.
    Base,
    /// The table of this environment.
    Environment,
}

/// A percentage of a flag in an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RolloutTarget {
    /// Which one.
    pub target: Target,
    /// How many.
    pub percent: Percent,
    /// Which table it comes from; for one that is not stated, where it would be stated.
    pub origin: Origin,
    /// Where it stands; `None` if it is the default.
    pub span: Option<Span>,
    /// The rule's name, if it has one.
    pub name: Option<String>,
    /// The attribute that is bucketed.
    pub by: Option<AttributeId>,
}

impl Model {
    /// The percentages of a flag in an environment, in the order in which they are asked: rules, the
    /// stage's rules, the flag's own.
    ///
    /// ```
    /// use flags_model::model::{Origin, Percent, Target};
    /// let text = "environments = [\"staging\", \"live\"]\n[context]\nuser = { type = \"string\", key = true }\n\
    ///             [flags.chat]\nrollout = 50\nenv.live.rollout = 5\n";
    /// let model = flags_model::load(text).model.expect("the file is valid");
    /// let target = &model.rollout_targets(0, 1)[0];
    /// assert_eq!((target.percent, target.origin), (Percent(5_000), Origin::Environment));
    /// let wider = model.with_rollout(0, 1, Target::Flag, Percent(10_000)).expect("the flag has one");
    /// assert_eq!(wider.rollout_targets(0, 1)[0].percent, Percent(10_000));
    /// assert_eq!(wider.rollout_targets(0, 0)[0].percent, Percent(50_000));
    /// ```
    pub fn rollout_targets(&self, flag: FlagId, environment: usize) -> Vec<RolloutTarget> {
        let Some(row) = self.flags.get(flag as usize) else { return Vec::new() };
        let plan = row.plan(self, environment);
        let of_rule = |target: Target, origin: Origin, rule: &Rule| RolloutTarget {
            target,
            percent: rule.rollout.map_or(Percent(100_000), |rollout| rollout.value),
            origin,
            span: rule.rollout.map(|rollout| rollout.span),
            name: rule.name.clone(),
            by: rule.by.or(row.by),
        };
        let origin = |target| self.origin_of(flag, environment, target);
        let own = plan.rules.iter().enumerate();
        let own = own.map(|(index, rule)| (Target::Rule(index), rule));
        let stage = plan.stage.iter().flat_map(|(_, rules)| rules.iter().enumerate());
        let stage = stage.map(|(index, rule)| (Target::Stage(index), rule));
        let mut targets: Vec<RolloutTarget> =
            own.chain(stage).map(|(target, rule)| of_rule(target, origin(target), rule)).collect();
        targets.push(RolloutTarget {
            target: Target::Flag,
            percent: plan.rollout,
            origin: origin(Target::Flag),
            span: row.settings_in(environment).rollout.map(|rollout| rollout.span),
            name: None,
            by: row.by,
        });
        targets
    }

    /// The same file with one percentage changed where it stands ([`RolloutTarget::origin`]): one of the
    /// base changes every environment that uses it, one of a stage every flag of the stage. `None` if
    /// there is no such percentage. For what-ifs: a file that says so may have new diagnostics, such as a
    /// rollout that now needs a key.
    #[must_use]
    pub fn with_rollout(
        &self,
        flag: FlagId,
        environment: usize,
        target: Target,
        percent: Percent,
    ) -> Option<Self> {
        let mut model = self.clone();
        let origin = self.origin_of(flag, environment, target);
        let rollout = match (target, origin) {
            (Target::Stage(index), origin) => {
                let stage = self.flags.get(flag as usize)?.settings_in(environment).stage?.value;
                let stage = model.stages.get_mut(stage)?;
                let rules = match origin {
                    Origin::Base => &mut stage.rules,
                    Origin::Environment => {
                        &mut stage.environments.iter_mut().find(|(id, _)| *id == environment)?.1
                    }
                };
                &mut rules.get_mut(index)?.rollout
            }
            (_, origin) => {
                let row = model.flags.get_mut(flag as usize)?;
                let settings = match origin {
                    Origin::Base => &mut row.settings,
                    Origin::Environment => {
                        &mut row.overrides.iter_mut().find(|(id, _)| *id == environment)?.1
                    }
                };
                match target {
                    Target::Rule(index) => &mut settings.rules.as_mut()?.get_mut(index)?.rollout,
                    Target::Flag | Target::Stage(_) => &mut settings.rollout,
                }
            }
        };
        let span = rollout.map_or(Span::default(), |rollout| rollout.span);
        *rollout = Some(Spanned::new(percent, span));
        Some(model)
    }

    /// The table that a percentage comes from.
    fn origin_of(&self, flag: FlagId, environment: usize, target: Target) -> Origin {
        let Some(row) = self.flags.get(flag as usize) else { return Origin::Base };
        let over = row.overrides.iter().find(|(id, _)| *id == environment).map(|(_, settings)| settings);
        let is_own = match target {
            Target::Rule(_) => over.is_some_and(|over| over.rules.is_some()),
            Target::Stage(_) => {
                let stage = row.settings_in(environment).stage;
                let stage = stage.and_then(|stage| self.stages.get(stage.value));
                stage.is_some_and(|stage| stage.environments.iter().any(|(id, _)| *id == environment))
            }
            // What is not stated follows from the stage, so it belongs where that is chosen.
            Target::Flag => over.is_some_and(|over| {
                over.rollout.is_some() || (over.stage.is_some() && row.settings.rollout.is_none())
            }),
        };
        if is_own { Origin::Environment } else { Origin::Base }
    }
}
