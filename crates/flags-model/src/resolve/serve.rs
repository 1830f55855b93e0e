//! What flags serve: variants, splits, values.

use super::Resolver;
use super::flag::is_untyped;
use super::index::list;
use super::operand::scalar_words;
use crate::check::VARIANTS;
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::{self, Literal, Name, Percent, Scalar, percent_from_literal};
use crate::model::{FieldType, FlagName, Payload, PayloadId, Serve, ValueType};
use crate::source::{Span, Spanned};

/// The variants and values of the flag at hand; values grow with each new one that is served.
pub(super) struct Values<'d> {
    pub flag: Name<'d>,
    pub kind: ValueType,
    pub variants: Vec<String>,
    pub payloads: Vec<Payload>,
    /// The first value that is one too many.
    pub beyond: Option<Span>,
    /// Whether the default or the variants are so wrong that nothing can be held against them.
    untyped: bool,
}

impl<'d> Values<'d> {
    pub fn new(flag: &document::Flag<'d>, names: &FlagName) -> Self {
        let first = match &flag.variants {
            Some(document::Variants::Values(values, _)) => values.first().map(|(_, value)| value),
            _ => flag.default.as_ref(),
        };
        Self {
            flag: flag.name,
            kind: names.value.clone(),
            variants: names.variants.clone(),
            payloads: Vec::new(),
            beyond: None,
            untyped: is_untyped(&names.value, first)
                || (flag.variants.is_some() && names.variants.is_empty()),
        }
    }

    /// The number of a value, which may be new.
    fn number(&mut self, payload: Payload, span: Span) -> Option<PayloadId> {
        let known = self.payloads.iter().position(|known| is_same(known, &payload));
        let number = known.unwrap_or(self.payloads.len());
        if number >= VARIANTS {
            self.beyond.get_or_insert(span);
            return None;
        }
        if known.is_none() {
            self.payloads.push(payload);
        }
        PayloadId::try_from(number).ok()
    }
}

/// Whether two values are one: by bits, because `0.0` and `-0.0` are equal and differ.
fn is_same(a: &Payload, b: &Payload) -> bool {
    match (a, b) {
        (Payload::Float(a), Payload::Float(b)) => a.to_bits() == b.to_bits(),
        (Payload::Table(a), Payload::Table(b)) => a.iter().zip(b).all(|(a, b)| is_same(a, b)),
        (a, b) => a == b,
    }
}

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_serve(
        &mut self,
        serve: &document::Serve<'d>,
        values: &mut Values<'d>,
    ) -> Option<Spanned<Serve>> {
        let span = match serve {
            document::Serve::One(literal) => literal.span,
            document::Serve::Table { span, .. } => *span,
        };
        if matches!(serve, document::Serve::Table { entries, .. } if entries.is_empty()) {
            // It could not be read, which was reported.
            return None;
        }
        let resolved = match (&values.kind, serve) {
            _ if values.untyped => None,
            (ValueType::Bool, _) => {
                self.report_serve_of_bool(values.flag, span);
                None
            }
            (_, document::Serve::Table { entries, span }) if !values.variants.is_empty() => {
                self.resolve_split(values, entries, *span)
            }
            (_, document::Serve::One(literal)) if !values.variants.is_empty() => {
                self.read_variant(values, literal, Code::BadServe).map(Serve::One)
            }
            _ => {
                let base = values.payloads.first().cloned();
                let payload = self.read_payload(&values.kind, serve, base.as_ref())?;
                values.number(payload, span).map(Serve::One)
            }
        };
        resolved.map(|serve| Spanned::new(serve, span))
    }

    fn report_serve_of_bool(&mut self, flag: Name<'d>, span: Span) {
        let message = format!("`{}` is a bool: it has no `serve`", flag.value);
        self.report(
            Diagnostic::error(Code::BadServe, span, message)
                .label("on is `true`, off is `false`")
                .related(flag.span, "declared without `variants` and without `default`")
                .help("for an off rule write `rollout = 0`; to serve more than on and off, declare `variants` or `default`"),
        );
    }

    /// The variant that `serve` or `default` names.
    pub(super) fn read_variant(
        &mut self,
        values: &Values<'d>,
        literal: &Literal<'d>,
        code: Code,
    ) -> Option<PayloadId> {
        if values.untyped {
            return None;
        }
        let names: Vec<&str> = values.variants.iter().map(String::as_str).collect();
        let Scalar::String(name) = literal.value else {
            let message = format!("`{}` serves its variants by name", values.flag.value);
            self.report(
                Diagnostic::error(code, literal.span, message)
                    .label(format!("this is {}", scalar_words(literal.value)))
                    .help(format!("write one of {}, in quotes", list(&names))),
            );
            return None;
        };
        if let Some(number) = names.iter().position(|variant| *variant == name) {
            return PayloadId::try_from(number).ok();
        }
        self.report_unknown_variant(values, Name::new(name, literal.span));
        None
    }

    pub(super) fn read_default_variant(
        &mut self,
        values: &Values<'d>,
        default: &document::Serve<'d>,
    ) -> Option<PayloadId> {
        match default {
            document::Serve::One(literal) => self.read_variant(values, literal, Code::BadDefault),
            document::Serve::Table { span, .. } => {
                let message = format!("the default of `{}` is one variant", values.flag.value);
                self.report(
                    Diagnostic::error(Code::BadDefault, *span, message)
                        .label("off serves the same to everyone")
                        .help("write the name of a variant; a split goes to `serve`"),
                );
                None
            }
        }
    }

    fn report_unknown_variant(&mut self, values: &Values<'d>, name: Name<'d>) {
        let names: Vec<&str> = values.variants.iter().map(String::as_str).collect();
        let message = format!("flag `{}` has no variant `{}`", values.flag.value, name.value);
        let diagnostic = Diagnostic::error(Code::UnknownVariant, name.span, message)
            .label(format!("not one of {}", list(&names)));
        self.report(match closest(name.value, names.iter().copied()) {
            Some(close) => {
                let replacement = super::index::quote_alike(self.text, name.span, close);
                diagnostic.patch("a variant with a similar name exists", name.span, replacement)
            }
            None => diagnostic.help("use one of them, or add it to `variants`"),
        });
    }

    /// A split: weights that sum to exactly 100, in the order of the variants.
    fn resolve_split(
        &mut self,
        values: &Values<'d>,
        entries: &[(Name<'d>, Literal<'d>)],
        span: Span,
    ) -> Option<Serve> {
        let mut weights = vec![Percent(0); values.variants.len()];
        let mut is_whole = true;
        for (name, literal) in entries {
            let percent =
                percent_from_literal(self.text, &format!("the weight of `{}`", name.value), literal);
            let number = values.variants.iter().position(|variant| variant == name.value);
            if number.is_none() {
                self.report_unknown_variant(values, *name);
            }
            match (number.and_then(|number| weights.get_mut(number)), percent) {
                (Some(weight), Ok(percent)) => *weight = percent,
                (_, Err(diagnostic)) => {
                    self.report(diagnostic);
                    is_whole = false;
                }
                (None, Ok(_)) => is_whole = false,
            }
        }
        if !is_whole {
            return None;
        }
        let sum: u64 = weights.iter().map(|weight| u64::from(weight.0)).sum();
        if sum != 100_000 {
            self.report_sum(values, &weights, sum, span);
            return None;
        }
        let shares = (0..).zip(weights).filter(|(_, weight)| weight.0 > 0);
        Some(Serve::Split(shares.collect()))
    }

    fn report_sum(&mut self, values: &Values<'d>, weights: &[Percent], sum: u64, span: Span) {
        let total = Percent(u32::try_from(sum).unwrap_or(u32::MAX));
        let (less, more) = (100_000_u64.saturating_sub(sum), sum.saturating_sub(100_000));
        let off = Percent(u32::try_from(less.max(more)).unwrap_or(u32::MAX));
        let label = if less > 0 { format!("{off} % is missing") } else { format!("{off} % too much") };
        let width = values.variants.iter().map(|name| name.chars().count()).max().unwrap_or(0).max(5);
        let mut lines: Vec<String> = vec!["the weights are".to_owned()];
        for (name, weight) in values.variants.iter().zip(weights) {
            lines.push(format!("{name:width$}  {:>7}", weight.to_string()));
        }
        lines.push(format!("{:width$}  {:>7}", "sum", total.to_string()));
        self.report(
            Diagnostic::error(Code::SplitSum, span, format!("the split sums to {total}, not 100"))
                .label(label)
                .note(lines.join("\n"))
                .help("make the weights sum to exactly 100; a variant left out gets 0"),
        );
    }

    /// A value of the flag's type. A table's `serve` may leave out what does not differ from `base`.
    pub(super) fn read_payload(
        &mut self,
        kind: &ValueType,
        written: &document::Serve<'d>,
        base: Option<&Payload>,
    ) -> Option<Payload> {
        match (kind, written) {
            (ValueType::Table(fields), document::Serve::Table { entries, span }) => {
                self.read_table(fields, entries, *span, base)
            }
            (_, document::Serve::One(literal)) => match (kind, literal.value) {
                (ValueType::Integer, Scalar::Integer(value)) => Some(Payload::Integer(value)),
                (ValueType::Float, Scalar::Float(value)) => Some(Payload::Float(value)),
                (ValueType::Text, Scalar::String(value)) => Some(Payload::Text(value.to_owned())),
                // These were reported as no values at all.
                (_, Scalar::Bool(_) | Scalar::Timestamp(_)) if base.is_none() => None,
                _ => {
                    self.report_wrong_value(kind, literal.span, scalar_words(literal.value), literal);
                    None
                }
            },
            (_, document::Serve::Table { span, .. }) => {
                let message = format!("this is a table, but the flag serves {}", value_words(kind));
                self.report(
                    Diagnostic::error(Code::BadServe, *span, message)
                        .label("of another type than `default`")
                        .help("a split needs `variants`"),
                );
                None
            }
        }
    }

    fn read_table(
        &mut self,
        fields: &[(String, FieldType)],
        entries: &[(Name<'d>, Literal<'d>)],
        span: Span,
        base: Option<&Payload>,
    ) -> Option<Payload> {
        for (name, _) in entries.iter().filter(|(name, _)| fields.iter().all(|field| field.0 != name.value)) {
            let names: Vec<&str> = fields.iter().map(|field| field.0.as_str()).collect();
            let diagnostic =
                Diagnostic::error(Code::BadServe, name.span, format!("unknown field `{}`", name.value))
                    .label(format!("the default has {}", list(&names)));
            self.report(match closest(name.value, names.iter().copied()) {
                Some(close) => diagnostic.patch("a field with a similar name exists", name.span, close),
                None => diagnostic.help("remove it, or add it to `default`"),
            });
        }
        let mut payloads = Vec::with_capacity(fields.len());
        for (index, (field, kind)) in fields.iter().enumerate() {
            let written = entries.iter().find(|(name, _)| name.value == field);
            let payload = match (written, base) {
                (Some((name, literal)), _) => self.read_field(*name, *kind, literal),
                (None, Some(Payload::Table(base))) => base.get(index).cloned(),
                (None, _) => {
                    self.report(
                        Diagnostic::error(Code::BadDefault, span, format!("field `{field}` is missing"))
                            .label("every named value has the fields of the first")
                            .help(format!("add `{field} = …`")),
                    );
                    None
                }
            };
            payloads.push(payload);
        }
        payloads.into_iter().collect::<Option<Vec<_>>>().map(Payload::Table)
    }

    fn read_field(&mut self, name: Name<'d>, kind: FieldType, literal: &Literal<'d>) -> Option<Payload> {
        match (kind, literal.value) {
            (FieldType::Integer, Scalar::Integer(value)) => Some(Payload::Integer(value)),
            (FieldType::Float, Scalar::Float(value)) => Some(Payload::Float(value)),
            (FieldType::Text, Scalar::String(value)) => Some(Payload::Text(value.to_owned())),
            (_, Scalar::Bool(_) | Scalar::Timestamp(_)) => {
                let message = format!("field `{}` is {}", name.value, scalar_words(literal.value));
                self.report(
                    Diagnostic::error(Code::BadDefault, literal.span, message)
                        .label("takes an integer, a float or a string")
                        .help("for something that is on or off, declare a flag of its own"),
                );
                None
            }
            _ => {
                let kind = match kind {
                    FieldType::Integer => ValueType::Integer,
                    FieldType::Float => ValueType::Float,
                    FieldType::Text => ValueType::Text,
                };
                self.report_wrong_value(&kind, literal.span, scalar_words(literal.value), literal);
                None
            }
        }
    }

    fn report_wrong_value(&mut self, kind: &ValueType, span: Span, found: &str, literal: &Literal<'d>) {
        let message = format!("this is {found}, but `default` is {}", value_words(kind));
        let diagnostic =
            Diagnostic::error(Code::BadServe, span, message).label("of another type than the default");
        self.report(match (kind, literal.value) {
            (ValueType::Float, Scalar::Integer(value)) => {
                diagnostic.patch("write it as a float", span, format!("{value}.0"))
            }
            _ => diagnostic.help("all values of a flag are of one type"),
        });
    }
}

fn value_words(kind: &ValueType) -> &'static str {
    match kind {
        ValueType::Bool => "a bool",
        ValueType::Variants => "a variant",
        ValueType::Integer => "an integer",
        ValueType::Float => "a float",
        ValueType::Text => "a string",
        ValueType::Table(_) => "a table",
    }
}
