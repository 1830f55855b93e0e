//! What an edit is aimed at: which key of which table.

use flags_model::model::{Effective, Flag, Model, Percent, Rule, Settings};

use super::node::Step;
use crate::arguments::{EnvironmentArgument, flag_named};
use crate::failure::Failure;

/// A flag, as the arguments name it.
pub(crate) struct Scope<'m> {
    pub(crate) model: &'m Model,
    pub(crate) flag: &'m Flag,
    pub(crate) id: u32,
    /// The environment that alone is to change, if one is named.
    pub(crate) environment: Option<usize>,
}

/// A key of a flag, of one of its environments, or of one of its rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aim {
    pub(crate) key: &'static str,
    /// The environment in whose table it stands.
    pub(crate) environment: Option<usize>,
    /// The rule in which it stands.
    pub(crate) rule: Option<usize>,
}

impl<'m> Scope<'m> {
    /// The flag and the environment of these names.
    pub(crate) fn of(
        model: &'m Model,
        flag: &str,
        environment: &EnvironmentArgument,
    ) -> Result<Self, Failure> {
        let (id, flag) = flag_named(model, flag)?;
        let environment = environment.resolve(model)?.map(usize::from);
        Ok(Self { model, flag, id, environment })
    }

    /// What holds where the edit is to hold; without an environment, what holds in those that say
    /// nothing themselves.
    pub(crate) fn settings(&self) -> Effective<'m> {
        // No environment has this number, so none has anything to say.
        self.flag.settings_in(self.environment.unwrap_or(usize::MAX))
    }

    /// What the environment says itself, if one is named and says something.
    pub(super) fn own(&self) -> Option<&'m Settings> {
        let number = self.environment?;
        self.flag.overrides.iter().find(|(id, _)| *id == number).map(|(_, settings)| settings)
    }

    /// The environments in which the flag may be on.
    fn environments(&self) -> Vec<usize> {
        match &self.flag.environments {
            Some(listed) => listed.clone(),
            None => (0..self.model.environments.len()).collect(),
        }
    }

    /// The environments whose own tables have the key, with what they say.
    pub(super) fn shadows<T>(&self, get: impl Fn(&'m Settings) -> Option<T>) -> Vec<(usize, T)> {
        let overrides = self.flag.overrides.iter();
        overrides.filter_map(|(id, settings)| Some((*id, get(settings)?))).collect()
    }

    /// Refuses what the base cannot decide, because each environment has its own.
    pub(super) fn refuse_shadowed(&self, key: &str, shadows: &[(usize, String)]) -> Result<(), Failure> {
        let has_own = |environment: &usize| shadows.iter().any(|(id, _)| id == environment);
        if self.environment.is_some() || shadows.is_empty() || !self.environments().iter().all(has_own) {
            return Ok(());
        }
        let lines: Vec<_> = shadows
            .iter()
            .filter(|(id, _)| self.environments().contains(id))
            .map(|(id, value)| (format!("-e {}", self.model.environments[*id]), value.clone()))
            .collect();
        let message = format!("every environment has its own `{key}` for `{}`", self.flag.name);
        Err(Failure::new(message).help(format!("name one:{}", options(&lines))))
    }

    /// `production`, where one is named.
    pub(crate) fn environment_name(&self) -> Option<&'m str> {
        self.environment.map(|number| self.model.environments[number].as_str())
    }

    /// ` in production`, where one is named.
    pub(crate) fn in_environment(&self) -> String {
        self.environment_name().map_or_else(String::new, |name| format!(" in {name}"))
    }

    /// ` -e production`, where one is named.
    pub(super) fn environment_option(&self) -> String {
        self.environment_name().map_or_else(String::new, |name| format!(" -e {name}"))
    }

    /// The rule of this number or name.
    pub(super) fn rule(&self, word: &str) -> Result<usize, Failure> {
        let rules = self.settings().rules;
        let found = match word.parse::<usize>() {
            Ok(number) => (number < rules.len()).then_some(number),
            Err(_) => rules.iter().position(|rule| rule.name.as_deref() == Some(word)),
        };
        found.ok_or_else(|| self.unknown_rule(word, rules))
    }

    fn unknown_rule(&self, word: &str, rules: &[Rule]) -> Failure {
        let (flag, place) = (&self.flag.name, self.in_environment());
        let failure = Failure::new(format!("`{flag}` has no rule `{word}`{place}"));
        let elsewhere = self.shadows(|settings| settings.rules.as_ref());
        if !rules.is_empty() {
            let lines: Vec<_> = rules.iter().enumerate().map(describe_rule).collect();
            return failure.help(format!("its rules are:{}", options(&lines)));
        }
        match elsewhere.first() {
            Some((id, _)) if self.environment.is_none() => {
                failure.help(format!("{0} has rules of its own: `-e {0}`", self.model.environments[*id]))
            }
            _ => failure.help("it has none; leave out `--rule`"),
        }
    }

    /// The aim at a key of a rule, or of the flag.
    pub(super) fn aim(&self, key: &'static str, rule: Option<usize>) -> Result<Aim, Failure> {
        let mut environment = self.environment;
        if rule.is_some() && self.own().is_none_or(|own| own.rules.is_none()) {
            if let Some(name) = self.environment_name() {
                let message = format!("`{}` has no rules of its own for {name}", self.flag.name);
                return Err(Failure::new(message).help(format!(
                    "its rules hold in every environment that has none: leave out `-e {name}` to change \
                     them there too, or write `env.{name}.rules`"
                )));
            }
            environment = None;
        }
        Ok(Aim { key, environment, rule })
    }
}

impl Aim {
    /// The way to it from the top of the file.
    pub(super) fn way(&self, scope: &Scope<'_>) -> Vec<Step> {
        let key = |key: &str| Step::Key(key.to_owned());
        let mut way = vec![key("flags"), key(&scope.flag.name)];
        if let Some(environment) = self.environment {
            way.extend([key("env"), key(&scope.model.environments[environment])]);
        }
        if let Some(rule) = self.rule {
            way.extend([key("rules"), Step::Index(rule)]);
        }
        way.push(key(self.key));
        way
    }

    /// `, rule 0 "early birds"`, where a rule is meant.
    pub(crate) fn rule_words(&self, scope: &Scope<'_>) -> String {
        let Some(number) = self.rule else { return String::new() };
        let name = scope.settings().rules.get(number).and_then(|rule| rule.name.as_ref());
        name.map_or_else(|| format!(", rule {number}"), |name| format!(", rule {number} \"{name}\""))
    }

    /// Its name in the flag's table: `rules[0].rollout`.
    pub(super) fn target(&self) -> String {
        self.rule.map_or_else(|| self.key.to_owned(), |rule| format!("rules[{rule}].{}", self.key))
    }
}

/// Options to type, each on a line of its own, with what it means beside it.
pub(super) fn options(lines: &[(String, String)]) -> String {
    let width = lines.iter().map(|(option, _)| option.chars().count()).max().unwrap_or(0);
    let line = |(option, meaning): &(String, String)| format!("\n  {option:width$}  {meaning}");
    lines.iter().map(line).collect::<Vec<_>>().concat()
}

/// The option that picks a rule, and the rule in few words.
pub(super) fn describe_rule((index, rule): (usize, &Rule)) -> (String, String) {
    let percent = rule.rollout.map_or(Percent(100_000), |rollout| rollout.value);
    let name = rule.name.as_ref().map_or_else(String::new, |name| format!(", \"{name}\""));
    (format!("--rule {index}"), format!("rule {index}{name}: {percent} %"))
}
