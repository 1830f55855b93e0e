//! Operands: values of the type that the attribute has.

use flags_runtime::version::is_version;

use super::Resolver;
use super::index::quote_alike;
use super::operator::{Subject, every, kind_words};
use crate::diagnostic::{Code, Diagnostic, closest};
use crate::document::timestamp_from_str;
use crate::document::{Literal, Name, OperatorKind, Scalar};
use crate::model::{AttributeKind, OperatorTest, StringTest};
use crate::source::Spanned;

/// So many days that the seconds still fit, and more than anyone's history.
const MOST_DAYS: i64 = 10_000_000;

impl<'d> Resolver<'_, 'd> {
    pub(super) fn resolve_string(
        &mut self,
        subject: Subject<'d>,
        test: StringTest,
        literals: &[Literal<'d>],
        ignore_case: bool,
    ) -> Option<OperatorTest> {
        let strings = every(literals.iter().map(|literal| self.read_string(subject, literal)))?;
        let lower = |string: String| string.chars().flat_map(char::to_lowercase).collect();
        let strings = if ignore_case { strings.into_iter().map(lower).collect() } else { strings };
        Some(OperatorTest::String(test, strings))
    }

    pub(super) fn resolve_matches(
        &mut self,
        subject: Subject<'d>,
        literals: &[Literal<'d>],
        ignore_case: bool,
    ) -> Option<OperatorTest> {
        let patterns =
            every(literals.iter().map(|literal| self.read_pattern(subject, literal, ignore_case)))?;
        Some(OperatorTest::Matches(patterns, ignore_case))
    }

    fn read_pattern(
        &mut self,
        subject: Subject<'d>,
        literal: &Literal<'d>,
        ignore_case: bool,
    ) -> Option<String> {
        let pattern = self.read_string(subject, literal)?;
        if !self.reads_regex {
            return Some(pattern);
        }
        if !cfg!(feature = "regex") {
            self.report(
                Diagnostic::error(Code::RegexFeature, literal.span, "`matches` needs the feature `regex`")
                    .label("regular expressions are switched off in this build")
                    .help(
                        "add it in Cargo.toml: `flags = { version = \"…\", features = [\"regex\"] }`, \
                         or use `starts_with`, `ends_with` or `contains`",
                    ),
            );
            return None;
        }
        match flags_runtime::Pattern::check(&pattern, ignore_case) {
            Ok(()) => Some(pattern),
            Err(reason) => {
                let mut lines = reason.lines().rev();
                let last = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
                self.report(
                    Diagnostic::error(Code::BadRegex, literal.span, "not a regular expression")
                        .label(last)
                        .help(
                            "the syntax is that of the `regex` crate; in TOML write it in single quotes, \
                             so that a backslash stays one: '^\\d+$'",
                        ),
                );
                None
            }
        }
    }

    pub(super) fn read_string(&mut self, subject: Subject<'d>, literal: &Literal<'d>) -> Option<String> {
        if let Scalar::String(string) = literal.value {
            return Some(string.to_owned());
        }
        let quoted = format!("\"{}\"", self.written(literal));
        let diagnostic = self.describe_wrong_literal(subject, literal);
        self.report(diagnostic.patch("put it in quotes", literal.span, quoted));
        None
    }

    pub(super) fn read_bool(&mut self, what: &str, literal: &Literal<'d>) -> Option<bool> {
        if let Scalar::Bool(value) = literal.value {
            return Some(value);
        }
        let diagnostic =
            Diagnostic::error(Code::WrongType, literal.span, format!("{what} takes `true` or `false`"))
                .label(format!("this is {}", scalar_words(literal.value)));
        let diagnostic = match literal.value {
            Scalar::String("true") => diagnostic.patch("remove the quotes", literal.span, "true"),
            Scalar::String("false") => diagnostic.patch("remove the quotes", literal.span, "false"),
            _ => diagnostic.help("write `true` or `false`, without quotes"),
        };
        self.report(diagnostic);
        None
    }

    pub(super) fn read_integer(&mut self, subject: Subject<'d>, literal: &Literal<'d>) -> Option<i64> {
        if let Scalar::Integer(value) = literal.value {
            return Some(value);
        }
        self.report_wrong_literal(subject, literal, "42");
        None
    }

    pub(super) fn read_float(&mut self, subject: Subject<'d>, literal: &Literal<'d>) -> Option<f64> {
        match literal.value {
            Scalar::Float(value) => Some(value),
            #[allow(clippy::cast_precision_loss, reason = "a float attribute is compared as a float")]
            Scalar::Integer(value) => Some(value as f64),
            _ => {
                self.report_wrong_literal(subject, literal, "0.5");
                None
            }
        }
    }

    pub(super) fn read_version(&mut self, subject: Subject<'d>, literal: &Literal<'d>) -> Option<String> {
        let Scalar::String(version) = literal.value else {
            self.report_wrong_literal(subject, literal, "\"2.3.0\"");
            return None;
        };
        if is_version(version) {
            return Some(version.to_owned());
        }
        let diagnostic =
            Diagnostic::error(Code::BadVersion, literal.span, format!("`{version}` is no version"));
        let bare = version.trim().trim_start_matches(['v', 'V', '=', '^', '~', '>', '<', ' ']);
        let diagnostic = match semver::Version::parse(version) {
            Err(error) if version.split('.').count() >= 3 => diagnostic.label(error.to_string()),
            _ => diagnostic.label("a version is `major.minor.patch`, of which the end may be left out"),
        };
        let diagnostic = if bare != version && is_version(bare) {
            diagnostic.patch("write the number alone", literal.span, format!("\"{bare}\""))
        } else {
            diagnostic.help("write for example `\"2.3\"`, `\"2.3.0\"` or `\"2.0.0-beta.1\"`")
        };
        self.report(diagnostic);
        None
    }

    pub(super) fn read_timestamp(&mut self, literal: &Literal<'d>) -> Option<i64> {
        let seconds = match literal.value {
            Scalar::Timestamp(seconds) => Some(seconds),
            Scalar::String(string) => timestamp_from_str(string),
            _ => None,
        };
        if seconds.is_none() {
            self.report(
                Diagnostic::error(Code::BadTimestamp, literal.span, "this is no point in time")
                    .label("takes a date, a date with a time, or an RFC 3339 string")
                    .help("write for example `2026-01-31` or `\"2026-01-31T12:00:00Z\"`"),
            );
        }
        seconds
    }

    pub(super) fn read_days(
        &mut self,
        operator: Spanned<OperatorKind>,
        literal: &Literal<'d>,
    ) -> Option<i64> {
        if let Scalar::Integer(days @ 0..=MOST_DAYS) = literal.value {
            return Some(days);
        }
        let word = operator.value.word();
        self.report(
            Diagnostic::error(Code::WrongType, literal.span, format!("`{word}` takes a number of days"))
                .label(format!("a whole number from 0 to {MOST_DAYS}"))
                .help(format!("write for example `{word} = 30`")),
        );
        None
    }

    /// The number of an enum's or a closed set's member.
    pub(super) fn read_member(&mut self, subject: Subject<'d>, literal: &Literal<'d>) -> Option<u16> {
        let Scalar::String(value) = literal.value else {
            let example =
                self.members(subject).first().map_or("\"…\"".to_owned(), |name| format!("\"{name}\""));
            self.report_wrong_literal(subject, literal, &example);
            return None;
        };
        let members = self.members(subject);
        if let Some(found) = members.iter().position(|name| *name == value) {
            return u16::try_from(found).ok();
        }
        // Its values could not be read, which was reported: any may be one of them.
        if members.is_empty() {
            return None;
        }
        let diagnostic = self.describe_unknown_value(subject, Name::new(value, literal.span));
        self.report(diagnostic);
        None
    }

    fn describe_unknown_value(&self, subject: Subject<'d>, value: Name<'d>) -> Diagnostic {
        let names: Vec<&str> = self.members(subject);
        let attribute = subject.name.value;
        // Of an enum, `unknown plan`; a set holds several, and is called by its plural.
        let message = match subject.kind {
            AttributeKind::ClosedSet => format!("unknown value `{}` of `{attribute}`", value.value),
            _ => format!("unknown {attribute} `{}`", value.value),
        };
        let mut diagnostic = Diagnostic::error(Code::UnknownValue, value.span, message);
        diagnostic = match names.len() {
            0..=12 => diagnostic.label(format!("not one of {}", names.join(", "))),
            many => diagnostic.label(format!("not one of the {many} values of `{attribute}`")),
        };
        if let Some(declared) = self.document.attributes.get(usize::from(subject.id)) {
            let span = declared.of.as_ref().map_or(declared.name.span, |of| of.span);
            diagnostic = diagnostic.related(span, "declared here");
        }
        match closest(value.value, names.iter().copied()) {
            Some(close) => {
                let replacement = quote_alike(self.text, value.span, close);
                diagnostic.patch("a value with a similar name exists", value.span, replacement)
            }
            None => diagnostic.help(format!("use one of them, or add it to `of` of `{attribute}`")),
        }
    }

    fn members(&self, subject: Subject<'d>) -> Vec<&'d str> {
        let attribute = self.document.attributes.get(usize::from(subject.id));
        let of = attribute.and_then(|attribute| attribute.of.as_ref());
        of.map(|of| of.value.iter().map(|name| name.value).collect()).unwrap_or_default()
    }

    fn describe_wrong_literal(&self, subject: Subject<'d>, literal: &Literal<'d>) -> Diagnostic {
        let message = format!("`{}` is {}", subject.name.value, kind_words(subject.kind));
        let diagnostic = Diagnostic::error(Code::WrongType, literal.span, message)
            .label(format!("this is {}", scalar_words(literal.value)));
        match self.document.attributes.get(usize::from(subject.id)) {
            Some(declared) => diagnostic.related(declared.name.span, "declared here"),
            None => diagnostic,
        }
    }

    fn report_wrong_literal(&mut self, subject: Subject<'d>, literal: &Literal<'d>, example: &str) {
        let diagnostic = self.describe_wrong_literal(subject, literal);
        let diagnostic = match unquoted(subject, literal) {
            Some(number) => diagnostic.patch("remove the quotes", literal.span, number),
            None => diagnostic.help(format!("write for example `{example}`")),
        };
        self.report(diagnostic);
    }

    /// The literal as the file has it, without quotes.
    fn written(&self, literal: &Literal<'d>) -> &str {
        self.text.get(literal.span.start..literal.span.end).unwrap_or_default()
    }
}

/// The number inside a string, where a number is wanted.
fn unquoted(subject: Subject<'_>, literal: &Literal<'_>) -> Option<String> {
    use crate::model::AttributeKind as K;
    let Scalar::String(string) = literal.value else { return None };
    let fits = match subject.kind {
        K::Integer => string.parse::<i64>().is_ok(),
        K::Float => string.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    };
    fits.then(|| string.to_owned())
}

/// A scalar as a sentence needs it.
pub(super) fn scalar_words(scalar: Scalar<'_>) -> &'static str {
    match scalar {
        Scalar::String(_) => "a string",
        Scalar::Integer(_) => "an integer",
        Scalar::Float(_) => "a float",
        Scalar::Bool(_) => "a bool",
        Scalar::Timestamp(_) => "a date",
    }
}
