//! `advance`

use insta::assert_snapshot;

use crate::Project;
use crate::set::LAUNCH;

#[test]
fn takes_the_next_step_of_the_ladder() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("advance new_sidebar"));
    assert_snapshot!(project.run("advance new_sidebar"));
    assert_snapshot!(project.run("advance new_sidebar"));
    assert_snapshot!(project.run("advance new_sidebar -e staging --format json"));
}

#[test]
fn a_ladder_may_end_early() {
    let text = "[context]\nuser = { type = \"string\", key = true }\n\
                [flags]\na = { rollout = 10, ladder = [10, 50] }\n";
    let project = Project::with(text);
    assert_snapshot!(project.run("advance a"));
    assert_snapshot!(project.run("advance a"));
}

#[test]
fn rules_are_named_where_it_matters() {
    let project = Project::with(LAUNCH);
    assert_snapshot!(project.run("advance previews"));
    assert_snapshot!(project.run("advance previews --rule 0"));
    assert_snapshot!(project.run("advance previews --own"));
}

#[test]
fn a_flag_in_a_stage_moves_to_the_next() {
    let project = Project::with(LAUNCH);
    assert_snapshot!(project.run("advance stories"));
    assert_snapshot!(project.run("advance stories --stage"));
    assert_snapshot!(project.run("advance stories --stage"));
    assert_snapshot!(project.run("advance stories --stage"));
    assert_snapshot!(project.run("advance previews --stage"));
}

#[test]
fn a_narrower_stage_needs_force() {
    let text = LAUNCH
        .replace("{ rollout = 10 }]", "{ rollout = 10 }]\n")
        .replace("\"grace\"] } }, {", "\"alan\"] } }, {");
    let project = Project::with(&text);
    assert_snapshot!(project.run("advance stories --stage"));
    assert_eq!(project.read("flags.toml"), text);
    assert_snapshot!(project.run("advance stories --stage --force"));
}

#[test]
fn a_killed_flag_advances_with_a_warning() {
    assert_snapshot!(Project::with(LAUNCH).run("advance search -e production"));
}

#[test]
fn bad_input_is_explained() {
    let project = Project::with(LAUNCH);
    for words in [
        "advance storys",
        "advance stories --stage --rule 0",
        "advance previews --rule 0 --own",
        "advance previews --rule 7",
        "advance search",
        "advance -f missing.toml stories",
        "advance --help",
    ] {
        assert_snapshot!(project.run(words));
    }
    assert_eq!(project.read("flags.toml"), LAUNCH);
    assert_snapshot!(Project::with("[flags.a]\nrollout = 250\n").run("advance a"));
}
