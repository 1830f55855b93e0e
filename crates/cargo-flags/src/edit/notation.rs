//! How values are written: in the file as their neighbours are, as far as the format allows; and in
//! sentences.

use flags_model::model::Percent;

/// A percentage in the notation of the one that it replaces: a string stays one, a number too. What is
/// below one percent has to be a string, since a bare `0.5` could be a share.
pub(super) fn write_percent(percent: Percent, old: Option<&str>) -> String {
    let quote = old.and_then(quote_of);
    match quote {
        Some(quote) => format!("{quote}{percent}%{quote}"),
        None if percent.0 > 0 && percent.0 < 1000 => format!("\"{percent}%\""),
        None => percent.to_string(),
    }
}

/// A string in the quotes of the one that it replaces.
pub(super) fn write_string(text: &str, old: Option<&str>) -> String {
    let is_plain = !text.contains(['\'', '"', '\\']) && !text.chars().any(char::is_control);
    match old.and_then(quote_of) {
        Some(quote) if is_plain => format!("{quote}{text}{quote}"),
        _ => toml_edit::Value::from(text).to_string(),
    }
}

/// A key, quoted if it has to be.
pub(super) fn write_key(key: &str) -> String {
    toml_edit::Key::new(key).display_repr().into_owned()
}

fn quote_of(written: &str) -> Option<char> {
    written.chars().next().filter(|letter| matches!(letter, '"' | '\''))
}

/// `12.5 %`
pub(crate) fn percent(percent: Percent) -> String {
    format!("{percent} %")
}

/// `a`, `a and b`, `a, b and c`.
pub(crate) fn list(items: &[&str]) -> String {
    match items {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_keeps_its_notation() {
        for (thousandths, old, written) in [
            (25_000, None, "25"),
            (25_000, Some("10"), "25"),
            (12_500, Some("10"), "12.5"),
            (25_000, Some("12.5"), "25"),
            (500, Some("1"), "\"0.5%\""),
            (25_000, Some("\"0.5%\""), "\"25%\""),
            (12_500, Some("'5%'"), "'12.5%'"),
            (0, None, "0"),
        ] {
            assert_eq!(write_percent(Percent(thousandths), old), written);
        }
    }

    #[test]
    fn a_string_keeps_its_quotes() {
        assert_eq!(write_string("beta", Some("'internal'")), "'beta'");
        assert_eq!(write_string("beta", None), "\"beta\"");
        assert_eq!(write_string("it's", Some("'a'")), "\"it's\"");
        assert_eq!(write_key("production"), "production");
        assert_eq!(write_key("a b"), "\"a b\"");
    }
}
