//! `pull`

use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;
use crate::publish::{edit, live, wider};

#[test]
fn prints_what_is_live() {
    let project = live();
    let whole = project.command("pull live.toml").output().expect("it runs").stdout;
    assert_eq!(String::from_utf8_lossy(&whole), project.read("live.toml"));
    assert_snapshot!(project.run("pull live.toml --plain"));
    assert_snapshot!(project.run("pull live.toml --format json"));
}

#[test]
fn overwrites_only_what_nobody_has_changed() {
    let project = live();
    assert_snapshot!(project.run("pull live.toml -o mine.toml"));
    assert_snapshot!(project.run("pull live.toml -o mine.toml"));
    edit(&project, &wider());
    project.run("push live.toml --yes");
    assert_snapshot!(project.run("pull live.toml -o mine.toml --format json"));
    let changed = project.read("mine.toml").replace("rollout  = 60 ", "rollout  = 61 ");
    let project = project.file("mine.toml", &changed);
    assert_snapshot!(project.run("pull live.toml -o mine.toml"));
    assert_eq!(project.read("mine.toml"), changed);
    assert_snapshot!(project.run("pull live.toml --plain -o mine.toml --force"));
    assert_eq!(project.read("mine.toml"), wider());
}

#[test]
fn bad_input_is_explained() {
    let project = live();
    let text = project.read("live.toml");
    let project = project
        .file("changed.toml", text.replace("rollout  = 50", "rollout  = 51"))
        .file("by_hand.toml", SIDEBAR)
        .file("invalid.toml", "[flags.a]\nrolout = 1\n")
        .file("folder/x", "");
    for words in [
        "pull",
        "pull missing.toml",
        "pull changed.toml",
        "pull by_hand.toml -o copy.toml",
        "pull invalid.toml",
        "pull live.toml -o folder",
        "pull live.toml -o missing/x.toml",
        "pull live.toml --force",
        "pull --help",
    ] {
        assert_snapshot!(project.run(words));
    }
}

#[test]
fn nothing_is_live() {
    assert_snapshot!(Project::empty().run("pull file:live.toml"));
}
