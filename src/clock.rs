//! The system clock, in the seconds that rules count.

use std::time::{SystemTime, UNIX_EPOCH};

/// The clock of `now`, where a context has none.
#[allow(clippy::unnecessary_wraps, reason = "the engine also runs where there is no clock")]
pub(crate) fn now() -> Option<i64> {
    Some(seconds(SystemTime::now()))
}

/// Whole seconds since 1970, fractions cut off downwards, also before 1970.
pub fn seconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_secs()).unwrap_or(i64::MAX),
        Err(before) => {
            let before = before.duration();
            let whole = i64::try_from(before.as_secs()).unwrap_or(i64::MAX);
            whole.saturating_neg().saturating_sub(i64::from(before.subsec_nanos() > 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn cuts_fractions_off_downwards() {
        let half = Duration::from_millis(500);
        assert_eq!(seconds(UNIX_EPOCH + half), 0);
        assert_eq!(seconds(UNIX_EPOCH - half), -1);
        assert_eq!(seconds(UNIX_EPOCH - Duration::from_secs(2)), -2);
    }
}
