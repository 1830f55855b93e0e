//! How things look: colours, which are stripped where the terminal has none, and common phrases.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

/// The word "error".
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// The word "warning".
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The word "help", arrows and other marks.
pub(crate) const HELP: Style = AnsiColor::BrightCyan.on_default().bold();
/// What the eye is to find first.
pub(crate) const BOLD: Style = Style::new().bold();
/// What may be overlooked.
pub(crate) const DIM: Style = Style::new().dimmed();
/// On, gained, added.
pub(crate) const ON: Style = AnsiColor::Green.on_default();
/// Off, lost, removed.
pub(crate) const OFF: Style = AnsiColor::Red.on_default();
/// Moved, changed.
pub(crate) const MOVED: Style = AnsiColor::Yellow.on_default();

/// The system's reason without its number: "No such file or directory (os error 2)" says it in words.
pub(crate) fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default();
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_lowercase().collect::<String>() + letters.as_str())
        .unwrap_or_default()
}

/// Says on standard error what one should know besides.
pub(crate) fn warn(warnings: &[String]) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    warnings.iter().try_for_each(|text| writeln!(err, "{WARNING}warning{WARNING:#}{BOLD}: {text}{BOLD:#}"))
}

/// Says on standard error why nothing was done, and what to do.
pub(crate) fn refuse(message: &str, help: &str) -> io::Result<()> {
    let mut err = anstream::stderr().lock();
    writeln!(err, "{ERROR}error{ERROR:#}{BOLD}: {message}{BOLD:#}")?;
    writeln!(err, "{HELP}help{HELP:#}: {help}")
}

/// `1 flag`, `2 flags`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{} {thing}s", grouped(number)) }
}

/// A part of a whole in percent: `12.3 %`.
pub(crate) fn share(part: usize, whole: usize) -> String {
    #[allow(clippy::cast_precision_loss, reason = "nobody has 2^53 contexts")]
    let percent = if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 };
    if part > 0 && percent < 0.1 { "< 0.1 %".into() } else { format!("{percent:.1} %") }
}

/// A number with commas: `1,234,567`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_have_commas() {
        let shown = [0, 12, 123, 1234, 1_234_567].map(super::grouped);
        assert_eq!(shown, ["0", "12", "123", "1,234", "1,234,567"]);
    }
}
