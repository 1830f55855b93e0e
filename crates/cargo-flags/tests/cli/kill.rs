//! `kill`

use insta::assert_snapshot;

use crate::Project;
use crate::set::LAUNCH;

#[test]
fn a_flag_is_off_with_all_that_require_it() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("kill core_redesign"));
    assert_snapshot!(project.run("kill core_redesign"));
    let expected = crate::project::SIDEBAR.replace("enabled = true", "enabled = false");
    assert_eq!(project.read("flags.toml"), expected);
    assert_snapshot!(project.run("kill new_sidebar -e staging --format json"));
}

#[test]
fn in_one_environment_only() {
    let project = Project::with(LAUNCH);
    assert_snapshot!(project.run("kill search -e staging"));
    assert_snapshot!(project.run("kill search -e production"));
    assert_snapshot!(project.run("kill stories -e staging --dry-run"));
    assert_snapshot!(project.run("kill search"));
}

#[test]
fn a_killed_flag_that_an_expectation_wants_stays() {
    let text = LAUNCH.replace(
        "[flags.page_size]",
        "[[flags.page_size.expect]]\ncontext = { user = \"u1\" }\nis = true\n\n[flags.page_size]",
    );
    let project = Project::with(&text);
    assert_snapshot!(project.run("kill page_size"));
    assert_eq!(project.read("flags.toml"), text);
}

#[test]
fn bad_input_is_explained() {
    let project = Project::with(LAUNCH);
    for words in ["kill", "kill serch", "kill search -e live", "kill search -f missing.toml", "kill --help"] {
        assert_snapshot!(project.run(words));
    }
    assert_eq!(project.read("flags.toml"), LAUNCH);
}

#[test]
fn says_who_gains_by_it() {
    let project = Project::with(
        "[context]\nuser = { type = \"string\", key = true }\n[flags.search]\nrollout = 10\n\
         [flags.index]\nwhen = { flag = { search = false } }\n",
    );
    assert_snapshot!(project.run("kill search"));
}
