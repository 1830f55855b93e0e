//! `eval`

use insta::assert_snapshot;

use crate::Project;

const CONTEXTS: &str = r#"{"user": "u7", "plan": "pro"}

{"user": "u8", "environment": "staging", "country": null}
{}
"#;

#[test]
fn prints_a_line_for_each_context() {
    let project = Project::sidebar().file("users.jsonl", CONTEXTS);
    assert_snapshot!(project.run("eval -e production --contexts users.jsonl"));
}

#[test]
fn reads_standard_input() {
    assert_snapshot!(
        Project::sidebar().run_with_input("eval -e production --contexts - --flag new_sidebar", CONTEXTS)
    );
}

#[test]
fn counts_for_people() {
    let contexts = (0..2_000).map(|number| format!("{{\"user\": \"u{number}\", \"plan\": \"pro\"}}\n"));
    let project = Project::sidebar().file("users.jsonl", contexts.collect::<Vec<_>>().concat());
    assert_snapshot!(project.run("eval -e production --contexts users.jsonl --format human"));
}

#[test]
fn a_broken_line_ends_it_after_what_came_before() {
    let mut lines: Vec<_> = (1..17).map(|number| format!("{{\"user\": \"u{number}\"}}\n")).collect();
    lines.push("{\"user\": \"u17\", }\n".to_owned());
    let project = Project::sidebar().file("users.jsonl", lines.concat());
    assert_snapshot!(project.run("eval -e production --flag core_redesign --contexts users.jsonl"));
}

#[test]
fn every_other_line_that_is_no_context() {
    let project = Project::sidebar();
    let runs = [
        "[1]",
        "{\"usr\": \"u1\"}",
        "{\"user\": 1}",
        "{\"plan\": \"por\"}",
        "{\"environment\": \"prod\"}",
        "{\"now\": \"today\"}",
        "{\"user\": \"\u{0}\"}",
        "\u{feff}{}",
    ];
    let runs = runs.map(|line| {
        project.run_with_input("eval -e production --format human --contexts -", &format!("{{}}\n{line}\n"))
    });
    assert_snapshot!(runs.join("\n"));
}

#[test]
fn a_line_without_end() {
    let project = Project::sidebar().file("users.jsonl", "{\"user\": \"".to_owned() + &"u".repeat(2 << 20));
    assert_snapshot!(project.run("eval -e production --contexts users.jsonl"));
}

#[test]
fn contexts_that_are_not_there() {
    let project = Project::sidebar();
    assert_snapshot!(
        project.run("eval -e production --contexts users.jsonl") + &project.run("eval --contexts .")
    );
}

#[test]
fn no_environment() {
    let project = Project::sidebar().file("users.jsonl", CONTEXTS);
    assert_snapshot!(project.run("eval --contexts users.jsonl --flag core_redesign"));
}
