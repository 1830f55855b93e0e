//! Who gets a flag: conditions, rules, stage, rollout.

use super::serve::Values;
use super::{Resolver, owned};
use crate::document;
use crate::model::{Allow, Rule, Settings};
use crate::source::Spanned;

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_settings(
        &mut self,
        settings: &document::Settings<'d>,
        values: &mut Values<'d>,
    ) -> Settings {
        Settings {
            enabled: settings.enabled.map(|enabled| enabled.value),
            deny: settings.deny.as_ref().and_then(|condition| self.resolve_condition(condition)),
            allow: settings.allow.as_ref().map(|allow| self.resolve_allow(&allow.value, values)),
            when: settings.when.as_ref().and_then(|condition| self.resolve_condition(condition)),
            rules: settings
                .rules
                .as_ref()
                .map(|rules| rules.value.iter().map(|rule| self.resolve_rule(rule, values)).collect()),
            stage: settings.stage.and_then(|name| {
                let id = self.stages.find(self.text, name, self.diagnostics)?;
                Some(Spanned::new(id, name.span))
            }),
            rollout: settings.rollout,
            serve: settings.serve.as_ref().and_then(|serve| self.resolve_serve(serve, values)),
        }
    }

    fn resolve_allow(&mut self, allow: &document::Allow<'d>, values: &mut Values<'d>) -> Vec<Allow> {
        match allow {
            document::Allow::Condition(condition) => {
                let when = self.resolve_condition(condition);
                when.map(|when| Allow { when, serve: None }).into_iter().collect()
            }
            document::Allow::List(list) => list
                .iter()
                .filter_map(|allow| {
                    let when = allow.when.as_ref().and_then(|when| self.resolve_condition(when));
                    let serve = allow.serve.as_ref().and_then(|serve| self.resolve_serve(serve, values));
                    Some(Allow { when: when?, serve })
                })
                .collect(),
        }
    }

    fn resolve_rule(&mut self, rule: &document::Rule<'d>, values: &mut Values<'d>) -> Rule {
        let serve = rule.serve.as_ref().and_then(|serve| self.resolve_serve(serve, values));
        Rule { serve, ..self.resolve_stage_rule(rule) }
    }

    /// A rule without what only a flag's own rules have.
    pub(super) fn resolve_stage_rule(&mut self, rule: &document::Rule<'d>) -> Rule {
        Rule {
            span: rule.span,
            name: owned(rule.name),
            when: rule.when.as_ref().and_then(|when| self.resolve_condition(when)),
            rollout: rule.rollout,
            serve: None,
            next_on_miss: rule.next_on_miss.is_some_and(|next| next.value),
            by: rule.by.and_then(|by| self.resolve_by(by)),
            lints: self.resolve_lints(&rule.lints),
        }
    }
}
