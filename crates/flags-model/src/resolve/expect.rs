//! `expect-failed`: expectations of the file, decided while compiling with the real evaluator.

use std::borrow::Cow;

use flags_runtime::{Decision, Value};

use super::operator::Subject;
use super::serve::Values;
use super::{Names, Resolver};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{self, Document, Expect, ExpectValue, Literal, Scalar, Serve};
use crate::dynamic::{DynamicContext, Engine, Given, slot_of};
use crate::model::{Attribute, AttributeKind, FlagName, Model, Payload, ValueType};

/// Reads every expectation; decides them too if the rest of the file is valid, and no regular expression was
/// left unread, on which one may depend.
pub(crate) fn resolve_expects(
    text: &str,
    document: &Document<'_>,
    names: &Names,
    model: &Model,
    reads_regex: bool,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if document.flags.iter().all(|flag| flag.expect.is_empty()) {
        return;
    }
    let engine = diagnostics.is_empty().then(|| Engine::new(model.clone()).without_clock());
    let engine = engine.filter(|engine| reads_regex || engine.rules().patterns.is_empty());
    let mut resolver = Resolver::new(text, document, names, diagnostics);
    for (flag, name) in document.flags.iter().zip(&names.flags) {
        for expect in &flag.expect {
            resolver.resolve_expect(model, engine.as_ref(), flag, name, expect);
        }
    }
}

/// What an expectation asks for.
enum Wanted {
    On(bool),
    Variant(String),
    Payload(Payload),
}

impl<'d> Resolver<'_, 'd> {
    fn resolve_expect(
        &mut self,
        model: &Model,
        engine: Option<&Engine>,
        flag: &document::Flag<'d>,
        name: &FlagName,
        expect: &Expect<'d>,
    ) {
        let Some(written) = &expect.is else { return };
        let context = self.read_context(model, expect);
        let wanted = self.read_wanted(flag, name, written);
        let environments = match expect.environment {
            Some(environment) => self.find_environment(environment).into_iter().collect(),
            None => (0..model.environment_count()).collect::<Vec<_>>(),
        };
        let (Some(engine), Some(mut context), Some(wanted)) = (engine, context, wanted) else { return };
        for environment in environments {
            context.environment = u16::try_from(environment).ok();
            let Some(decision) = engine.explain(&name.name, &context) else { continue };
            if !wanted.is_met(&decision) {
                let place = model.environments.get(environment);
                self.report(describe(written, &wanted, &decision, place));
                return;
            }
        }
    }

    fn read_context(&mut self, model: &Model, expect: &Expect<'d>) -> Option<DynamicContext<'d>> {
        let mut context = DynamicContext::empty(model);
        let mut is_whole = true;
        for (name, value) in &expect.context {
            let now = now_attribute();
            let (at, attribute) = if name.value == "now" {
                (model.attributes.len(), &now)
            } else if name.value == "environment" {
                is_whole = false;
                self.report_environment_in_context(*name);
                continue;
            } else {
                let Some(at) = self.find_attribute(*name).map(usize::from) else {
                    is_whole = false;
                    continue;
                };
                (at, &model.attributes[at])
            };
            let (given, span, literals) = match value {
                ExpectValue::One(literal) => (given(literal), literal.span, std::slice::from_ref(literal)),
                ExpectValue::Many(literals) => (
                    Given::List(literals.value.iter().map(given).collect()),
                    literals.span,
                    literals.value.as_slice(),
                ),
            };
            match slot_of(attribute, given, &mut context.kept) {
                Ok(slot) => context.set(at, slot),
                Err(reason) => {
                    is_whole = false;
                    self.report_unfitting(*name, attribute, literals, span, reason);
                }
            }
        }
        is_whole.then_some(context)
    }

    /// A value that is no member is told the close ones; of another type it is told the type.
    fn report_unfitting(
        &mut self,
        name: document::Name<'d>,
        attribute: &Attribute,
        literals: &[Literal<'d>],
        span: crate::source::Span,
        reason: String,
    ) {
        let before = self.diagnostics.len();
        let is_closed = matches!(attribute.kind, AttributeKind::Enum | AttributeKind::ClosedSet);
        if let (Some(id), true) = (self.find_attribute(name), is_closed) {
            let subject = Subject::of(self, name, id);
            for literal in literals {
                self.read_member(subject, literal);
            }
        }
        if self.diagnostics.len() == before {
            self.report(
                Diagnostic::error(Code::WrongType, span, reason)
                    .label("does not fit the attribute")
                    .help("give it a value as the app would"),
            );
        }
    }

    fn report_environment_in_context(&mut self, name: document::Name<'d>) {
        self.report(
            Diagnostic::error(Code::MisplacedKey, name.span, "`environment` is no attribute")
                .label("belongs to the expectation, not to its context")
                .help("write `{ context = { … }, environment = \"…\", is = … }`"),
        );
    }

    fn read_wanted(
        &mut self,
        flag: &document::Flag<'d>,
        name: &FlagName,
        written: &Serve<'d>,
    ) -> Option<Wanted> {
        if let Serve::One(literal) = written {
            match literal.value {
                Scalar::Bool(on) => return Some(Wanted::On(on)),
                Scalar::String(variant) if name.variants.iter().any(|name| name == variant) => {
                    return Some(Wanted::Variant(variant.to_owned()));
                }
                _ => {}
            }
            if name.value == ValueType::Bool {
                self.report(
                    Diagnostic::error(Code::WrongType, literal.span, format!("`{}` is a bool", name.name))
                        .label("decides `true` or `false`")
                        .help("write `is = true` or `is = false`"),
                );
                return None;
            }
            // Named values are named, or given as they are.
            let is_value = matches!(
                (&name.value, literal.value),
                (ValueType::Integer, Scalar::Integer(_))
                    | (ValueType::Float, Scalar::Float(_))
                    | (ValueType::Text, Scalar::String(_))
            );
            if name.value == ValueType::Variants || (!name.variants.is_empty() && !is_value) {
                self.read_variant(&Values::new(flag, name), literal, Code::WrongType);
                return None;
            }
        }
        let base = match (&flag.default, &flag.variants) {
            (Some(default), None) => self.read_payload(&name.value, default, None),
            _ => None,
        };
        self.read_payload(&name.value, written, base.as_ref()).map(Wanted::Payload)
    }
}

impl Wanted {
    fn is_met(&self, decision: &Decision<Value>) -> bool {
        match self {
            Self::On(on) => decision.on == *on,
            Self::Variant(variant) => decision.variant.as_deref() == Some(variant),
            Self::Payload(payload) => is_same(payload, &decision.value),
        }
    }

    fn words(&self) -> String {
        match self {
            Self::On(on) => if *on { "on" } else { "off" }.to_owned(),
            Self::Variant(variant) => format!("`{variant}`"),
            Self::Payload(Payload::Integer(value)) => format!("`{value}`"),
            Self::Payload(Payload::Float(value)) => format!("`{value:?}`"),
            Self::Payload(Payload::Text(value)) => format!("`\"{value}\"`"),
            Self::Payload(Payload::Table(_)) => "this table".to_owned(),
        }
    }
}

#[allow(clippy::float_cmp, reason = "both come from the same digits")]
fn is_same(payload: &Payload, value: &Value) -> bool {
    match (payload, value) {
        (Payload::Integer(wanted), Value::Integer(found)) => wanted == found,
        (Payload::Float(wanted), Value::Float(found)) => wanted == found,
        (Payload::Text(wanted), Value::Text(found)) => found == wanted.as_str(),
        (Payload::Table(wanted), Value::Table(found)) => {
            wanted.len() == found.len()
                && wanted.iter().zip(found).all(|(wanted, (_, found))| is_same(wanted, found))
        }
        _ => false,
    }
}

fn describe(
    written: &Serve<'_>,
    wanted: &Wanted,
    decision: &Decision<Value>,
    environment: Option<&String>,
) -> Diagnostic {
    let span = match written {
        Serve::One(literal) => literal.span,
        Serve::Table { span, .. } => *span,
    };
    let found = match (wanted, &decision.variant) {
        (Wanted::On(_), _) => if decision.on { "on" } else { "off" }.to_owned(),
        (_, Some(variant)) => format!("`{variant}`"),
        (_, None) => format!("`{}`", decision.value),
    };
    let place = environment.map(|name| format!(" in {name}")).unwrap_or_default();
    let message = format!("`{}` is {found}{place}, not {}", decision.flag, wanted.words());
    let trace = decision.trace.to_string();
    Diagnostic::error(Code::ExpectFailed, span, message)
        .label(decision.to_string())
        .note(format!("decided so:\n{}", trace.trim_end()))
        .help("change the rules, or what is expected of them")
}

fn given<'d>(literal: &Literal<'d>) -> Given<'d> {
    match literal.value {
        Scalar::String(text) => Given::String(Cow::Borrowed(text)),
        Scalar::Integer(value) => Given::Integer(value),
        Scalar::Float(value) => Given::Float(value),
        Scalar::Bool(value) => Given::Bool(value),
        Scalar::Timestamp(seconds) => Given::Timestamp(seconds),
    }
}

/// The built-in `now` as an attribute.
fn now_attribute() -> Attribute {
    Attribute {
        name: "now".to_owned(),
        span: crate::source::Span::default(),
        kind: AttributeKind::Timestamp,
        members: Vec::new(),
        ordered: false,
        key: false,
        required: false,
    }
}
