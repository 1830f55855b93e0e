//! Reads the command line.

use std::ffi::OsString;
use std::path::PathBuf;

use crate::features::Environment;

/// What the command line asks for.
pub(crate) struct Arguments {
    /// The file of the users.
    pub(crate) users: PathBuf,
    /// Where the app pretends to run.
    pub(crate) environment: Environment,
}

/// The users that come with the example, wherever it is started from.
const USERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/users.jsonl");

const USAGE: &str = "usage: storefront [USERS.jsonl] [--environment NAME]";

impl Arguments {
    /// Reads the arguments after the program's name. An error is a sentence for people.
    pub(crate) fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self, String> {
        let mut users = None;
        let mut environment = Environment::Production;
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            match argument.to_str() {
                Some("--environment") => {
                    let name = arguments.next().ok_or_else(|| format!("which environment?\n{USAGE}"))?;
                    environment = read_environment(&name.to_string_lossy())?;
                }
                Some(text) if text.starts_with("--environment=") => {
                    environment = read_environment(&text["--environment=".len()..])?;
                }
                Some(text) if text.starts_with('-') => return Err(format!("unknown option {text}\n{USAGE}")),
                // A path need not be UTF-8.
                _ if users.is_none() => users = Some(PathBuf::from(argument)),
                _ => return Err(format!("more than one file of users\n{USAGE}")),
            }
        }
        Ok(Self { users: users.unwrap_or_else(|| USERS.into()), environment })
    }
}

/// The environment of this name. The error of the generated type says which names there are.
fn read_environment(name: &str) -> Result<Environment, String> {
    name.parse::<Environment>().map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(arguments: &[&str]) -> Result<Arguments, String> {
        Arguments::parse(arguments.iter().map(OsString::from))
    }

    #[test]
    fn nothing_said_is_the_own_file_in_production() {
        let arguments = parse(&[]).expect("nothing is legal");
        assert_eq!(arguments.users, PathBuf::from(USERS));
        assert_eq!(arguments.environment.as_str(), "production");
    }

    #[test]
    fn file_and_environment_come_in_any_order() {
        for line in [["mine.jsonl", "--environment=staging"], ["--environment=staging", "mine.jsonl"]] {
            let arguments = parse(&line).expect("both are legal");
            assert_eq!(arguments.users, PathBuf::from("mine.jsonl"));
            assert_eq!(arguments.environment.as_str(), "staging");
        }
    }

    #[test]
    fn mistakes_are_named() {
        for wrong in [&["--environment"][..], &["--environment", "moon"], &["--all"], &["a", "b"]] {
            assert!(parse(wrong).is_err(), "{wrong:?}");
        }
    }
}
