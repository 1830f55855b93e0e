//! `revive`

use insta::assert_snapshot;

use crate::Project;
use crate::set::LAUNCH;

#[test]
fn a_killed_flag_decides_as_before() {
    let project =
        Project::with(&crate::project::SIDEBAR.replace("enabled = true", "enabled = false # outage"));
    assert_snapshot!(project.run("revive core_redesign"));
    assert!(project.read("flags.toml").contains("enabled = true # outage"));
    assert_snapshot!(project.run("revive core_redesign"));
}

#[test]
fn an_environment_is_revived_by_itself() {
    let project = Project::with(LAUNCH);
    assert_snapshot!(project.run("revive search"));
    assert_snapshot!(project.run("revive search -e staging"));
    assert_snapshot!(project.run("revive search -e production --format json"));
    assert_eq!(
        project.read("flags.toml"),
        LAUNCH.replace("rollout = 25\nenabled = false\n", "rollout = 25\n")
    );
}

#[test]
fn what_else_is_killed_is_said() {
    let project = Project::with(&LAUNCH.replace("[flags.search]\n", "[flags.search]\nenabled = false\n"));
    assert_snapshot!(project.run("revive search -e staging"));
    assert_snapshot!(project.run("revive search -e production --dry-run"));
    assert_snapshot!(project.run("revive search"));
}

#[test]
fn killing_and_reviving_leaves_no_trace() {
    let project = Project::with(LAUNCH);
    for flag in ["stories", "previews", "page_size"] {
        project.run(&format!("kill {flag} -e staging"));
        assert_ne!(project.read("flags.toml"), LAUNCH);
        project.run(&format!("revive {flag} -e staging"));
        assert_eq!(project.read("flags.toml"), LAUNCH);
    }
}

#[test]
fn bad_input_is_explained() {
    let project = Project::with(LAUNCH);
    for words in ["revive serch", "revive search -e live", "revive --help"] {
        assert_snapshot!(project.run(words));
    }
    assert_eq!(project.read("flags.toml"), LAUNCH);
}
