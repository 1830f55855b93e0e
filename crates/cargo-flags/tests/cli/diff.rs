//! `diff`

use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;

/// The small file after a release: wider, with other weights, without somebody.
fn changed() -> String {
    SIDEBAR
        .replace("rollout  = 25 ", "rollout  = 60 ")
        .replace("control = 20, blue = 40", "control = 10, blue = 50")
        .replace("\"ada\", \"grace\"", "\"ada\"")
}

fn both() -> Project {
    Project::with(&changed()).file("old.toml", SIDEBAR)
}

#[test]
fn says_who_gains_and_who_loses() {
    assert_snapshot!(both().run("diff old.toml"));
}

#[test]
fn of_one_environment_as_json() {
    assert_snapshot!(both().run("diff old.toml -e production --format json"));
}

#[test]
fn counts_people() {
    let people = "{\"user\": \"grace\"}\n{\"user\": \"u1\", \"plan\": \"pro\"}\n\
                  {\"user\": \"u2\", \"plan\": \"pro\", \"environment\": \"staging\"}\n";
    let project = both().file("users.jsonl", people);
    assert_snapshot!(project.run("diff old.toml --contexts users.jsonl"));
}

#[test]
fn people_may_say_what_only_one_of_the_files_knows() {
    let old = "[context]\nuser = { type = \"string\", key = true }\nplan = { type = \"enum\", of = [\"free\"] }\n\
               [flags.chat]\nrollout = 0\n";
    let new = "[context]\nuser = { type = \"string\", key = true }\nplan = { type = \"enum\", of = [\"free\", \"pro\"] }\n\
               team = \"string\"\n[flags.chat]\nwhen = { plan = \"pro\", team = \"red\" }\n";
    let people =
        "{\"user\": \"u1\", \"plan\": \"pro\", \"team\": \"red\"}\n{\"user\": \"u2\", \"plan\": \"free\"}\n";
    let project = Project::with(new).file("old.toml", old).file("users.jsonl", people);
    assert_snapshot!(
        project.run("diff old.toml --contexts users.jsonl")
            + &project
                .run_with_input("diff old.toml --contexts -", "{\"user\": \"u1\", \"taem\": \"red\"}\n")
    );
}

#[test]
fn every_class() {
    let old = r#"
[context]
user = { type = "string", key = true }
country = "string"
[flags.wider]
rollout = 10
[flags.narrower]
rollout = 10
[flags.salted]
rollout = 10
[flags.gone]
rollout = 10
[flags.retyped]
rollout = 10
[flags.variants]
variants = ["a", "b", "c"]
[flags.old_name]
rollout = 10
[flags.limit]
default = 10
serve = 50
[flags.child]
requires = ["narrower"]
[flags.same]
rollout = 10
"#;
    let new = r#"
[context]
user = { type = "string", key = true }
[flags.wider]
rollout = 20
[flags.narrower]
rollout = 5
[flags.salted]
rollout = 10
salt = "again"
[flags.retyped]
default = 10
[flags.variants]
variants = ["a", "c"]
[flags.new_name]
rollout = 10
renamed_from = "old_name"
[flags.limit]
default = 10
serve = 60
[flags.child]
requires = ["narrower"]
[flags.same]
rollout = 10
description = "The same"
[flags.added]
rollout = 50
"#;
    let project = Project::with(new).file("old.toml", old);
    assert_snapshot!(project.run("diff old.toml"));
}

#[test]
fn fails_where_a_class_is_denied() {
    let project = both();
    let code = |words: &str| project.command(words).output().expect("it runs").status.code();
    assert_eq!(code("diff old.toml"), Some(0));
    assert_eq!(code("diff old.toml --deny breaking"), Some(0));
    assert_eq!(code("diff old.toml --deny reshuffles,breaking"), Some(1));
    assert_eq!(code("diff old.toml flags.toml --deny narrows"), Some(1));
    assert_eq!(code("diff old.toml old.toml --deny safe,narrows,reshuffles,breaking"), Some(0));
}

#[test]
fn nothing_changed() {
    assert_snapshot!(
        both().run("diff old.toml old.toml") + &both().run("diff old.toml old.toml --format json")
    );
}

#[test]
fn a_class_that_does_not_exist() {
    assert_snapshot!(both().run("diff old.toml --deny reshuffle"));
}

#[test]
fn an_old_file_with_errors() {
    assert_snapshot!(both().file("old.toml", "[flags.a]\nrolout = 1\n").run("diff old.toml"));
}

#[test]
fn of_a_git_revision() {
    let project = Project::empty().file("app/flags.toml", SIDEBAR);
    let git = |words: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(project.path()).args(["-c", "user.name=n", "-c", "user.email=n@example.org"]);
        command.args(words).output().expect("git is installed").status.success()
    };
    assert!(git(&["init", "-q"]) && git(&["add", "."]) && git(&["commit", "-qm", "first"]));
    std::fs::write(project.path().join("app/flags.toml"), changed()).expect("the file can be written");
    let whole = project.run("diff HEAD -f app/flags.toml -e staging");
    assert!(whole.contains("HEAD:flags.toml → app/flags.toml"), "{whole}");
    assert!(whole.contains("user is \"grace\": 100 % lose it"), "{whole}");
    assert_eq!(
        whole.lines().skip(3).collect::<Vec<_>>(),
        project
            .run("diff HEAD:app/flags.toml -f app/flags.toml -e staging")
            .lines()
            .skip(3)
            .collect::<Vec<_>>()[..]
            .iter()
            .map(|line| line.replace("HEAD:app/flags.toml", "HEAD:flags.toml"))
            .collect::<Vec<_>>()
    );
    assert_snapshot!(
        project.run("diff HEAD~7 -f app/flags.toml")
            + &project.run("diff --file app/flags.toml -- --output=x")
    );
}

#[test]
fn two_files_need_no_third() {
    let project = Project::empty().file("old.toml", SIDEBAR).file("new.toml", changed());
    let run = project.run("diff old.toml new.toml");
    assert!(run.contains("exit code: 0"), "{run}");
}

#[test]
fn doubts_what_only_some_contexts_say() {
    for start in ["^", r"\\B"] {
        let file = |word: &str| {
            format!(
                "[context]\nmail = \"string\"\n[flags.chat]\nwhen = {{ mail = {{ matches = \"{start}{word}@\" }} }}\n"
            )
        };
        let project = Project::with(&file("b(oo|u)")).file("old.toml", file("f(oo|u)"));
        assert_snapshot!(project.run("diff old.toml"));
    }
}
