//! `set`

use insta::assert_snapshot;

use crate::Project;

/// A flag with rules, one in a stage, one that environments decide alone.
pub(crate) const LAUNCH: &str = r#"environments = ["staging", "production"]
ladder = [1, 5, 25, 50, 100]

[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro"] }

[[stages]]
name = "internal"
rules = [{ when = { user = ["ada", "grace"] } }]

[[stages]]
name = "beta"
rules = [{ when = { user = ["ada", "grace"] } }, { rollout = 10 }]

[[stages]]
name = "everyone"
rules = [{ rollout = 100 }]

[flags.stories]
stage = "internal"

[flags.previews]
rules = [
    { name = "paying", when = { plan = "pro" }, rollout = 50 }, # half of them
    { when = { user = "ada" } },
]
rollout = 5

[flags.search]
rollout = 0

[flags.search.env.staging]
rollout = "50%"

[flags.search.env.production]
rollout = 25
enabled = false

[flags.tips]
requires = ["search"]
rollout = 25

[[flags.tips.expect]]
environment = "production"
context = { user = "u1" }
is = false

[flags.page_size]
default = 20
serve = 40
"#;

fn launch() -> Project {
    Project::with(LAUNCH)
}

#[test]
fn a_rollout_is_widened_and_the_rest_stays() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("set new_sidebar --rollout 50"));
    let expected = crate::project::SIDEBAR.replace("rollout  = 25   #", "rollout  = 50   #");
    assert_eq!(project.read("flags.toml"), expected);
}

#[test]
fn what_would_take_the_flag_from_somebody_needs_force() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("set new_sidebar --rollout 10"));
    assert_eq!(project.read("flags.toml"), crate::project::SIDEBAR);
    assert_snapshot!(project.run("set new_sidebar --rollout 12.5% --force"));
    assert!(project.read("flags.toml").contains("rollout  = 12.5   # since May"));
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("set new_sidebar --rollout 50 -e production --dry-run"));
    assert_snapshot!(project.run("set new_sidebar --rollout 50 -e production --dry-run --format json"));
    assert_eq!(project.read("flags.toml"), crate::project::SIDEBAR);
}

#[test]
fn what_is_so_already_is_left_alone() {
    assert_snapshot!(Project::sidebar().run("set new_sidebar --rollout 25"));
    assert_snapshot!(launch().run("set stories --stage internal --format json"));
}

#[test]
fn a_rule_is_named_by_number_or_name() {
    let project = launch();
    assert_snapshot!(project.run("set previews --rollout 60"));
    assert_snapshot!(project.run("set previews --rollout 60 --rule paying"));
    assert_snapshot!(project.run("set previews --rollout 60 --rule 2"));
    assert_snapshot!(project.run("set previews --rollout 60 --rule payin"));
    assert_snapshot!(project.run("set previews --rollout 60 --rule 0 -e staging"));
    assert_snapshot!(project.run("set previews --rollout 6 --own --format json"));
}

#[test]
fn where_every_environment_decides_itself_one_is_named() {
    let project = launch();
    assert_snapshot!(project.run("set search --rollout 60"));
    assert_snapshot!(project.run("set search --rollout 60 -e staging"));
    assert_snapshot!(project.run("set search --rollout 60 -e production"));
    assert_snapshot!(project.run("set search --rollout 60 -e prod"));
}

#[test]
fn stages_and_values_are_set() {
    let project = launch();
    assert_snapshot!(project.run("set stories --stage beta"));
    assert_snapshot!(project.run("set stories --stage bta"));
    assert_snapshot!(project.run("set previews --stage beta --rule 0"));
    assert_snapshot!(project.run("set page_size --serve 50"));
    assert_snapshot!(project.run("set page_size --serve many"));
    assert_snapshot!(project.run("set stories --serve blue"));
    let buttons = Project::sidebar();
    assert_snapshot!(buttons.run("set checkout_button --serve blue"));
    assert_snapshot!(buttons.run("set checkout_button --serve control=50,blue=50 --force"));
    assert_snapshot!(buttons.run("set checkout_button --serve control=50,red=50"));
}

#[test]
fn what_makes_the_file_invalid_is_not_written() {
    let text = "[flags.a]\nrollout = 0\n\n[[flags.a.expect]]\ncontext = {}\nis = false\n";
    let project = Project::with(text);
    assert_snapshot!(project.run("set a --rollout 100"));
    assert_snapshot!(project.run("set a --rollout 100 --format json"));
    assert_snapshot!(project.run("set a --rollout 50"));
    assert_eq!(project.read("flags.toml"), text);
}

#[test]
fn bad_input_is_explained() {
    let project = Project::sidebar();
    for words in [
        "set new_sidebr --rollout 50",
        "set new_sidebar --rollout half",
        "set new_sidebar --rollout 0.5",
        "set new_sidebar --rollout 101",
        "set new_sidebar --rollout -1",
        "set new_sidebar --rollout 50 -e prod",
        "set new_sidebar",
        "set new_sidebar --rollout 50 --stage beta",
        "set new_sidebar --rollout 50 -f missing.toml",
        "set new_sidebar --rollout 50 -f .",
    ] {
        assert_snapshot!(project.run(words));
    }
    assert_eq!(project.read("flags.toml"), crate::project::SIDEBAR);
    assert_snapshot!(Project::with("[flags.a]\nrolout = 5\n").run("set a --rollout 50"));
    assert_snapshot!(project.run("set --help"));
}

#[test]
fn a_variant_has_one_share() {
    let run = Project::sidebar().run("set checkout_button --serve blue=50,control=20,blue=30 --force");
    assert!(run.contains("exit code: 2") && run.contains("error: `blue` is given twice"), "{run}");
}
