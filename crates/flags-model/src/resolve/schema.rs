//! Attributes, segments and stages.

use super::index::list;
use super::{Resolver, owned};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Percent};
use crate::lint::Levels;
use crate::model::{Attribute, AttributeKind, AttributeName, Sample, Segment, Stage};
use crate::source::{Span, Spanned};

/// The stages of a file that declares none, in order of release. Only the last has a rule.
pub(super) const BUILT_IN_STAGES: &[&str] = &["in-development", "internal", "beta", "general-availability"];

impl<'d> Resolver<'_, 'd> {
    /// There is one key at most.
    pub(super) fn check_key(&mut self) {
        let mut keys = self.document.attributes.iter().filter_map(|attribute| attribute.key);
        let Some(first) = keys.by_ref().find(|key| key.value) else { return };
        let more: Vec<Spanned<bool>> = keys.filter(|key| key.value).collect();
        for key in more {
            self.report(
                Diagnostic::error(Code::BadKeyAttribute, key.span, "a second attribute is the key")
                    .label("at most one attribute identifies who asks")
                    .related(first.span, "the first one is here")
                    .help("remove one of them; a flag can still bucket by the other with `by`"),
            );
        }
    }

    pub(super) fn resolve_attributes(&self) -> Vec<Attribute> {
        let names = self.names;
        let attributes = names.attributes.iter().zip(&self.document.attributes);
        attributes.map(|(name, attribute)| resolve_attribute(name, attribute)).collect()
    }

    pub(super) fn resolve_segments(&mut self) -> Vec<Segment> {
        let document = self.document;
        document.segments.iter().map(|segment| self.resolve_segment(segment)).collect()
    }

    fn resolve_segment(&mut self, segment: &document::Segment<'d>) -> Segment {
        if segment.when.is_none() && segment.include.is_none() && segment.sample.is_none() {
            let message = format!("segment `{}` has no members", segment.name.value);
            self.report(
                Diagnostic::error(Code::SaysNothing, segment.name.span, message)
                    .label("says neither `when` nor `include` nor `sample`")
                    .help("say who belongs to it, for example `when = { … }`"),
            );
        }
        let by = segment.by.and_then(|by| self.resolve_by(by));
        Segment {
            name: segment.name.value.to_owned(),
            span: segment.name.span,
            description: owned(segment.description),
            exclude: segment.exclude.as_ref().and_then(|condition| self.resolve_condition(condition)),
            include: segment.include.as_ref().and_then(|condition| self.resolve_condition(condition)),
            when: segment.when.as_ref().and_then(|condition| self.resolve_condition(condition)),
            sample: segment.sample.map(|percent| {
                let by = by.or(self.key);
                // A `by` that is wrong was reported; it is no missing key as well.
                if segment.by.is_none() {
                    self.check_percent_has_key(percent, by, "this `sample`");
                }
                let salt = segment.salt.unwrap_or(segment.name).value.to_owned();
                Sample { percent: percent.value, by, salt }
            }),
            lints: self.resolve_lints(&segment.lints),
        }
    }

    pub(super) fn resolve_stages(&mut self) -> Vec<Stage> {
        let document = self.document;
        match &document.stages {
            Some(stages) if !stages.is_empty() => {
                stages.iter().map(|stage| self.resolve_stage(stage)).collect()
            }
            _ => BUILT_IN_STAGES.iter().map(|name| built_in_stage(name)).collect(),
        }
    }

    fn resolve_stage(&mut self, stage: &document::Stage<'d>) -> Stage {
        Stage {
            name: stage.name.value.to_owned(),
            span: stage.name.span,
            description: owned(stage.description),
            rules: stage.rules.iter().map(|rule| self.resolve_stage_rule(rule)).collect(),
            environments: stage
                .environments
                .iter()
                .filter_map(|(name, rules)| {
                    let environment = self.find_environment(*name);
                    let rules = rules.iter().map(|rule| self.resolve_stage_rule(rule)).collect();
                    Some((environment?, rules))
                })
                .collect(),
        }
    }

    /// An attribute that can be bucketed.
    pub(super) fn resolve_by(&mut self, name: document::Name<'d>) -> Option<u16> {
        let id = self.find_attribute(name)?;
        let kind = self.names.attributes.get(usize::from(id))?.kind;
        if matches!(kind, AttributeKind::String | AttributeKind::Integer | AttributeKind::Enum) {
            return Some(id);
        }
        let declared = self.document.attributes.get(usize::from(id))?.name.span;
        let can = |kind| matches!(kind, AttributeKind::String | AttributeKind::Integer | AttributeKind::Enum);
        let fitting = self.names.attributes.iter().filter(|attribute| can(attribute.kind));
        let fitting: Vec<&str> = fitting.map(|attribute| attribute.name.as_str()).take(6).collect();
        let help = match fitting.as_slice() {
            [] => "declare one that can, for example `user = { type = \"string\", key = true }`".to_owned(),
            fitting => format!("it can be bucketed by {}", list(fitting)),
        };
        self.report(
            Diagnostic::error(
                Code::BadKeyAttribute,
                name.span,
                format!("`{}` cannot be bucketed", name.value),
            )
            .label("`by` takes an attribute of type string, integer or enum")
            .related(declared, "declared here")
            .help(help),
        );
        None
    }

    /// A percentage that lets some in and some not must tell them apart.
    pub(super) fn check_percent_has_key(&mut self, percent: Spanned<Percent>, by: Option<u16>, what: &str) {
        if by.is_none() && percent.value.0 > 0 && percent.value.0 < 100_000 {
            let diagnostic = self.describe_no_key(percent.span, what, "is for some and not for others");
            self.report(diagnostic);
        }
    }

    pub(super) fn describe_no_key(&self, span: Span, what: &str, why: &str) -> Diagnostic {
        let help = match self.document.attributes.iter().find(|attribute| {
            attribute.kind.is_some_and(|kind| kind.value == document::AttributeType::String)
        }) {
            Some(attribute) => format!(
                "make an attribute the key under `[context]`, for example `{} = {{ type = \"string\", key = true }}`, \
                 or say `by = \"…\"`",
                attribute.name.value
            ),
            None => "declare a key: `user = { type = \"string\", key = true }` under `[context]`".to_owned(),
        };
        Diagnostic::error(Code::NoKey, span, format!("{what} has no key to bucket by"))
            .label(format!("{why}, but no attribute tells them apart"))
            .help(help)
    }
}

fn resolve_attribute(name: &AttributeName, attribute: &document::Attribute<'_>) -> Attribute {
    Attribute {
        name: name.name.clone(),
        span: attribute.name.span,
        kind: name.kind,
        members: name.members.clone(),
        ordered: attribute.ordered.is_some_and(|ordered| ordered.value),
        key: name.key,
        required: name.required,
    }
}

fn built_in_stage(name: &str) -> Stage {
    let everyone = crate::model::Rule {
        span: Span::default(),
        name: None,
        when: None,
        rollout: None,
        serve: None,
        next_on_miss: false,
        by: None,
        lints: Levels::default(),
    };
    let is_last = BUILT_IN_STAGES.last() == Some(&name);
    Stage {
        name: name.to_owned(),
        span: Span::default(),
        description: None,
        rules: if is_last { vec![everyone] } else { Vec::new() },
        environments: Vec::new(),
    }
}
