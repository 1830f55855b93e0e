//! What the tests of publishing have in common: a store that is a file beside the project's own.

use std::fmt::Write;
use std::time::{SystemTime, UNIX_EPOCH};

use flags_model::document::date_from_seconds;
use flags_model::reload::schema_hash;

use crate::Project;
use crate::project::SIDEBAR;

/// The small file, live as revision 1 in `live.toml`.
pub(crate) fn live() -> Project {
    let project = Project::sidebar();
    assert!(project.run("push live.toml --yes").contains("exit code: 0"));
    project
}

/// The small file after a change.
pub(crate) fn wider() -> String {
    SIDEBAR.replace("rollout  = 25 ", "rollout  = 60 ")
}

/// Writes the project's file anew.
pub(crate) fn edit(project: &Project, text: &str) {
    std::fs::write(project.path().join("flags.toml"), text).expect("the file can be written");
}

/// The same with what changes from day to day left out, and what is random.
pub(crate) fn stable(text: &str) -> String {
    let text = text.replace(&date_from_seconds(i64::try_from(now()).expect("it is before 2262")), "[TODAY]");
    let is_digit = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
    let mut stable = String::new();
    let mut rest = text.as_str();
    while let Some(start) = rest.find(is_digit) {
        let length = rest[start..].find(|letter| !is_digit(letter)).unwrap_or(rest.len() - start);
        let (word, after) = rest[start..].split_at(length);
        stable.push_str(&rest[..start]);
        stable.push_str(if word.len() >= 64 { "[HEX]" } else { word });
        rest = after;
    }
    stable + rest
}

pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("it is after 1970").as_secs()
}

/// The schema of the small file.
pub(crate) fn schema() -> String {
    schema_hash(&flags_model::load(SIDEBAR).model.expect("the file is valid"))
}

/// What an instance reports that runs what is live, with some things replaced.
pub(crate) fn report(name: &str, age: u64, changes: &[(&str, &str)]) -> String {
    let mut json = String::new();
    let _ = write!(
        json,
        r#"{{"instance":"{name}","schema":"{}","revision":1,"generation":2,"status":"live","killed":[],"refused":null,"at":{}}}"#,
        schema(),
        now() - age
    );
    for (old, new) in changes {
        assert!(json.contains(old), "{json} has no {old}");
        json = json.replace(old, new);
    }
    json
}
