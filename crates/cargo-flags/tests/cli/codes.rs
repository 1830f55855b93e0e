//! `codes`

use insta::assert_snapshot;

use crate::Project;

#[test]
fn all_are_listed() {
    assert_snapshot!(Project::empty().run("codes"));
}

#[test]
fn one_is_explained() {
    assert_snapshot!(Project::empty().run("codes split-sum"));
    assert_snapshot!(Project::empty().run("codes never-called"));
    assert_snapshot!(Project::empty().run("codes flags::fully_rolled_out"));
    assert_snapshot!(Project::empty().run("codes missing-rollout --format json"));
}

#[test]
fn every_page_can_be_shown() {
    for code in flags_model::Code::ALL {
        let shown = Project::empty().run(&format!("codes {code}"));
        assert!(shown.contains("exit code: 0") && !shown.contains("```"), "{shown}");
        assert!(shown.contains("\nWrong:\n\n    ") && shown.contains("\nRight:\n\n    "), "{shown}");
    }
}

#[test]
fn programs_get_one_object_a_line() {
    let output = Project::empty().command("codes --format json").output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("it is text");
    assert_eq!(text.lines().count(), flags_model::Code::ALL.len());
    assert_snapshot!(text.lines().filter(|line| line.contains("rollout")).collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_unknown_one_may_be_close_to_another() {
    assert_snapshot!(Project::empty().run("codes splitsum"));
    assert_snapshot!(Project::empty().run("codes E0308"));
    assert_snapshot!(Project::empty().run("codes --help"));
}
