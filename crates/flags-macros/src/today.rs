//! Which day it is, for flags that expire.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use flags_model::document::timestamp_from_str;

/// The variable that sets the day: for builds that must come out the same tomorrow.
pub(crate) const VARIABLE: &str = "FLAGS_TODAY";

/// The day as seconds since 1970: what `FLAGS_TODAY` says, else the clock's; the error is a message.
pub(crate) fn read() -> Result<Option<i64>, String> {
    match env::var(VARIABLE) {
        Err(env::VarError::NotPresent) => Ok(clock()),
        Ok(text) if text.is_empty() => Ok(clock()),
        Ok(text) => timestamp_from_str(&text).map(Some).ok_or_else(|| describe(&text)),
        Err(env::VarError::NotUnicode(text)) => Err(describe(&text.to_string_lossy())),
    }
}

fn describe(text: &str) -> String {
    format!(
        "`{VARIABLE}` is no date: `{text}`\n\n\
         help: set it to a day such as `2026-11-21`, or unset it to take the clock's"
    )
}

fn clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
