//! Dates as people write them elsewhere: `31.01.2099`, `2099/1/31`.

use super::timestamp::timestamp_from_str;

/// How TOML writes such a date, if it can mean only one day.
pub(super) fn rewrite_date(text: &str) -> Option<String> {
    let separator = text.chars().find(|letter| !letter.is_ascii_digit())?;
    if !matches!(separator, '.' | '/' | '-') {
        return None;
    }
    let parts: Vec<&str> = text.trim_end_matches('.').split(separator).collect();
    let [first, second, third] = parts[..] else { return None };
    let number = |part: &str| part.parse::<u8>().ok().filter(|_| part.len() <= 2);
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) => (first, number(second)?, number(third)?),
        (_, 4) => match (number(first)?, number(second)?) {
            // With points the day comes first everywhere; with strokes it depends on the country.
            (day, month) if separator == '.' || day > 12 || day == month => (third, month, day),
            (month, day) if day > 12 => (third, month, day),
            _ => return None,
        },
        _ => return None,
    };
    let date = format!("{year}-{month:02}-{day:02}");
    timestamp_from_str(&date).map(|_| date)
}

#[cfg(test)]
mod tests {
    use super::rewrite_date;

    #[test]
    fn dates_of_one_meaning_are_rewritten() {
        for text in
            ["31.01.2099", "31.1.2099", "31/01/2099", "01/31/2099", "2099/01/31", "2099-1-31", "31-1-2099"]
        {
            assert_eq!(rewrite_date(text).as_deref(), Some("2099-01-31"), "{text}");
        }
    }

    #[test]
    fn others_are_not() {
        for text in [
            "",
            "1.5",
            "1.2.3",
            "01/02/2099",
            "31.02.2099",
            "31.13.2099",
            "2099",
            "1.2.+099",
            "é",
            "31.01-2099",
        ] {
            assert_eq!(rewrite_date(text), None, "{text}");
        }
    }
}
