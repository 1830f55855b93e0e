//! `seal`

use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;
use crate::publish::stable;

#[test]
fn a_file_gets_a_seal() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("seal"));
    assert_snapshot!(project.run("seal flags.toml --revision 42 --apply 12.5 -o live.toml"));
    assert_snapshot!(project.run("seal live.toml --format json -o live.toml"));
    assert!(project.read("live.toml").starts_with(SIDEBAR));
    assert_eq!(project.read("flags.toml"), SIDEBAR);
}

#[test]
fn a_seal_is_replaced_after_a_change() {
    let project = Project::sidebar();
    project.run("seal -o flags.toml");
    let edited = project.read("flags.toml").replace("rollout  = 25 ", "rollout  = 60 ");
    std::fs::write(project.path().join("flags.toml"), edited).expect("the file can be written");
    assert_snapshot!(project.run("seal -o flags.toml"));
    assert_eq!(project.read("flags.toml").matches("# seal:").count(), 1);
    assert_snapshot!(project.run("seal --revision 1 -o flags.toml"));
}

#[test]
fn keys_are_made_once_and_sign() {
    let project = Project::sidebar();
    assert_snapshot!(stable(&project.run("seal --new-key publish.key")));
    assert_snapshot!(stable(&project.run("seal --new-key publish.key")));
    assert_snapshot!(stable(&project.run("seal --new-key other.key --format json")));
    assert_snapshot!(stable(&project.run("seal --key publish.key -o live.toml")));
    assert!(project.read("live.toml").contains(" ed25519="));
    assert_ne!(project.read("publish.key"), project.read("other.key"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let about = project.path().join("publish.key").metadata().expect("it is there");
        assert_eq!(about.permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn bad_input_is_explained() {
    let project = Project::with("[flags.a]\nrolout = 1\n")
        .file("good.toml", SIDEBAR)
        .file("twice.toml", format!("{SIDEBAR}# seal: v1 revision=1\n[flags.more]\nenabled = true\n"))
        .file("ssh.key", "-----BEGIN OPENSSH PRIVATE KEY-----\nabc\n");
    for words in [
        "seal",
        "seal missing.toml",
        "seal twice.toml",
        "seal good.toml --apply 0.5",
        "seal good.toml --revision -1",
        "seal good.toml --key missing.key",
        "seal good.toml --key ssh.key",
        "seal good.toml -o missing/live.toml",
        "seal good.toml --new-key x.key",
        "seal --new-key missing/x.key",
        "seal --help",
    ] {
        assert_snapshot!(project.run(words));
    }
}
