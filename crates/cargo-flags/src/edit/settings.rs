//! The keys of a flag that are no percentages: stage, `serve`, `enabled`.

use super::Edit;
use super::aim::{Aim, Scope};
use super::value::Value;
use crate::failure::Failure;

/// A flag's stage.
pub(crate) struct Stage {
    pub(crate) aim: Aim,
    /// Its number, in order of release.
    pub(crate) number: Option<usize>,
    shadows: Vec<(usize, String)>,
}

/// What a flag or one of its rules serves.
pub(crate) struct Serve {
    pub(crate) aim: Aim,
    pub(crate) value: Option<Value>,
    pub(crate) shadows: Vec<(usize, String)>,
}

/// A flag's kill switch.
pub(crate) struct Switch<'m> {
    pub(crate) aim: Aim,
    /// What it says where it was looked at.
    pub(crate) stated: Option<bool>,
    /// Whether the flag itself says `enabled = false`.
    pub(crate) is_killed_everywhere: bool,
    /// The environments that say so.
    pub(crate) killed_in: Vec<&'m str>,
}

impl<'m> Scope<'m> {
    /// The flag's stage.
    pub(crate) fn stage(&self) -> Result<Stage, Failure> {
        let shadows = self.shadows(|settings| settings.stage);
        let name = |number: usize| format!("`{}`", self.model.stages[number].name);
        let shadows: Vec<_> = shadows.iter().map(|(id, stage)| (*id, name(stage.value))).collect();
        self.refuse_shadowed("stage", &shadows)?;
        let number = self.settings().stage.map(|stage| stage.value);
        Ok(Stage { aim: self.aim("stage", None)?, number, shadows })
    }

    /// The stage that says who gets the flag, since the flag itself has no rollout.
    pub(super) fn deciding_stage(&self) -> Option<usize> {
        let settings = self.settings();
        settings.stage.filter(|_| settings.rollout.is_none()).map(|stage| stage.value)
    }

    /// What the flag serves, or the rule of this number or name.
    pub(crate) fn serve(&self, rule: Option<&str>) -> Result<Serve, Failure> {
        let settings = self.settings();
        let rule = rule.map(|word| self.rule(word)).transpose()?;
        let of = |serve: &flags_model::model::Serve| Value::of_serve(self.flag, serve);
        let (value, shadows): (_, Vec<_>) = if let Some(rule) = rule {
            let shadows = self.shadows(|settings| settings.rules.as_ref());
            let shadows = shadows.iter().map(|(id, _)| (*id, "rules of its own".to_owned())).collect();
            (settings.rules[rule].serve.as_ref(), shadows)
        } else {
            let shadows = self.shadows(|settings| settings.serve.as_ref());
            let shadows = shadows.iter().map(|(id, serve)| (*id, of(&serve.value).words())).collect();
            (settings.serve, shadows)
        };
        self.refuse_shadowed(if rule.is_some() { "rules" } else { "serve" }, &shadows)?;
        let value = value.map(|serve| of(&serve.value));
        Ok(Serve { aim: self.aim("serve", rule)?, value, shadows })
    }

    /// The flag's kill switch.
    pub(crate) fn switch(&self) -> Result<Switch<'m>, Failure> {
        let killed = self.shadows(|settings| settings.enabled.filter(|enabled| !enabled));
        Ok(Switch {
            aim: self.aim("enabled", None)?,
            stated: match self.environment {
                Some(_) => self.own().and_then(|own| own.enabled),
                None => self.flag.settings.enabled,
            },
            is_killed_everywhere: self.flag.settings.enabled == Some(false),
            killed_in: killed.iter().map(|(id, _)| self.model.environments[*id].as_str()).collect(),
        })
    }

    /// The flags that require this one, directly or through others, in the order of the file.
    pub(crate) fn followers(&self) -> Vec<&'m str> {
        let flags = &self.model.flags;
        let mut follows = vec![false; flags.len()];
        let mut open = vec![self.id];
        while let Some(required) = open.pop() {
            for (id, flag) in (0_u32..).zip(flags) {
                let is_new = !follows[id as usize];
                if is_new && flag.requires.iter().any(|requirement| requirement.flag == required) {
                    follows[id as usize] = true;
                    open.push(id);
                }
            }
        }
        flags
            .iter()
            .zip(&follows)
            .filter(|(_, follows)| **follows)
            .map(|(flag, _)| flag.name.as_str())
            .collect()
    }

    /// What one should know before changing a key: who is not concerned, and what stands above it.
    pub(crate) fn warnings(&self, key: &str, shadows: &[(usize, String)]) -> Vec<String> {
        let mut warnings = Vec::new();
        let name = |id: usize| self.model.environments[id].as_str();
        if self.environment.is_none() {
            let own = |(id, value): &(usize, String)| match value.as_str() {
                "rules of its own" => format!("{} has rules of its own, which stay", name(*id)),
                value => format!("{} has its own `{key}`, which stays: {value}", name(*id)),
            };
            warnings.extend(shadows.iter().map(own));
        }
        let is_listed = |id: &usize| self.flag.environments.as_ref().is_none_or(|listed| listed.contains(id));
        if let Some(id) = self.environment.filter(|id| !is_listed(id)) {
            let flag = &self.flag.name;
            warnings.push(format!("{flag} is off in {}: its `environments` do not list it", name(id)));
        }
        if !self.settings().enabled {
            let flag = &self.flag.name;
            let option = if self.flag.settings.enabled == Some(false) {
                String::new()
            } else {
                self.environment_option()
            };
            warnings
                .push(format!("{flag} is killed: nobody gets it before `cargo flags revive {flag}{option}`"));
        }
        warnings
    }
}

impl Stage {
    /// The edit that moves the flag to the stage of this number.
    pub(crate) fn edit(self, scope: &Scope<'_>, to: usize, may_lose: bool) -> Edit {
        let stages = &scope.model.stages;
        let name = |number: usize| stages[number].name.clone();
        let (flag, place) = (&scope.flag.name, scope.in_environment());
        let from = self.number.map_or_else(String::new, |number| format!(" from stage `{}`", name(number)));
        Edit {
            warnings: scope.warnings("stage", &self.shadows),
            before: self.number.map(|number| Value::Text(name(number))),
            after: Some(Value::Text(name(to))),
            effect: format!("{flag} moves{from} to `{}`{place}", name(to)),
            aim: self.aim,
            followers: Vec::new(),
            may_lose,
        }
    }
}
