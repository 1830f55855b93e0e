//! What a flag says about who gets it, and what that comes to in one environment.

use super::{AttributeId, Condition, Flag, Model, PayloadId, Percent, Stage};
use crate::lint::Levels;
use crate::source::{Span, Spanned};

/// The keys of a flag that an environment may replace.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `enabled`
    pub enabled: Option<bool>,
    /// `deny`
    pub deny: Option<Condition>,
    /// `allow`
    pub allow: Option<Vec<Allow>>,
    /// `when`
    pub when: Option<Condition>,
    /// `rules`
    pub rules: Option<Vec<Rule>>,
    /// `stage`, by number
    pub stage: Option<Spanned<usize>>,
    /// `rollout`
    pub rollout: Option<Spanned<Percent>>,
    /// `serve`
    pub serve: Option<Spanned<Serve>>,
}

/// One entry of `allow`.
#[derive(Clone, Debug)]
pub struct Allow {
    /// Who.
    pub when: Condition,
    /// What they get, if not the flag's `serve`.
    pub serve: Option<Spanned<Serve>>,
}

/// One rule of a flag or a stage.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The table or its header.
    pub span: Span,
    /// `name`
    pub name: Option<String>,
    /// Who; `None` is everybody.
    pub when: Option<Condition>,
    /// Which share of them.
    pub rollout: Option<Spanned<Percent>>,
    /// What they get, if not the flag's `serve`.
    pub serve: Option<Spanned<Serve>>,
    /// Whether a miss passes on to the next rule.
    pub next_on_miss: bool,
    /// The attribute of the bucket, if not the flag's.
    pub by: Option<AttributeId>,
    /// The levels of lints for the rule.
    pub lints: Levels,
}

/// What is served.
#[derive(Clone, Debug, PartialEq)]
pub enum Serve {
    /// One variant or value.
    One(PayloadId),
    /// An equal share of each variant.
    Equal,
    /// Shares that sum to 100 percent, without the empty ones, in the order of the variants.
    Split(Vec<(PayloadId, Percent)>),
}

/// What a flag states in one environment, before any default.
#[derive(Clone, Debug)]
pub struct Effective<'m> {
    /// `false` is the kill switch.
    pub enabled: bool,
    /// `deny`
    pub deny: Option<&'m Condition>,
    /// `allow`
    pub allow: &'m [Allow],
    /// `when`
    pub when: Option<&'m Condition>,
    /// The flag's rules.
    pub rules: &'m [Rule],
    /// `stage`, by number
    pub stage: Option<Spanned<usize>>,
    /// `rollout`
    pub rollout: Option<Spanned<Percent>>,
    /// `serve`
    pub serve: Option<&'m Spanned<Serve>>,
}

/// What a flag does in one environment: its settings with those of the environment in their place, and
/// the defaults that follow.
#[derive(Clone, Debug)]
pub struct Plan<'m> {
    /// `false` is the kill switch.
    pub enabled: bool,
    /// `deny`
    pub deny: Option<&'m Condition>,
    /// `allow`
    pub allow: &'m [Allow],
    /// `when`
    pub when: Option<&'m Condition>,
    /// The flag's rules.
    pub rules: &'m [Rule],
    /// The stage, and its rules in this environment.
    pub stage: Option<(usize, &'m [Rule])>,
    /// Who gets it when no rule decided.
    pub rollout: Percent,
    /// What they get.
    pub serve: Serve,
}

impl Flag {
    /// What the flag does in the environment of this number.
    pub fn plan<'m>(&'m self, model: &'m Model, environment: usize) -> Plan<'m> {
        self.plan_in(&model.stages, environment)
    }

    pub(crate) fn plan_in<'m>(&'m self, stages: &'m [Stage], environment: usize) -> Plan<'m> {
        let settings = self.settings_in(environment);
        let default_rollout = if settings.stage.is_some() { Percent(0) } else { Percent(100_000) };
        let stage = settings.stage.map(|stage| stage.value);
        Plan {
            enabled: settings.enabled,
            deny: settings.deny,
            allow: settings.allow,
            when: settings.when,
            rules: settings.rules,
            stage: stage.and_then(|stage| Some((stage, stages.get(stage)?.rules_in(environment)))),
            rollout: settings.rollout.map_or(default_rollout, |rollout| rollout.value),
            serve: settings.serve.map_or_else(|| self.default_serve(), |serve| serve.value.clone()),
        }
    }

    /// The flag's settings with those of the environment in their place.
    pub fn settings_in(&self, environment: usize) -> Effective<'_> {
        let base = &self.settings;
        let over = self.overrides.iter().find(|(id, _)| *id == environment).map(|(_, settings)| settings);
        Effective {
            enabled: base.enabled.unwrap_or(true) && over.and_then(|over| over.enabled).unwrap_or(true),
            deny: over.and_then(|over| over.deny.as_ref()).or(base.deny.as_ref()),
            allow: over.and_then(|over| over.allow.as_deref()).or(base.allow.as_deref()).unwrap_or_default(),
            when: over.and_then(|over| over.when.as_ref()).or(base.when.as_ref()),
            rules: over.and_then(|over| over.rules.as_deref()).or(base.rules.as_deref()).unwrap_or_default(),
            stage: over.and_then(|over| over.stage).or(base.stage),
            rollout: over.and_then(|over| over.rollout).or(base.rollout),
            serve: over.and_then(|over| over.serve.as_ref()).or(base.serve.as_ref()),
        }
    }

    /// What the flag serves when on and nothing says what: a bool `true`, variants an equal split, a
    /// value its default.
    pub fn default_serve(&self) -> Serve {
        if self.value == super::ValueType::Bool {
            Serve::One(1)
        } else if self.variants.is_empty() {
            Serve::One(self.off)
        } else {
            Serve::Equal
        }
    }
}

impl Stage {
    /// Its rules in the environment of this number.
    pub fn rules_in(&self, environment: usize) -> &[Rule] {
        let own = self.environments.iter().find(|(id, _)| *id == environment);
        own.map_or(&self.rules, |(_, rules)| rules)
    }
}
