//! Percentages, decided on their decimal text: a float knows no "three decimals".

use toml::de::DeValue;

use super::reader::Reader;
use super::scalar::read_scalar;
use super::table::Field;
use super::{Literal, Percent, Scalar};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};

/// 100 percent, in thousandths of a percent.
const WHOLE: u32 = 100_000;

/// Reads a scalar as a percentage, or says why it is none; `what` names it, as in `` `rollout` ``.
///
/// `text` is the whole file: the digits that a float was written with decide.
#[expect(clippy::result_large_err, reason = "the error is reported at once, not handed on")]
pub fn percent_from_literal(text: &str, what: &str, literal: &Literal<'_>) -> Result<Percent, Diagnostic> {
    let written = text.get(literal.span.start..literal.span.end).unwrap_or_default();
    let problem = |message: String| Diagnostic::error(Code::BadPercentage, literal.span, message);
    let parsed = match literal.value {
        Scalar::Integer(number) => parse_decimal(&number.to_string(), 0),
        Scalar::Float(_) => parse_decimal(&written.replace('_', ""), 0),
        Scalar::String(string) => return percent_from_string(what, string, literal),
        Scalar::Bool(_) | Scalar::Timestamp(_) => Err(Fault::NotANumber),
    };
    match parsed {
        Ok(percent) if percent.0 > 0 && percent.0 < 1000 => Err(describe_fraction(what, written, literal)),
        Ok(percent) => Ok(percent),
        // Finer than a thousandth of a percent, but a share such as 0.12345 is the likelier reading.
        Err(Fault::TooFine(percent)) if percent.0 < 1000 => Err(describe_fraction(what, written, literal)),
        Err(Fault::TooFine(percent)) => Err(describe_too_fine(what, literal).patch(
            format!("write `{percent}`"),
            literal.span,
            percent.to_string(),
        )),
        Err(Fault::Outside) => Err(describe_outside(what, literal.span)),
        Err(Fault::NotANumber) => Err(problem(format!("{what} is no percentage"))
            .label("takes a number between 0 and 100, or a string such as \"12.5%\"")
            .help(match literal.value {
                Scalar::Bool(true) => "write `100` for everyone",
                Scalar::Bool(false) => "write `0` for nobody",
                _ => "write for example `25` or `\"12.5%\"`",
            })),
    }
}

impl<'d> Reader<'d> {
    /// Reads a percentage; a wrong one counts as 0, so that it is reported only once.
    pub fn read_percent(&mut self, field: Field<'d>) -> Spanned<Percent> {
        self.read_percent_as(field, &format!("`{}`", field.key.value))
    }

    /// The same under another name, such as "a step of `ladder`".
    pub fn read_percent_as(&mut self, field: Field<'d>, what: &str) -> Spanned<Percent> {
        let span = field.span();
        let judged = match (read_scalar(field.value), field.get()) {
            (Ok(literal), _) => percent_from_literal(self.text, what, &literal),
            // A number that is too large to be one at all is no percentage either.
            (Err(_), DeValue::Integer(_) | DeValue::Float(_)) => Err(describe_outside(what, span)),
            (Err(_), _) => {
                self.report_wrong_type(field, "a percentage", &format!("{} = 25", field.key.value));
                return Spanned::new(Percent(0), span);
            }
        };
        let percent = judged.map_err(|diagnostic| self.report(diagnostic)).ok();
        Spanned::new(percent.unwrap_or(Percent(0)), span)
    }
}

impl std::fmt::Display for Percent {
    /// Without the sign, and without decimals that say nothing: `12.5`.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 1000, self.0 % 1000);
        if rest == 0 {
            return write!(formatter, "{whole}");
        }
        write!(formatter, "{whole}.{}", format!("{rest:03}").trim_end_matches('0'))
    }
}

enum Fault {
    NotANumber,
    Outside,
    /// With the nearest percentage that is fine, and not zero.
    TooFine(Percent),
}

#[expect(clippy::result_large_err, reason = "as above")]
fn percent_from_string(what: &str, string: &str, literal: &Literal<'_>) -> Result<Percent, Diagnostic> {
    let plain = string.trim().trim_end_matches('%').trim_end();
    let repaired = if plain.starts_with('.') { format!("0{plain}") } else { plain.to_owned() };
    let is_written_well = string.strip_suffix('%') == Some(repaired.as_str())
        && repaired.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match parse_decimal(&repaired, 0) {
        Ok(percent) if is_written_well => Ok(percent),
        Ok(percent) if !string.contains('%') && percent.0 > 0 && percent.0 < 1000 => {
            Err(describe_fraction(what, &repaired, literal))
        }
        Ok(percent) => Err(Diagnostic::error(
            Code::BadPercentage,
            literal.span,
            format!("{what} is no percentage: `{string}`"),
        )
        .label(if string.ends_with('%') { "digits and `%`, nothing else" } else { "the `%` is missing" })
        .patch(format!("write `\"{percent}%\"`"), literal.span, format!("\"{percent}%\""))),
        Err(Fault::TooFine(percent)) => Err(describe_too_fine(what, literal).patch(
            format!("write `\"{percent}%\"`"),
            literal.span,
            format!("\"{percent}%\""),
        )),
        Err(Fault::Outside) => Err(describe_outside(what, literal.span)),
        Err(Fault::NotANumber) => Err(Diagnostic::error(
            Code::BadPercentage,
            literal.span,
            format!("{what} is no percentage: `{string}`"),
        )
        .label("takes a number between 0 and 100, or a string such as \"12.5%\"")
        .help("write for example `25` or `\"12.5%\"`")),
    }
}

/// Reads a decimal number times ten to the power of `shift`, exactly.
fn parse_decimal(text: &str, shift: i64) -> Result<Percent, Fault> {
    let (is_negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, decimals) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(decimals) {
        return Err(Fault::NotANumber);
    }
    let digits = format!("{whole}{decimals}");
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() {
        return Ok(Percent(0));
    }
    // No exponent beyond this makes a difference, and all sums of it fit.
    let exponent = exponent.parse::<i64>().map_err(|_| Fault::NotANumber)?.clamp(-10_000, 10_000) + shift;
    // How many of the digits stand before the point of the number of thousandths.
    let length = i64::try_from(digits.len()).map_err(|_| Fault::NotANumber)?;
    let places = length - i64::try_from(decimals.len()).map_err(|_| Fault::NotANumber)? + exponent + 3;
    if is_negative || places > 6 {
        return Err(Fault::Outside);
    }
    let kept = usize::try_from(places).unwrap_or(0);
    let (head, tail) = digits.split_at(kept.min(digits.len()));
    let mut thousandths = head.parse::<u32>().unwrap_or(0);
    for _ in digits.len()..kept {
        thousandths *= 10;
    }
    let is_exact = tail.bytes().all(|byte| byte == b'0');
    if thousandths > WHOLE || (thousandths == WHOLE && !is_exact) {
        return Err(Fault::Outside);
    }
    if is_exact {
        return Ok(Percent(thousandths));
    }
    let rounded =
        thousandths + u32::from(tail.as_bytes().first().is_some_and(|digit| *digit >= b'5' && places >= 0));
    Err(Fault::TooFine(Percent(rounded.max(1))))
}

/// A bare number between 0 and 1 is as likely a share as a percentage, so neither is assumed.
fn describe_fraction(what: &str, written: &str, literal: &Literal<'_>) -> Diagnostic {
    let written = written.replace('_', "");
    let as_percent =
        parse_decimal(&written, 0).map(|percent| format!("`\"{percent}%\"` for {percent} percent"));
    let as_share = parse_decimal(&written, 2).map(|percent| {
        // Below one percent a bare number would be as doubtful as this one.
        let quotes = if percent.0 > 0 && percent.0 < 1000 { ("\"", "%\"") } else { ("", "") };
        format!("`{}{percent}{}` for {percent} percent", quotes.0, quotes.1)
    });
    let readings: Vec<_> = [as_percent, as_share].into_iter().flatten().collect();
    let message = format!("{what} is a bare number between 0 and 1");
    let diagnostic = Diagnostic::error(Code::BadPercentage, literal.span, message)
        .label("a share, or less than one percent?");
    if readings.is_empty() {
        return diagnostic.help("write a percentage with at most three decimals, such as `\"0.125%\"`");
    }
    diagnostic.help(format!("write {}", readings.join(", or ")))
}

fn describe_too_fine(what: &str, literal: &Literal<'_>) -> Diagnostic {
    let message = format!("{what} is finer than a thousandth of a percent");
    Diagnostic::error(Code::BadPercentage, literal.span, message).label("at most three decimals")
}

fn describe_outside(what: &str, span: Span) -> Diagnostic {
    let message = format!("{what} is not between 0 and 100");
    Diagnostic::error(Code::BadPercentage, span, message)
        .label("not a percentage")
        .help("write `0` for nobody, `100` for everyone, or a number between them")
}

#[cfg(test)]
mod tests {
    use super::{Literal, Percent, Scalar, Spanned, percent_from_literal};
    use crate::source::Span;

    fn judge(scalar: Scalar<'_>, written: &str) -> Result<u32, String> {
        let literal: Literal<'_> = Spanned::new(scalar, Span { start: 0, end: written.len() });
        percent_from_literal(written, "it", &literal).map(|percent| percent.0).map_err(|it| it.message)
    }

    fn float(written: &str) -> Result<u32, String> {
        judge(Scalar::Float(written.replace('_', "").parse().expect("BUG: a float")), written)
    }

    #[test]
    fn decimals_are_exact() {
        for (written, thousandths) in [
            ("12.5", 12_500),
            ("33.333", 33_333),
            ("0.0", 0),
            ("-0.0", 0),
            ("1.0", 1000),
            ("1.001", 1001),
            ("99.999", 99_999),
            ("100.0", 100_000),
            ("100.000000", 100_000),
            ("8.2900", 8290),
            ("1_2.5", 12_500),
            ("2.5e1", 25_000),
            ("1e2", 100_000),
            ("12345e-3", 12_345),
        ] {
            assert_eq!(float(written), Ok(thousandths), "{written}");
        }
    }

    #[test]
    fn what_is_no_percentage_is_refused() {
        for written in ["0.5", "0.001", "0.99999", "1e-9", "12.3456", "99.9999999999999999999"] {
            assert!(float(written).is_err(), "{written}");
        }
        for written in ["100.001", "100.00000000000000000001", "-1.0", "1e3", "1e300", "-1e-300"] {
            assert_eq!(float(written), Err("it is not between 0 and 100".to_owned()), "{written}");
        }
        for number in [-1, 101, i64::MIN, i64::MAX] {
            assert!(judge(Scalar::Integer(number), "0").is_err(), "{number}");
        }
    }

    #[test]
    fn strings_need_digits_and_a_sign() {
        for (string, thousandths) in
            [("0.5%", 500), ("12.5%", 12_500), ("100%", 100_000), ("0.001%", 1), ("0%", 0)]
        {
            assert_eq!(judge(Scalar::String(string), string), Ok(thousandths), "{string}");
        }
        for string in
            ["", "%", "12.5", "-1%", "+1%", "1e1%", ".5%", "5.%", "5 %", "5%%", "100.001%", "0.0001%", "x%"]
        {
            assert!(judge(Scalar::String(string), string).is_err(), "{string}");
        }
    }

    #[test]
    fn percentages_are_written_without_empty_decimals() {
        let written = [0, 500, 12_500, 33_333, 100_000].map(|thousandths| Percent(thousandths).to_string());
        assert_eq!(written, ["0", "0.5", "12.5", "33.333", "100"]);
    }
}
