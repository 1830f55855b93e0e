//! `rollback`

use insta::assert_snapshot;

use crate::Project;
use crate::set::LAUNCH;

#[test]
fn takes_the_step_before_down_to_nobody() {
    let project = Project::with(LAUNCH);
    assert_snapshot!(project.run("rollback tips"));
    assert_snapshot!(project.run("rollback previews --own"));
    assert_snapshot!(project.run("rollback previews --own --format json"));
    assert_snapshot!(project.run("rollback previews --own"));
    assert_snapshot!(project.run("rollback previews --own"));
}

#[test]
fn who_has_everyone_gets_a_rollout() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("rollback core_redesign"));
    assert!(project.read("flags.toml").contains("enabled = true\nrollout = 50\n"));
}

#[test]
fn a_flag_moves_to_the_stage_before() {
    let project = Project::with(&LAUNCH.replace("stage = \"internal\"", "stage = 'beta' # soon"));
    assert_snapshot!(project.run("rollback stories"));
    assert_snapshot!(project.run("rollback stories --stage"));
    assert!(project.read("flags.toml").contains("stage = 'internal' # soon"));
    assert_snapshot!(project.run("rollback stories --stage"));
}

#[test]
fn bad_input_is_explained() {
    let project = Project::with(LAUNCH);
    for words in ["rollback storys", "rollback previews", "rollback search", "rollback --help"] {
        assert_snapshot!(project.run(words));
    }
    assert_eq!(project.read("flags.toml"), LAUNCH);
}
