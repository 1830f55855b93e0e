//! Which percentage is meant, and what it is.

use std::cmp::Ordering;

use flags_model::model::{Percent, Rule};

use super::Edit;
use super::aim::{Aim, Scope, describe_rule, options};
use super::notation::percent;
use super::value::Value;
use crate::failure::Failure;

/// Which of a flag's rollouts to change
#[derive(Clone, Debug, Default, clap::Args)]
#[group(multiple = false)]
pub(crate) struct Which {
    /// The rule that changes: its number, from 0, or its name
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// The flag's own rollout, for those about whom no rule decides
    #[arg(long)]
    pub(crate) own: bool,
}

/// A rollout to change.
pub(crate) struct Rollout {
    pub(crate) aim: Aim,
    /// What it is now.
    pub(crate) percent: Percent,
    /// Whether it stands where the edit goes, and not only where that falls back to.
    pub(crate) is_own: bool,
    /// Environments that have their own, and what that is.
    pub(crate) shadows: Vec<(usize, String)>,
}

impl Scope<'_> {
    /// The rollout that is meant; refuses if it could be several.
    pub(crate) fn rollout(&self, which: &Which) -> Result<Rollout, Failure> {
        let settings = self.settings();
        if let Some(word) = &which.rule {
            let rule = self.rule(word)?;
            let aim = self.aim("rollout", Some(rule))?;
            let shadows = self.shadows(|settings| settings.rules.as_ref());
            let own_rules = |(id, _): &(usize, _)| (*id, "rules of its own".to_owned());
            let shadows = shadows.iter().map(own_rules).collect::<Vec<_>>();
            self.refuse_shadowed("rules", &shadows)?;
            return Ok(Rollout { aim, percent: share(&settings.rules[rule]), is_own: true, shadows });
        }
        if !which.own && settings.rules.iter().any(is_open) {
            return Err(self.ambiguous());
        }
        let shadows = self.shadows(|settings| settings.rollout);
        let shadows: Vec<_> = shadows.iter().map(|(id, own)| (*id, percent(own.value))).collect();
        self.refuse_shadowed("rollout", &shadows)?;
        let is_own = self.own().is_some_and(|own| own.rollout.is_some());
        Ok(Rollout { aim: self.aim("rollout", None)?, percent: self.own_percent(), is_own, shadows })
    }

    /// The flag's own rollout.
    pub(crate) fn own_percent(&self) -> Percent {
        let settings = self.settings();
        let default = if settings.stage.is_some() { Percent(0) } else { Percent(100_000) };
        settings.rollout.map_or(default, |rollout| rollout.value)
    }

    fn ambiguous(&self) -> Failure {
        let mut lines: Vec<_> = self.settings().rules.iter().enumerate().map(describe_rule).collect();
        lines.push(("--own".to_owned(), format!("everyone else: {}", percent(self.own_percent()))));
        let message = format!("which rollout of `{}`{}?", self.flag.name, self.in_environment());
        Failure::new(message).help(format!("name one:{}", options(&lines)))
    }

    /// The steps of `advance` and `rollback`, lowest first.
    pub(crate) fn ladder(&self) -> Vec<Percent> {
        let mut steps = self.flag.ladder.as_ref().unwrap_or(&self.model.ladder).clone();
        steps.sort();
        steps
    }
}

impl Rollout {
    /// What it is called in a sentence.
    pub(super) fn name(&self, scope: &Scope<'_>) -> String {
        let (flag, rule) = (&scope.flag.name, self.aim.rule_words(scope));
        format!("{flag}{rule}{}", scope.in_environment())
    }

    /// The same for a sentence that does not begin with it.
    pub(crate) fn what(&self, scope: &Scope<'_>) -> String {
        format!("the rollout of {}", self.name(scope))
    }

    /// The edit that sets it.
    pub(crate) fn edit(self, scope: &Scope<'_>, to: Percent, may_lose: bool) -> Edit {
        let (from, name) = (self.percent, self.name(scope));
        let who = match self.aim.rule {
            Some(_) => "of those whom the rule takes",
            None => "of those who reach the rollout",
        };
        let difference = percent(Percent(from.0.abs_diff(to.0)));
        let change = match from.cmp(&to) {
            Ordering::Less => format!("{difference} more {who} get it"),
            Ordering::Greater => format!("{difference} {who} lose it"),
            Ordering::Equal => "as before, and stated for itself".to_owned(),
        };
        Edit {
            effect: format!("{name}: {} → {}: {change}", percent(from), percent(to)),
            warnings: scope
                .warnings(if self.aim.rule.is_some() { "rules" } else { "rollout" }, &self.shadows),
            before: Some(Value::Percent(from)),
            after: Some(Value::Percent(to)),
            aim: self.aim,
            followers: Vec::new(),
            may_lose,
        }
    }
}

/// Whether a rule's rollout is one that somebody may want to change: stated, and not everyone.
fn is_open(rule: &Rule) -> bool {
    rule.rollout.is_some_and(|rollout| rollout.value < Percent(100_000))
}

fn share(rule: &Rule) -> Percent {
    rule.rollout.map_or(Percent(100_000), |rollout| rollout.value)
}

/// A percentage as a word of the command line: `25`, `12.5`, `0.5%`. `what` names it.
pub(crate) fn percent_from_word(what: &str, word: &str) -> Result<Percent, Failure> {
    use flags_model::document::{Scalar, percent_from_literal};
    use flags_model::source::{Span, Spanned};
    let span = Span { start: 0, end: word.len() };
    let scalar = match (word.parse::<i64>(), word.parse::<f64>()) {
        (Ok(number), _) => Scalar::Integer(number),
        (Err(_), Ok(number)) if number.is_finite() => Scalar::Float(number),
        _ => Scalar::String(word),
    };
    percent_from_literal(word, what, &Spanned::new(scalar, span)).map_err(|diagnostic| {
        // In the file a string needs its quotes; here it does not.
        let help = diagnostic.help.unwrap_or(diagnostic.label).replace(['`', '"'], "");
        Failure::new(diagnostic.message).help(help)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_the_file_reads_them() {
        let read = |word| percent_from_word("it", word).ok().map(|percent| percent.0);
        assert_eq!(read("25"), Some(25_000));
        assert_eq!(read("12.5"), Some(12_500));
        assert_eq!(read("25%"), Some(25_000));
        assert_eq!(read("0.5%"), Some(500));
        for word in ["0.5", "101", "-1", "x", "", "12.3456", "nan", "inf", "%", "1e9"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}
