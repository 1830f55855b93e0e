//! Reads the users: one JSON object per line, whose keys are the attributes of `flags.toml`.

use std::fmt::{self, Display};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use serde::Deserialize;

use crate::features::{Context, Device, Plan, Roles};

/// A user, ready to be asked about.
pub(crate) struct User {
    /// The id, or what stands for it while nobody is signed in.
    pub(crate) name: String,
    /// What the flags may know. It owns its text, since it outlives the file's.
    pub(crate) context: Context<'static>,
}

/// Why there are no users: the file, the line if it is one line's fault, and what is wrong.
#[derive(Debug)]
pub(crate) struct UsersError {
    path: PathBuf,
    line: Option<usize>,
    problem: String,
}

/// One line as written. Whatever is absent stays absent: the rules say what that means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    user: Option<String>,
    plan: Option<String>,
    country: Option<String>,
    device: Option<String>,
    app: Option<String>,
    company: Option<String>,
    roles: Option<Vec<String>>,
    labels: Option<Vec<String>>,
    orders: Option<i64>,
    rating: Option<f64>,
    trial: Option<bool>,
    signed_up: Option<u64>,
}

/// When the users of the example were counted, noon of 20 November 2026, in seconds since 1970. A
/// context without `now` uses the clock; with it the example prints the same table every day.
const COUNTED: Duration = Duration::from_secs(1_795_176_000);

/// All users of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<User>, UsersError> {
    let fail = |line, problem| UsersError { path: path.into(), line, problem };
    let text = fs::read_to_string(path).map_err(|error| fail(None, error.to_string()))?;
    let users = text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(index, line)| read_line(line).map_err(|problem| fail(Some(index + 1), problem)))
        .collect::<Result<Vec<_>, _>>()?;
    if users.is_empty() { Err(fail(None, "no users in it".into())) } else { Ok(users) }
}

fn read_line(line: &str) -> Result<User, String> {
    let record: Record = serde_json::from_str(line).map_err(|error| {
        // The line that serde_json counts is always the first; its column is worth keeping.
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        format!("{what}, at column {}", error.column())
    })?;
    let roles = record.roles.as_deref().map(|roles| read_all::<Roles>("roles", roles)).transpose()?;
    let labels = record.labels.as_deref().map(|labels| labels.iter().map(String::as_str).collect::<Vec<_>>());
    let signed_up = record.signed_up.map(read_time).transpose()?;

    let who = match &record.user {
        Some(user) => Context::new(user),
        None => Context::anonymous(),
    };
    let context = who
        .maybe_plan(read_one::<Plan>("plan", record.plan.as_deref())?)
        .maybe_country(record.country.as_deref())
        .maybe_device(read_one::<Device>("device", record.device.as_deref())?)
        .maybe_app(record.app.as_deref())
        .maybe_company(record.company.as_deref())
        .maybe_roles(roles.as_deref())
        .maybe_labels(labels.as_deref())
        .maybe_orders(record.orders)
        .maybe_rating(record.rating)
        .maybe_trial(record.trial)
        .maybe_signed_up(signed_up)
        .now(SystemTime::UNIX_EPOCH + COUNTED)
        .into_owned();
    Ok(User { name: record.user.unwrap_or_else(|| "a guest".into()), context })
}

/// A member of a generated enum, if there is a text. Its error says what would be legal.
fn read_one<T: FromStr<Err: Display>>(key: &str, text: Option<&str>) -> Result<Option<T>, String> {
    text.map(|text| text.parse().map_err(|error| format!("`{key}`: {error}"))).transpose()
}

fn read_all<T: FromStr<Err: Display>>(key: &str, texts: &[String]) -> Result<Vec<T>, String> {
    texts.iter().map(|text| text.parse().map_err(|error| format!("`{key}`: {error}"))).collect()
}

fn read_time(seconds: u64) -> Result<SystemTime, String> {
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    time.ok_or_else(|| format!("`signed_up`: {seconds} seconds since 1970 is later than clocks can say"))
}

impl Display for UsersError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

impl std::error::Error for UsersError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_may_leave_everything_out() {
        let user = read_line("{}").expect("every attribute is optional");
        assert_eq!(user.name, "a guest");
    }

    #[test]
    fn what_is_wrong_is_said() {
        let problem = |line| read_line(line).err().unwrap_or_default();
        assert!(problem(r#"{"user": "u-1", "plann": "pro"}"#).contains("unknown field `plann`"));
        assert!(problem(r#"{"plan": "gold"}"#).starts_with("`plan`: "));
        assert!(problem(r#"{"roles": ["owner", "king"]}"#).starts_with("`roles`: "));
        assert!(problem(r#"{"orders": "#).contains("at column 11"));
        assert!(problem(r#"{"signed_up": 18446744073709551615}"#).starts_with("`signed_up`: "));
    }

    #[test]
    fn an_error_names_file_and_line() {
        let error = UsersError { path: "u.jsonl".into(), line: Some(3), problem: "no".into() };
        assert_eq!(error.to_string(), "u.jsonl:3: no");
    }
}
