//! What a flag must state: something, a rollout beside rules, a key for percentages and splits. All of
//! it is asked of what holds in an environment, after the environment has replaced what it replaces.

use super::Resolver;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{self, Name, Percent};
use crate::model::{Effective, Flag, Serve};
use crate::source::Spanned;

impl<'d> Resolver<'_, 'd> {
    pub(super) fn check_says_something(&mut self, flag: &document::Flag<'d>) {
        let settings = &flag.settings;
        let says = settings.enabled.is_some()
            || flag.environments.is_some()
            || flag.requires.is_some()
            || settings.deny.is_some()
            || settings.allow.is_some()
            || settings.when.is_some()
            || settings.rules.is_some()
            || settings.stage.is_some()
            || settings.rollout.is_some()
            || flag.default.is_some()
            || flag.variants.is_some();
        if !says {
            let message = format!("flag `{}` says nothing", flag.name.value);
            let diagnostic = Diagnostic::error(Code::SaysNothing, flag.name.span, message)
                .label("nothing here says who gets it");
            let diagnostic = match self.guess_owner(flag.name) {
                Some(owner) => diagnostic.patch("a flag with a similar name exists", flag.name.span, owner),
                None => diagnostic.help("write `enabled = true` for everyone, `rollout = 0` for nobody yet"),
            };
            self.report(diagnostic);
        }
    }

    /// `[flags.new_sidebra.env.staging]` declares no flag: it is meant to belong to one.
    fn guess_owner(&self, name: Name<'d>) -> Option<&'d str> {
        let is_inner_header = self.text.as_bytes().get(name.span.end) == Some(&b'.');
        let others = self.document.flags.iter().map(|flag| flag.name.value);
        closest(name.value, others.filter(|other| is_inner_header && *other != name.value))
    }

    /// With `allow` or `rules` and no stage, what everyone else gets must be stated, in each environment.
    pub(super) fn check_rollout_is_stated(&mut self, flag: &document::Flag<'d>) {
        let base = &flag.settings;
        let nothing = document::Settings::default();
        let environments: Vec<&document::Settings<'d>> = match self.document.environments.as_slice() {
            [] => vec![&nothing],
            names => names.iter().map(|name| settings_of(flag, name.value).unwrap_or(&nothing)).collect(),
        };
        for over in environments {
            let allow = over.allow.as_ref().or(base.allow.as_ref()).map(|allow| (allow.span, "allow"));
            let rules = over.rules.as_ref().or(base.rules.as_ref()).filter(|rules| !rules.value.is_empty());
            let rules = rules.map(|rules| (rules.span, "rules"));
            let is_stated = over.stage.or(base.stage).is_some() || over.rollout.or(base.rollout).is_some();
            let (Some((span, key)), false) = (allow.or(rules), is_stated) else { continue };
            let message = format!("flag `{}` has `{key}`, but no `rollout`", flag.name.value);
            self.report(
                Diagnostic::error(Code::MissingRollout, span, message)
                    .label("what does everyone else get?")
                    .help("add `rollout = 0` for nobody else, or `rollout = 100` for everyone"),
            );
        }
    }

    /// Whatever lets some in and some not needs an attribute that tells them apart.
    pub(super) fn check_has_key(&mut self, flag: &Flag) {
        for environment in 0..self.names.environments.len().max(1) {
            let settings = flag.settings_in(environment);
            if let Some(rollout) = settings.rollout {
                self.check_percent_has_key(rollout, flag.by, &format!("the rollout of `{}`", flag.name));
            }
            for rule in settings.rules {
                let by = rule.by.or(flag.by);
                if let Some(rollout) = rule.rollout {
                    self.check_percent_has_key(rollout, by, "this rule");
                }
                self.check_split_has_key(rule.serve.as_ref(), by);
            }
            for allow in settings.allow {
                self.check_split_has_key(allow.serve.as_ref(), flag.by);
            }
            self.check_split_has_key(settings.serve, flag.by);
            if let (Some(stage), None) = (settings.stage, flag.by) {
                self.check_stage_has_key(stage);
            }
            self.check_equal_split_has_key(flag, &settings);
        }
    }

    fn check_split_has_key(&mut self, serve: Option<&Spanned<Serve>>, by: Option<u16>) {
        let Some(serve) = serve else { return };
        if by.is_none() && matches!(serve.value, Serve::Split(_)) {
            let diagnostic = self.describe_no_key(serve.span, "this split", "everyone gets a share of it");
            self.report(diagnostic);
        }
    }

    /// Variants without a `serve` are split equally, among those who get what the flag serves.
    fn check_equal_split_has_key(&mut self, flag: &Flag, settings: &Effective<'_>) {
        if flag.by.is_some() || settings.serve.is_some() || flag.default_serve() != Serve::Equal {
            return;
        }
        let is_served = settings.stage.is_some()
            || settings.rollout.is_none_or(|rollout| rollout.value != Percent(0))
            || settings.rules.iter().any(|rule| rule.serve.is_none() && rule.by.is_none())
            || settings.allow.iter().any(|allow| allow.serve.is_none());
        if is_served {
            let what = format!("the split of `{}`", flag.name);
            let why = "each variant gets an equal share unless `serve` says otherwise";
            let diagnostic = self.describe_no_key(flag.span, &what, why);
            self.report(diagnostic);
        }
    }

    fn check_stage_has_key(&mut self, stage: Spanned<usize>) {
        let declared = self.document.stages.as_ref().and_then(|stages| stages.get(stage.value));
        let Some(declared) = declared else { return };
        let everywhere = declared.environments.iter().flat_map(|(_, rules)| rules);
        let partial = declared
            .rules
            .iter()
            .chain(everywhere)
            .filter_map(|rule| rule.rollout)
            .find(|rollout| rollout.value.0 > 0 && rollout.value.0 < 100_000);
        if let Some(rollout) = partial {
            let diagnostic = self
                .describe_no_key(stage.span, "this stage", "its rules are for some and not for others")
                .related(rollout.span, "this percentage");
            self.report(diagnostic);
        }
    }
}

fn settings_of<'f, 'd>(
    flag: &'f document::Flag<'d>,
    environment: &str,
) -> Option<&'f document::Settings<'d>> {
    flag.overrides.iter().find(|(name, _)| name.value == environment).map(|(_, settings)| settings)
}
