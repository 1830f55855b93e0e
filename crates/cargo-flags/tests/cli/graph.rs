//! `graph`

use insta::assert_snapshot;

use crate::Project;

const WEB: &str = r#"
[context]
user = { type = "string", key = true }

[segments.staff]
when = { user = ["ada"] }

[segments.insiders]
include = { segment = "staff", flag = { chat = true } }

[[stages]]
name = "early"
rules = [{ when = { segment = "insiders" } }]

[flags.chat]
enabled = true

[flags.button]
variants = ["plain", "blue"]

[flags.alone]
enabled = true

[flags.sidebar]
requires = { chat = true, button = "blue" }
when = { flag = { old_chat = false, button = "blue" } }
stage = "early"

[flags.old_chat]
rollout = 0
"#;

#[test]
fn as_text() {
    assert_snapshot!(Project::with(WEB).run("graph"));
}

#[test]
fn of_one_flag() {
    assert_snapshot!(
        Project::with(WEB).run("graph --flag old_chat") + &Project::with(WEB).run("graph --flag sidebar")
    );
}

#[test]
fn as_mermaid() {
    assert_snapshot!(Project::with(WEB).run("graph --format mermaid"));
}

#[test]
fn as_dot() {
    assert_snapshot!(Project::with(WEB).run("graph --format dot"));
}

#[test]
fn as_json() {
    assert_snapshot!(Project::with(WEB).run("graph --format json"));
}
