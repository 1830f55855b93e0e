//! What a flag asks about in one environment: directly, and through requirements, segments and stages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::Dependency;
use super::pair::Side;
use crate::model::{
    AttributeId, Condition, Flag, FlagId, FlagTest, Model, OperatorTest, PayloadId, Rule, Serve, Test,
};

/// What a flag asks about, and what each of those things says.
#[derive(Default)]
pub(super) struct Reach<'m> {
    /// The attributes, with the tests that are asked of each.
    pub tests: BTreeMap<AttributeId, Vec<&'m OperatorTest>>,
    /// The attributes that rollouts, splits and samples go by.
    pub bucketed: BTreeSet<AttributeId>,
    /// What the flag itself says, with names in the place of numbers. Two flags that say the same, and
    /// ask about things that say the same, decide alike.
    pub own: String,
    /// What the other things say.
    pub others: BTreeMap<Dependency, String>,
}

impl<'m> Reach<'m> {
    pub fn of(side: &Side<'m>, flag: usize, environment: u16) -> Self {
        let mut walk = Walk { side, environment: environment.into(), reach: Self::default() };
        walk.reach.own = walk.flag(flag);
        walk.add_attributes();
        walk.reach
    }
}

struct Walk<'s, 'm> {
    side: &'s Side<'m>,
    environment: usize,
    reach: Reach<'m>,
}

impl<'m> Walk<'_, 'm> {
    fn model(&self) -> &'m Model {
        self.side.model
    }

    fn flag(&mut self, id: usize) -> String {
        let flag = &self.model().flags[id];
        let plan = flag.plan(self.model(), self.environment);
        let is_listed = flag.environments.as_ref().is_none_or(|listed| listed.contains(&self.environment));
        let mut text = format!("{:?} off {};", flag.value, payload_words(flag, flag.off));
        if !plan.enabled || !is_listed {
            return text + "nowhere";
        }
        for required in &flag.requires {
            let variant = required.variant.map(|variant| self.variant(required.flag, variant));
            self.follow(required.flag);
            let _ = write!(text, "requires {} {variant:?};", self.side.names[required.flag as usize]);
        }
        let served = serve_words(flag, &plan.serve);
        let serve_of = |serve: Option<&Serve>| serve.map_or(served.clone(), |it| serve_words(flag, it));
        if let Some(deny) = plan.deny {
            let _ = write!(text, "deny {};", self.condition(deny));
        }
        for allow in plan.allow {
            let serve = serve_of(allow.serve.as_ref().map(|serve| &serve.value));
            let _ = write!(text, "allow {} {serve};", self.condition(&allow.when));
        }
        if let Some(when) = plan.when {
            let _ = write!(text, "when {};", self.condition(when));
        }
        for rule in plan.rules {
            let serve = serve_of(rule.serve.as_ref().map(|serve| &serve.value));
            let _ = write!(text, "rule {} {serve};", self.rule(rule));
        }
        if let Some((stage, rules)) = plan.stage {
            let rules: Vec<String> = rules.iter().map(|rule| self.rule(rule)).collect();
            let name = &self.model().stages[stage].name;
            let _ = write!(text, "stage {name};");
            self.reach.others.insert(Dependency::Stage(name.clone()), rules.join(";"));
        }
        let by = self.bucketed(flag.by);
        let _ = write!(text, "rollout {} {served} by {by:?} salt {:?}", plan.rollout, flag.salt);
        text
    }

    fn rule(&mut self, rule: &'m Rule) -> String {
        let when = rule.when.as_ref().map(|when| self.condition(when));
        let percent = rule.rollout.map(|rollout| rollout.value.0);
        format!("{when:?} {percent:?} by {:?} {}", self.bucketed(rule.by), rule.next_on_miss)
    }

    fn bucketed(&mut self, by: Option<AttributeId>) -> Option<&'m str> {
        let by = by?;
        self.reach.bucketed.insert(by);
        Some(&self.model().attributes.get(usize::from(by))?.name)
    }

    fn follow(&mut self, id: FlagId) {
        let name = Dependency::Flag(self.side.names[id as usize].to_owned());
        if !self.reach.others.contains_key(&name) {
            let text = self.flag(id as usize);
            self.reach.others.insert(name, text);
        }
    }

    fn variant(&self, flag: FlagId, variant: PayloadId) -> String {
        self.model().flags.get(flag as usize).map_or(String::new(), |flag| payload_words(flag, variant))
    }

    fn condition(&mut self, condition: &'m Condition) -> String {
        let entries: Vec<String> = condition.entries.iter().map(|entry| self.test(&entry.test)).collect();
        format!("{{{}}}", entries.join(" and "))
    }

    fn test(&mut self, test: &'m Test) -> String {
        let mut list = |word: &str, inner: &'m [Condition]| {
            let inner: Vec<String> = inner.iter().map(|condition| self.condition(condition)).collect();
            format!("{word}{inner:?}")
        };
        match test {
            Test::Is(value) => value.to_string(),
            Test::Any(inner) => list("any", inner),
            Test::All(inner) => list("all", inner),
            Test::None(inner) => list("none", inner),
            Test::Segments(segments) => {
                let names = segments.iter().map(|(id, _)| self.segment(*id)).collect::<Vec<_>>();
                format!("segment{names:?}")
            }
            Test::Flags(flags) => {
                let states = flags.iter().map(|(id, test, _)| {
                    self.follow(*id);
                    let state = match test {
                        FlagTest::On => "on".to_owned(),
                        FlagTest::Off => "off".to_owned(),
                        FlagTest::Variant(variant) => format!("as {}", self.variant(*id, *variant)),
                    };
                    format!("{} {state}", self.side.names[*id as usize])
                });
                format!("flag{:?}", states.collect::<Vec<_>>())
            }
            Test::Attribute(attribute, operators) => {
                let tests = self.reach.tests.entry(*attribute).or_default();
                for operator in operators {
                    add_test(tests, &operator.test);
                }
                let operators: Vec<&OperatorTest> = operators.iter().map(|it| &it.test).collect();
                format!("{}{operators:?}", self.side.rules.attribute_name(*attribute))
            }
        }
    }

    fn segment(&mut self, id: u16) -> &'m str {
        let segment = &self.model().segments[usize::from(id)];
        let name = Dependency::Segment(segment.name.clone());
        if !self.reach.others.contains_key(&name) {
            let parts = [&segment.exclude, &segment.include, &segment.when];
            let parts = parts.map(|part| part.as_ref().map(|condition| self.condition(condition)));
            let sample = segment.sample.as_ref().map(|sample| {
                format!("{} by {:?} salt {}", sample.percent, self.bucketed(sample.by), sample.salt)
            });
            self.reach.others.insert(name, format!("{parts:?} {sample:?}"));
        }
        &segment.name
    }

    fn add_attributes(&mut self) {
        let asked: BTreeSet<_> = self.reach.tests.keys().chain(&self.reach.bucketed).copied().collect();
        for id in asked {
            if let Some(attribute) = self.model().attributes.get(usize::from(id)) {
                let text = format!("{:?} {:?}", attribute.kind, attribute.members);
                self.reach.others.insert(Dependency::Attribute(attribute.name.clone()), text);
            }
        }
    }
}

/// `present` tells only apart what is told apart anyway.
fn add_test<'m>(tests: &mut Vec<&'m OperatorTest>, test: &'m OperatorTest) {
    match test {
        OperatorTest::Not(inner) => inner.iter().for_each(|test| add_test(tests, test)),
        OperatorTest::Present(_) => {}
        test if tests.contains(&test) => {}
        test => tests.push(test),
    }
}

/// What a flag serves under a number: the variant's name, and the value.
pub(super) fn payload_words(flag: &Flag, payload: PayloadId) -> String {
    let name = flag.variants.get(usize::from(payload));
    format!("{:?} {:?}", name, flag.payloads.get(usize::from(payload)))
}

fn serve_words(flag: &Flag, serve: &Serve) -> String {
    match serve {
        Serve::One(payload) => payload_words(flag, *payload),
        Serve::Equal => format!("each of {:?} {:?}", flag.variants, flag.payloads),
        Serve::Split(shares) => {
            let shares = shares.iter().map(|(payload, weight)| (payload_words(flag, *payload), weight.0));
            format!("split {:?}", shares.collect::<Vec<_>>())
        }
    }
}
