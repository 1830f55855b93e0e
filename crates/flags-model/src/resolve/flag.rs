//! Flags: their values, requirements and settings.

use super::serve::Values;
use super::{Resolver, owned};
use crate::check::describe_too_many_values;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, FlagState, Name};
use crate::model::{About, Flag, FlagName, Requirement, ValueType};

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_flags(&mut self) -> Vec<Flag> {
        let (document, names) = (self.document, self.names);
        document.flags.iter().zip(&names.flags).map(|(flag, names)| self.resolve_flag(flag, names)).collect()
    }

    fn resolve_flag(&mut self, flag: &document::Flag<'d>, names: &FlagName) -> Flag {
        self.check_says_something(flag);
        self.check_rollout_is_stated(flag);
        let own_by = flag.by.and_then(|by| self.resolve_by(by));
        // A `by` that is wrong was reported; it is no missing key as well.
        let is_by_wrong = flag.by.is_some() && own_by.is_none();
        let (mut values, off) = self.resolve_values(flag, names);
        let settings = self.resolve_settings(&flag.settings, &mut values);
        let overrides = flag
            .overrides
            .iter()
            .filter_map(|(name, settings)| {
                let environment = self.find_environment(*name);
                let settings = self.resolve_settings(settings, &mut values);
                Some((environment?, settings))
            })
            .collect();
        if let Some(span) = values.beyond {
            self.report(describe_too_many_values(flag.name.value, "distinct values", span));
        }
        let resolved = Flag {
            name: names.name.clone(),
            span: names.span,
            about: resolve_about(&flag.about),
            value: names.value.clone(),
            variants: names.variants.clone(),
            payloads: values.payloads,
            off,
            salt: flag.salt.or(flag.renamed_from).unwrap_or(flag.name).value.to_owned(),
            by: own_by.or(self.key),
            environments: flag.environments.as_ref().map(|environments| {
                environments.value.iter().filter_map(|name| self.find_environment(*name)).collect()
            }),
            requires: flag
                .requires
                .iter()
                .flatten()
                .filter_map(|(name, state)| self.resolve_requirement(*name, *state))
                .collect(),
            settings,
            overrides,
            client: flag.client.is_some_and(|client| client.value),
            expires: flag.expires.map(|expires| expires.value),
            ladder: flag.ladder.as_ref().map(|steps| steps.iter().map(|step| step.value).collect()),
            renamed_from: names.renamed_from.clone(),
            lints: self.resolve_lints(&flag.lints),
        };
        if !is_by_wrong {
            self.check_has_key(&resolved);
        }
        resolved
    }

    fn resolve_requirement(&mut self, name: Name<'d>, state: FlagState<'d>) -> Option<Requirement> {
        let flag = self.find_flag(name)?;
        let variant = match state {
            FlagState::On(on) if on.value => None,
            FlagState::On(off) => {
                let message = format!("`{}` cannot be required to be off", name.value);
                self.report(
                    Diagnostic::error(Code::WrongType, off.span, message)
                        .label("a requirement is met by a flag that is on")
                        .help(format!("write `when = {{ flag = {{ {} = false }} }}`", name.value)),
                );
                return None;
            }
            FlagState::Variant(variant) => Some(self.find_variant(flag, variant)?),
        };
        Some(Requirement { flag, variant, span: name.span })
    }

    fn resolve_values(&mut self, flag: &document::Flag<'d>, names: &FlagName) -> (Values<'d>, u16) {
        let mut values = Values::new(flag, names);
        let off = match (&flag.variants, &flag.default) {
            (None, None) => 0,
            (None, Some(default)) => {
                self.check_default(default);
                let payload = self.read_payload(&values.kind, default, None);
                values.payloads.extend(payload);
                0
            }
            (Some(variants), default) => {
                if let document::Variants::Values(entries, _) = variants {
                    for (_, value) in entries {
                        self.check_default(value);
                        let payload = self.read_payload(&values.kind, value, None);
                        values.payloads.extend(payload);
                    }
                }
                default.as_ref().and_then(|default| self.read_default_variant(&values, default)).unwrap_or(0)
            }
        };
        (values, off)
    }

    /// No flag serves a bool, a date or a list as a value.
    fn check_default(&mut self, default: &document::Serve<'d>) {
        let document::Serve::One(literal) = default else { return };
        let message = match literal.value {
            document::Scalar::Bool(_) => "a flag with a `default` cannot be a bool",
            document::Scalar::Timestamp(_) => "a flag's value cannot be a date",
            _ => return,
        };
        let help = match literal.value {
            document::Scalar::Bool(_) => {
                "remove `default`: a flag without it is a bool that is `false` when off and `true` when on"
            }
            _ => "write it as a string",
        };
        self.report(
            Diagnostic::error(Code::BadDefault, literal.span, message)
                .label("takes an integer, a float, a string or a table")
                .help(help),
        );
    }
}

fn resolve_about(about: &document::About<'_>) -> About {
    About {
        description: owned(about.description),
        owner: owned(about.owner),
        tags: about.tags.iter().map(|tag| tag.value.to_owned()).collect(),
        link: owned(about.link),
        created: about.created.map(|created| created.value),
        kind: about.kind.map(|kind| kind.value).unwrap_or_default(),
    }
}

/// Whether a flag's value has no type that can be checked, because its default is none.
pub(super) fn is_untyped(kind: &ValueType, default: Option<&document::Serve<'_>>) -> bool {
    use document::{Scalar, Serve as Written};
    *kind == ValueType::Integer
        && matches!(default, Some(Written::One(literal)) if !matches!(literal.value, Scalar::Integer(_)))
}
