//! Rules in the numbers of the program. What cannot be said in them keeps whoever asks about it from
//! moving.

use flags_runtime::ruleset;

use super::place::{Merging, Placed};
use super::source::Source;
use super::variants::Numbers;
use crate::model::{
    Allow, AttributeId, Condition, Entry, FlagTest, Operator, OperatorTest, Rule, Sample, Segment, Settings,
    Stage, Test,
};
use crate::reload::Kept;
use crate::source::{Span, Spanned};

/// One source on its way into the merged rules.
pub(super) struct Translator<'t, 'm> {
    pub merging: &'t mut Merging<'m>,
    pub source: &'t Source<'m>,
    pub placed: &'t mut Placed,
}

impl Translator<'_, '_> {
    pub fn attribute(&self, id: AttributeId, span: Span) -> Result<AttributeId, Kept> {
        self.source.attribute(id, span, self.merging.compiled.now())
    }

    pub fn settings(&mut self, settings: &Settings, numbers: &Numbers<'_>) -> Result<Settings, Kept> {
        let allow = settings.allow.as_ref().map(|list| {
            let allow = |allow: &Allow| {
                let when = self.condition(&allow.when)?;
                Ok(Allow { when, serve: numbers.serve(self.source, allow.serve.as_ref())? })
            };
            list.iter().map(allow).collect::<Result<Vec<_>, Kept>>()
        });
        let allow = allow.transpose()?;
        let rules = settings.rules.as_ref().map(|rules| self.rules(rules, Some(numbers)));
        let stage = settings
            .stage
            .map(|stage| Ok(Spanned::new(self.place_stage(stage.value)?, self.source.place(stage.span))));
        Ok(Settings {
            enabled: settings.enabled,
            deny: self.maybe_condition(settings.deny.as_ref())?,
            allow,
            when: self.maybe_condition(settings.when.as_ref())?,
            rules: rules.transpose()?,
            stage: stage.transpose()?,
            rollout: settings.rollout.map(|it| Spanned::new(it.value, self.source.place(it.span))),
            serve: numbers.serve(self.source, settings.serve.as_ref())?,
        })
    }

    pub fn segment(&mut self, segment: &Segment) -> Result<Segment, Kept> {
        let sample = segment.sample.as_ref().map(|sample| {
            let by = sample.by.map(|by| self.attribute(by, segment.span)).transpose();
            // At 0 and 100 percent nobody looks at it.
            let is_asked = sample.percent.0 > 0 && sample.percent.0 < 100_000;
            let by = if is_asked { by? } else { by.unwrap_or(None) };
            Ok(Sample { percent: sample.percent, by, salt: sample.salt.clone() })
        });
        Ok(Segment {
            name: segment.name.clone(),
            span: self.source.place(segment.span),
            description: segment.description.clone(),
            exclude: self.maybe_condition(segment.exclude.as_ref())?,
            include: self.maybe_condition(segment.include.as_ref())?,
            when: self.maybe_condition(segment.when.as_ref())?,
            sample: sample.transpose()?,
            lints: segment.lints.clone(),
        })
    }

    pub fn stage(&mut self, stage: &Stage) -> Result<Stage, Kept> {
        let mut environments = Vec::new();
        for (environment, rules) in &stage.environments {
            if let Some(environment) = self.source.environment(*environment, stage.span)? {
                environments.push((environment, self.rules(rules, None)?));
            }
        }
        Ok(Stage {
            name: stage.name.clone(),
            span: self.source.place(stage.span),
            description: stage.description.clone(),
            rules: self.rules(&stage.rules, None)?,
            environments,
        })
    }

    fn rules(&mut self, rules: &[Rule], numbers: Option<&Numbers<'_>>) -> Result<Vec<Rule>, Kept> {
        rules.iter().map(|rule| self.rule(rule, numbers)).collect()
    }

    fn rule(&mut self, rule: &Rule, numbers: Option<&Numbers<'_>>) -> Result<Rule, Kept> {
        let serve = numbers.map(|numbers| numbers.serve(self.source, rule.serve.as_ref())).transpose()?;
        Ok(Rule {
            span: self.source.place(rule.span),
            name: rule.name.clone(),
            when: self.maybe_condition(rule.when.as_ref())?,
            rollout: rule.rollout.map(|it| Spanned::new(it.value, self.source.place(it.span))),
            serve: serve.flatten(),
            next_on_miss: rule.next_on_miss,
            by: rule.by.map(|by| self.attribute(by, rule.span)).transpose()?,
            lints: rule.lints.clone(),
        })
    }

    fn maybe_condition(&mut self, condition: Option<&Condition>) -> Result<Option<Condition>, Kept> {
        condition.map(|condition| self.condition(condition)).transpose()
    }

    fn condition(&mut self, condition: &Condition) -> Result<Condition, Kept> {
        let entries = condition.entries.iter().map(|entry| self.entry(entry));
        Ok(Condition { entries: entries.collect::<Result<_, _>>()?, span: self.source.place(condition.span) })
    }

    fn entry(&mut self, entry: &Entry) -> Result<Entry, Kept> {
        let name = match entry.name {
            ruleset::Entry::Attribute(id) => ruleset::Entry::Attribute(self.attribute(id, entry.span)?),
            name => name,
        };
        let test = match &entry.test {
            Test::Is(value) => Test::Is(*value),
            Test::Any(conditions) => Test::Any(self.conditions(conditions)?),
            Test::All(conditions) => Test::All(self.conditions(conditions)?),
            Test::None(conditions) => Test::None(self.conditions(conditions)?),
            Test::Segments(segments) => {
                let segments = segments
                    .iter()
                    .map(|(id, span)| Ok((self.place_segment(*id)?, self.source.place(*span))))
                    .collect::<Result<_, Kept>>()?;
                Test::Segments(segments)
            }
            Test::Flags(flags) => {
                let source = self.source;
                let flags = flags.iter().map(|(id, test, span)| {
                    let test = match test {
                        FlagTest::Variant(variant) => {
                            FlagTest::Variant(source.variant(*id, *variant, *span)?)
                        }
                        test => *test,
                    };
                    Ok((source.flag(*id, *span)?, test, source.place(*span)))
                });
                Test::Flags(flags.collect::<Result<_, Kept>>()?)
            }
            Test::Attribute(id, operators) => {
                let operators = operators.iter().map(|operator| Operator {
                    span: self.source.place(operator.span),
                    test: translate_operator(self.source, *id, &operator.test),
                });
                Test::Attribute(self.attribute(*id, entry.span)?, operators.collect())
            }
        };
        Ok(Entry { name, span: self.source.place(entry.span), test })
    }

    fn conditions(&mut self, conditions: &[Condition]) -> Result<Vec<Condition>, Kept> {
        conditions.iter().map(|condition| self.condition(condition)).collect()
    }
}

fn translate_operator(source: &Source<'_>, attribute: AttributeId, test: &OperatorTest) -> OperatorTest {
    match test {
        OperatorTest::Not(inner) => {
            let inner = inner.iter().map(|test| translate_operator(source, attribute, test));
            OperatorTest::Not(inner.collect())
        }
        OperatorTest::Members(members) => OperatorTest::Members(source.members(attribute, members)),
        OperatorTest::ClosedSet(quantifier, members) => {
            OperatorTest::ClosedSet(*quantifier, source.members(attribute, members))
        }
        test => test.clone(),
    }
}
