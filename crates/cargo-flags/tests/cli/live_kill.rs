//! `kill --live` and `revive --live`

use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;
use crate::publish::{live, report, stable};

#[test]
fn a_list_belongs_to_people() {
    let project = live().file("live.kill", "# Ask Ada first.\r\ncheckout_button # slow");
    assert_snapshot!(stable(
        &project.run("kill core_redesign --live live.toml --reason they\u{a0}pay\u{a0}twice")
    ));
    assert_snapshot!(stable(&project.run("kill core_redesign new_sidebar --live live.toml")));
    assert_snapshot!(stable(&project.run("revive checkout_button core_redesign --live file:live.toml")));
    assert_eq!(stable(&project.read("live.kill")), "# Ask Ada first.\r\nnew_sidebar  # [TODAY]\n");
    assert_snapshot!(stable(&project.run("revive core_redesign --live live.toml")));
    assert_eq!(project.read("flags.toml"), SIDEBAR);
}

#[test]
fn as_json_and_without_writing() {
    let project = live();
    assert_snapshot!(stable(&project.run("kill core_redesign --live live.toml --dry-run")));
    assert_snapshot!(stable(&project.run("kill core_redesign --live live.toml --format json")));
    assert_snapshot!(stable(&project.run("revive core_redesign --live live.toml --format json")));
    assert_eq!(project.read("live.kill"), "# nothing is killed\n");
}

#[test]
fn the_old_name_of_a_flag_is_the_flag() {
    let text = "[flags.checkout]\nenabled = true\nrenamed_from = \"cart\"\n[flags.off]\nenabled = false\n";
    let project = Project::with(text).file("live.kill", "cart\n");
    project.run("push live.toml --yes");
    assert_snapshot!(stable(&project.run("kill checkout off --live live.toml")));
    assert_snapshot!(stable(&project.run("revive checkout off --live live.toml")));
    assert_eq!(project.read("live.kill"), "# nothing is killed\n");
}

#[test]
fn works_whatever_the_rules_are() {
    let project = live().file("live.toml", b"\xff");
    assert_snapshot!(stable(&project.run("kill new_sidebar --live live.toml")));
    let project = Project::empty().file("live.toml", "[flags.a]\nrolout = 1\n");
    assert_snapshot!(stable(&project.run("kill new_sidebar --live live.toml")));
    assert_snapshot!(stable(&project.run("kill new_sidebar --live live.toml --force")));
    assert_snapshot!(stable(&project.run("revive new_sidebar --live live.toml")));
}

/// A kill waits for nothing that it does not need.
#[test]
fn rules_that_cannot_be_read_stop_no_kill() {
    let project = Project::sidebar().file("live.toml/file", "where the rules should be is a directory");
    let said = project.run("kill new_sidebar --live live.toml");
    assert!(said.contains("exit code: 0") && said.contains("the live rules cannot be read"), "{said}");
    assert!(project.read("live.kill").starts_with("new_sidebar "));
}

#[test]
fn a_damaged_list_revives_nothing() {
    let project = live().file("live.kill", "new_sidebar\nNot A Name\n");
    assert_snapshot!(stable(&project.run("revive new_sidebar --live live.toml")));
    assert_snapshot!(stable(&project.run("kill new_sidebar --live live.toml")));
    let project = project.file("live.kill", "# long\n".repeat(64 * 1024 / 7));
    assert_snapshot!(project.run("kill new_sidebar --live live.toml"));
}

#[test]
fn the_whole_list_is_emptied() {
    let project = live().file("live.kill", "new_sidebar # why\nNot A Name\ncore_redesign\n");
    assert_snapshot!(stable(&project.run("revive --all --live live.toml")));
    assert_eq!(project.read("live.kill"), "# nothing is killed\n");
    assert_snapshot!(stable(&project.run("revive --all --live live.toml")));
    // Programs keep what they have killed while there is no list; and an empty one is none to them.
    let project = live();
    assert_snapshot!(stable(&project.run("revive new_sidebar --live live.toml")));
    assert_eq!(project.read("live.kill"), "# nothing is killed\n");
}

/// Programs keep what they have killed while their list is lost, so a new one must not forget it.
#[test]
fn a_list_that_was_lost_is_found_with_the_instances() {
    let still =
        report("web-1", 90, &[("\"killed\":[]", "\"killed\":[\"checkout_button\",\"core_redesign\"]")]);
    let project = live().file("live.kill", "").file("live.instances/web-1.json", still);
    assert_snapshot!(project.run("status live.toml"));
    assert_snapshot!(stable(&project.run("kill new_sidebar --live live.toml")));
    let list = project.read("live.kill");
    assert!(
        ["checkout_button", "core_redesign", "new_sidebar"].iter().all(|name| list.contains(name)),
        "{list}"
    );
    let project = project.file("live.kill", "\n");
    assert_snapshot!(stable(&project.run("revive core_redesign --live live.toml")));
    assert!(project.read("live.kill").starts_with("checkout_button "));
}

#[test]
fn a_slip_in_the_address_kills_nothing() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("kill new_sidebar --live elsewhere.toml"));
    assert_snapshot!(project.run("kill new_sidebar --live 127.0.0.1:4222/flags/shop"));
    assert_snapshot!(project.run("kill new_sidebar --live nats//host/flags/shop"));
    assert!(project.run("kill new_sidebar --live elsewhere.toml --force").contains("exit code: 0"));
    assert!(project.read("elsewhere.kill").starts_with("new_sidebar"));
}

#[test]
fn bad_input_is_explained() {
    let project = live();
    for words in [
        "kill --live live.toml",
        "kill new_sidebr --live live.toml",
        "revive new_sidebr --live live.toml",
        "kill New-Sidebar --live live.toml --force",
        "kill new_sidebar --live gopher://host",
        "kill new_sidebar --live live.toml -e staging",
        "kill new_sidebar --live live.toml -f missing.toml",
        "kill new_sidebar core_redesign",
        "kill new_sidebar --reason slow",
        "revive new_sidebar --force",
    ] {
        assert_snapshot!(project.run(words));
    }
    assert!(!project.path().join("live.kill").exists());
}
