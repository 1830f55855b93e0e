//! Decisions with their reasons: the evaluator watched, and its numbers turned into names.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use alloc::{format, vec};

use crate::decision::{Decision, Reason, Trace, TraceStep};
use crate::evaluate::{Cause, Evaluation, Hit, Observer, Outcome, Scope, Verdict, What};
use crate::ruleset::{
    AttributeId, Entry, Flag, FlagId, Kind, Node, Payload, PayloadId, Ruleset, Step, Str, Test,
};
use crate::slot::Held;
use crate::slots::Owned;
use crate::text::Text;
use crate::truth::Truth;
use crate::value::Value;
use crate::words::{self, Bucket, Percentage};

/// Decides one flag and says why, with the trace of every step. `None` if the rules have no such flag.
pub fn explain(scope: &Scope<'_>, id: FlagId) -> Option<Decision<Value>> {
    let tracer = Tracer { scope, id, trace: Trace::default(), open: Vec::new() };
    let mut evaluation = Evaluation::new(scope, tracer);
    let outcome = evaluation.decide(id);
    let (mut evaluation, Tracer { trace, .. }) = evaluation.unobserved();
    Some(Decision { trace, ..named(&mut evaluation, scope, id, &outcome)? })
}

/// Decides one flag and says which line of the rules decided, without a trace. `None` if the rules
/// have no such flag.
pub fn decide_named(scope: &Scope<'_>, id: FlagId) -> Option<Decision<Value>> {
    decide_next(&mut Evaluation::new(scope, ()), scope, id)
}

/// Decides every flag, in file order, without traces. The clock is read once for all of them.
pub fn decide_all<'s>(scope: &'s Scope<'s>) -> impl Iterator<Item = Decision<Value>> + 's {
    let mut evaluation = Evaluation::new(scope, ());
    (0..).map_while(move |id| decide_next(&mut evaluation, scope, id))
}

/// A call, because what the closure above does is compiled with whoever asks for it.
#[inline(never)]
fn decide_next(
    evaluation: &mut Evaluation<'_, ()>,
    scope: &Scope<'_>,
    id: FlagId,
) -> Option<Decision<Value>> {
    let outcome = evaluation.decide_other(id);
    named(evaluation, scope, id, &outcome)
}

/// An outcome with names in the place of numbers.
fn named(
    evaluation: &mut Evaluation<'_, ()>,
    scope: &Scope<'_>,
    id: FlagId,
    outcome: &Outcome,
) -> Option<Decision<Value>> {
    let rules = scope.rules;
    let flag = rules.flags.get(id as usize)?;
    let value = match overriding_value(scope, id, outcome) {
        Some(value) => value.clone(),
        None => value_of(rules, id, outcome),
    };
    Some(Decision {
        flag: text(rules, flag.name),
        value,
        on: outcome.on,
        reason: reason(evaluation, rules, outcome),
        variant: variant(rules, flag, outcome),
        bucket: outcome.draw.map(|draw| draw.bucket),
        trace: Trace::default(),
        client: flag.client,
        percent: outcome.draw.map(|draw| draw.percent),
        required: required_variant(rules, outcome),
    })
}

/// The value that an override has put in the place of what the rules would serve.
pub fn overriding_value<'s>(scope: &Scope<'s>, id: FlagId, outcome: &Outcome) -> Option<&'s Value> {
    let overrides = scope.overrides.filter(|_| outcome.cause == Cause::Override)?;
    overrides.get(id)?.value.as_ref()
}

/// What an outcome serves. An override of a value is not in the rules: its owner knows it.
pub fn value_of(rules: &Ruleset, id: FlagId, outcome: &Outcome) -> Value {
    let Some(flag) = rules.flags.get(id as usize) else { return Value::Bool(false) };
    match flag.kind {
        Kind::Bool => Value::Bool(outcome.on),
        Kind::Variants => Value::Text(variant(rules, flag, outcome).unwrap_or_default()),
        Kind::Value | Kind::NamedValue => match payload_of(rules, id, outcome.payload) {
            Some(payload) => payload_value(rules, flag, payload),
            None => Value::Bool(outcome.on),
        },
    }
}

/// One of a flag's values.
#[inline]
pub fn payload_of(rules: &Ruleset, id: FlagId, payload: PayloadId) -> Option<&Payload> {
    let flag = rules.flags.get(id as usize)?;
    flag.payloads.of(&rules.payloads).get(usize::from(payload))
}

fn payload_value(rules: &Ruleset, flag: &Flag, payload: &Payload) -> Value {
    match payload {
        Payload::Integer(value) => Value::Integer(*value),
        Payload::Float(value) => Value::Float(*value),
        Payload::Text(value) => Value::Text(value.clone()),
        Payload::Table(values) => {
            let names = flag.fields.of(&rules.names).iter();
            let values = values.of(&rules.payloads).iter();
            let fields = names.zip(values);
            Value::Table(
                fields.map(|(name, value)| (text(rules, *name), payload_value(rules, flag, value))).collect(),
            )
        }
    }
}

/// A string of the rules: borrowed if the rules are part of the program.
fn text(rules: &Ruleset, str: Str) -> Text {
    match &rules.text {
        Cow::Borrowed(all) => {
            let start = str.0 as usize;
            Text::from_static(all.get(start..start.saturating_add(str.1 as usize)).unwrap_or(""))
        }
        Cow::Owned(_) => Text::from(rules.str(str)),
    }
}

fn variant(rules: &Ruleset, flag: &Flag, outcome: &Outcome) -> Option<Text> {
    let names = flag.variants.of(&rules.names);
    names.get(usize::from(outcome.payload)).map(|name| text(rules, *name))
}

/// Asks the evaluation that decided, so that the time is the same.
fn reason(evaluation: &mut Evaluation<'_, ()>, rules: &Ruleset, outcome: &Outcome) -> Reason {
    let attribute = |id| attribute_name(rules, id);
    match outcome.cause {
        Cause::Override => Reason::Override,
        Cause::Disabled => Reason::Disabled,
        Cause::Environment => Reason::Environment,
        Cause::Requires(requirement) => {
            let flag = rules.flags.get(requirement.flag as usize);
            Reason::Requires(flag.map(|flag| text(rules, flag.name)).unwrap_or_default())
        }
        Cause::Deny => Reason::Deny,
        Cause::Missing(id) => Reason::Missing(attribute(id)),
        Cause::Unknown(nodes) => {
            let missing = evaluation.first_missing(nodes);
            Reason::Missing(missing.map(attribute).unwrap_or_default())
        }
        Cause::Allow => Reason::Allow,
        Cause::Condition(nodes) => {
            let entry = evaluation.first_false(nodes);
            Reason::Condition(entry.map(|entry| entry_name(rules, entry)).unwrap_or_default())
        }
        Cause::Rule(index) => Reason::Rule(index),
        Cause::Stage(stage) => {
            let name = rules.stages.get(usize::from(stage));
            Reason::Stage(name.map(|name| text(rules, *name)).unwrap_or_default())
        }
        Cause::Static(_) => Reason::Static,
        Cause::Rollout => Reason::Rollout,
    }
}

/// The variant that an unmet requirement asks for.
fn required_variant(rules: &Ruleset, outcome: &Outcome) -> Option<Text> {
    let Cause::Requires(requirement) = outcome.cause else { return None };
    let flag = rules.flags.get(requirement.flag as usize)?;
    let names = flag.variants.of(&rules.names);
    names.get(usize::from(requirement.variant?)).map(|name| text(rules, *name))
}

fn attribute_name(rules: &Ruleset, id: AttributeId) -> Text {
    rules.attributes.get(usize::from(id)).map(|attribute| text(rules, attribute.name)).unwrap_or_default()
}

fn entry_name(rules: &Ruleset, entry: Entry) -> Text {
    match entry {
        Entry::Attribute(id) => attribute_name(rules, id),
        Entry::Segment => Text::from_static("segment"),
        Entry::Flag => Text::from_static("flag"),
        Entry::Any => Text::from_static("any"),
        Entry::All => Text::from_static("all"),
        Entry::None => Text::from_static("none"),
        Entry::Literal(true) => Text::from_static("true"),
        Entry::Literal(false) => Text::from_static("false"),
    }
}

/// Writes down what the evaluator looks at.
struct Tracer<'s> {
    scope: &'s Scope<'s>,
    /// The flag that was asked for.
    id: FlagId,
    trace: Trace,
    open: Vec<Open>,
}

/// A step that is open.
struct Open {
    /// Its place in the trace.
    index: usize,
    /// The contents of the slot that it asks about, or what else there is to say.
    fact: Option<String>,
    /// The flag that it asks about.
    flag: Option<FlagId>,
    /// Whether it asks about a segment.
    is_segment: bool,
}

impl Observer for Tracer<'_> {
    fn open(&mut self, what: What) {
        let rules = self.scope.rules;
        let mut fact = None;
        let words = match what {
            What::Enabled => "enabled".into(),
            What::Environment => match rules.environments.get(usize::from(self.scope.environment)) {
                Some(name) => format!("environment {}", rules.str(*name)),
                None => "environment".into(),
            },
            What::Requirement(requirement) => {
                format!("requires {}", words::requirement_words(rules, requirement))
            }
            What::Clause(step) => match step {
                Step::Deny => "deny".into(),
                Step::Allow => "allow".into(),
                Step::When => "when".into(),
                Step::Rule(index) => format!("rule {index}"),
                Step::Stage(stage) => {
                    let name = rules.stages.get(usize::from(stage));
                    format!("stage {}", name.map_or("", |name| rules.str(*name)))
                }
            },
            What::Node(node) => {
                if let Entry::Attribute(attribute) = node.0 {
                    fact = self.fact(attribute);
                }
                words::node_words(rules, node)
            }
            What::Exclude => "exclude".into(),
            What::Include => "include".into(),
            What::When => "when".into(),
            What::Draw { percent, hit, .. } => {
                fact = Some(match hit {
                    Hit::Static(hit) => if hit { "everybody" } else { "nobody" }.to_owned(),
                    Hit::Drawn(draw) => {
                        let verdict = if draw.is_hit() { "hit" } else { "miss" };
                        format!("{verdict}, bucket {}", Bucket(draw.bucket))
                    }
                    Hit::Missing(id) => miss(rules, id),
                });
                let what = if self.is_in_segment() { "sample" } else { "rollout" };
                format!("{what} {}", Percentage(percent))
            }
            What::Split { bucket, payload } => {
                let name = words::variant_name(rules, self.flag(), payload);
                fact = Some(name.map_or_else(|| format!("value {payload}"), ToOwned::to_owned));
                format!("split at bucket {}", Bucket(bucket))
            }
            What::Unsplit(by) => {
                fact = by.map(|by| miss(rules, by));
                "split".into()
            }
        };
        let is_segment = matches!(what, What::Node(Node(_, Test::Segment(_))));
        let flag = match what {
            What::Requirement(requirement) => Some(requirement.flag),
            What::Node(Node(_, Test::Flag(flag, _))) => Some(flag),
            _ => None,
        };
        self.open.push(Open { index: self.trace.steps.len(), fact, flag, is_segment });
        self.trace.steps.push(TraceStep {
            depth: self.open.len().saturating_sub(1),
            what: words,
            result: String::new(),
        });
    }

    fn close(&mut self, verdict: Verdict) {
        let Some(Open { index, fact, .. }) = self.open.pop() else { return };
        let Some(step) = self.trace.steps.get_mut(index) else { return };
        let truth = match verdict {
            Verdict::Truth(Truth::True) => Some("true"),
            Verdict::Truth(Truth::False) => Some("false"),
            Verdict::Truth(Truth::Unknown) => Some("unknown"),
            Verdict::Noted => None,
        };
        let parts = vec![truth.map(str::to_owned), fact];
        step.result = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    }
}

impl Tracer<'_> {
    /// The flag that is being decided: the one asked about last.
    fn flag(&self) -> FlagId {
        self.open.iter().rev().find_map(|open| open.flag).unwrap_or(self.id)
    }

    /// Whether what comes now belongs to a segment itself: a percentage there is its sample.
    fn is_in_segment(&self) -> bool {
        self.open.last().is_some_and(|open| open.is_segment)
    }

    /// What the context has for an attribute, in words.
    fn fact(&self, attribute: u16) -> Option<String> {
        let rules = self.scope.rules;
        let name = rules.attribute_name(attribute);
        let members = rules.attributes.get(usize::from(attribute))?.members;
        let slot = self.scope.slots.get(usize::from(attribute));
        if slot.is_absent() {
            return (attribute != rules.now()).then(|| format!("{name} is absent"));
        }
        let value = match slot.held {
            // Asked above.
            Held::Absent => return None,
            Held::String(text) | Held::Version(text) => text.to_owned(),
            Held::Bool(value) => value.to_string(),
            Held::Integer(value) => value.to_string(),
            Held::Float(value) => format!("{value:?}"),
            Held::Timestamp(seconds) => words::Timestamp(seconds).to_string(),
            Held::Enum | Held::LateMember(_) => {
                let number = usize::from(slot.member_number()?);
                rules.name_in(members, number).unwrap_or("?").to_owned()
            }
            Held::ClosedSet => {
                format!("[{}]", rules.names_among(members, slot.word).collect::<Vec<_>>().join(", "))
            }
            Held::OpenSet(items) => format!("[{}]", items.join(", ")),
            Held::Kept(number) => match self.scope.slots.kept.get(number)? {
                Owned::String(text) | Owned::Version(text) => text.to_string(),
                Owned::Set(items) => format!("[{}]", items.join(", ")),
            },
        };
        Some(format!("{name} is {value}"))
    }
}

/// What a percentage or a split comes to without the attribute that is bucketed.
fn miss(rules: &Ruleset, by: AttributeId) -> String {
    format!("miss, the context has no {}", rules.attribute_name(by))
}
