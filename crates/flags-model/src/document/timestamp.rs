//! Dates and times as seconds since 1970.

use toml_datetime::{Datetime, Offset};

use super::date::rewrite_date;
use super::reader::{Reader, describe_wrong_type};
use super::table::Field;
use super::{Literal, Scalar};
use crate::source::Spanned;

const SECONDS_PER_DAY: i64 = 86_400;

/// Reads an RFC 3339 date-time, or a date, as whole seconds since 1970.
///
/// Without an offset it is UTC; a date is its midnight; fractions are cut off downwards.
pub fn timestamp_from_str(text: &str) -> Option<i64> {
    seconds_of(&text.parse().ok()?)
}

/// The seconds of a date or a date-time; `None` for a time of day.
///
/// A fraction counts upwards from its second, so leaving it out rounds downwards before 1970 too. A
/// leap second is the first second of the next minute.
pub(super) fn seconds_of(datetime: &Datetime) -> Option<i64> {
    let date = datetime.date?;
    let midnight = count_days(date.year.into(), date.month.into(), date.day.into()) * SECONDS_PER_DAY;
    let time = datetime.time.map_or(0, |time| {
        i64::from(time.hour) * 3600 + i64::from(time.minute) * 60 + i64::from(time.second.unwrap_or(0))
    });
    let offset = match datetime.offset {
        Some(Offset::Custom { minutes }) => i64::from(minutes) * 60,
        Some(Offset::Z) | None => 0,
    };
    Some(midnight + time - offset)
}

impl<'d> Reader<'d> {
    /// Reads a date: midnight in seconds since 1970.
    pub fn read_date(&mut self, field: Field<'d>) -> Option<Spanned<i64>> {
        let example = format!("{} = 2026-03-01", field.key.value);
        let Literal { value, span } = self.read_literal(field, "a date", &example)?;
        let seconds = match value {
            Scalar::Timestamp(seconds) if seconds.rem_euclid(SECONDS_PER_DAY) == 0 => {
                return Some(Spanned::new(seconds, span));
            }
            Scalar::Timestamp(seconds) => Some(seconds),
            Scalar::String(text) => timestamp_from_str(text),
            Scalar::Integer(_) | Scalar::Float(_) | Scalar::Bool(_) => None,
        };
        let foreign = match value {
            Scalar::String(text) => rewrite_date(text.trim()),
            _ => None,
        };
        match seconds.map(write_date).or(foreign) {
            Some(date) => {
                let diagnostic = describe_wrong_type(field, "a date");
                self.report(diagnostic.patch(format!("a date is written {date}"), span, date));
            }
            None => self.report_wrong_type(field, "a date", &example),
        }
        None
    }
}

/// Days since 1970-01-01 in the Gregorian calendar (Hinnant's `days_from_civil`): years begin in March
/// so that the leap day is the last of its year.
fn count_days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The inverse: the date of a moment, as TOML writes it.
pub fn write_date(seconds: i64) -> String {
    let days = seconds.div_euclid(SECONDS_PER_DAY) + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::{timestamp_from_str, write_date};

    #[test]
    fn dates_and_times_are_utc_unless_they_say_otherwise() {
        assert_eq!(timestamp_from_str("1970-01-01"), Some(0));
        assert_eq!(timestamp_from_str("2026-03-01"), Some(1_772_323_200));
        assert_eq!(timestamp_from_str("2026-03-01T00:00:00"), Some(1_772_323_200));
        assert_eq!(timestamp_from_str("2026-03-01T02:00:00+02:00"), Some(1_772_323_200));
        assert_eq!(timestamp_from_str("2026-02-28t22:30:00-01:30"), Some(1_772_323_200));
        assert_eq!(timestamp_from_str("0000-01-01"), Some(-62_167_219_200));
        assert_eq!(timestamp_from_str("9999-12-31T23:59:59Z"), Some(253_402_300_799));
    }

    #[test]
    fn fractions_are_cut_off_downwards() {
        assert_eq!(timestamp_from_str("1970-01-01T00:00:01.999Z"), Some(1));
        assert_eq!(timestamp_from_str("1969-12-31T23:59:59.5Z"), Some(-1));
    }

    #[test]
    fn leap_seconds_are_the_next_second() {
        assert_eq!(timestamp_from_str("2016-12-31T23:59:60Z"), timestamp_from_str("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn other_texts_are_none() {
        for text in
            ["", "now", "12:00:00", "2026-13-01", "2026-02-30", "2026-03-01x", "1772323200", "２０２６"]
        {
            assert_eq!(timestamp_from_str(text), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_they_were_read() {
        for text in
            ["0000-01-01", "1600-02-29", "1969-12-31", "1970-01-01", "2024-02-29", "2100-03-01", "9999-12-31"]
        {
            assert_eq!(write_date(timestamp_from_str(text).expect("BUG: a date")), text);
        }
    }
}
