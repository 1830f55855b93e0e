//! Which day it is, for flags that expire: as an argument, as `FLAGS_TODAY`, which the macro reads too, or
//! from the clock.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

use clap::Args;
use flags_model::document::{date_from_seconds, timestamp_from_str};

use crate::failure::Failure;

const VARIABLE: &str = "FLAGS_TODAY";

/// Which day it is.
#[derive(Debug, Args)]
pub(crate) struct Today {
    /// The day for flags that expire [default: `FLAGS_TODAY`, else the clock's]
    #[arg(long, value_name = "DATE", value_parser = read)]
    today: Option<i64>,
}

impl Today {
    /// In seconds since 1970.
    pub(crate) fn seconds(&self) -> Result<Option<i64>, Failure> {
        match self.today {
            Some(today) => Ok(Some(today)),
            None => from_surroundings(),
        }
    }

    /// For what is written down: `2026-11-21`.
    pub(crate) fn date() -> Result<String, Failure> {
        Ok(date_from_seconds(from_surroundings()?.unwrap_or(0)))
    }
}

fn from_surroundings() -> Result<Option<i64>, Failure> {
    match env::var_os(VARIABLE) {
        Some(text) if !text.is_empty() => match read(&text.to_string_lossy()) {
            Ok(today) => Ok(Some(today)),
            Err(wrong) => Err(Failure::new(format!("`{VARIABLE}` is no date: `{}`", text.display()))
                .help(format!("{wrong}, or unset it to take the clock's"))),
        },
        _ => Ok(clock()),
    }
}

fn read(text: &str) -> Result<i64, &'static str> {
    timestamp_from_str(text).ok_or("write a day such as `2026-11-21`")
}

/// The clock, in seconds since 1970.
pub(crate) fn clock() -> Option<i64> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}
