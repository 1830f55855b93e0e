//! An edit that is interrupted, or must not be, leaves the old file or the new one.

use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};

use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;

#[test]
fn kill_9_at_any_moment_leaves_the_old_file_or_the_new_one() {
    let new = SIDEBAR.replace("rollout  = 25   #", "rollout  = 50   #");
    let project = Project::sidebar();
    let start = || {
        let mut command = project.command("set new_sidebar --rollout 50 --force");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command starts")
    };
    // How long an edit takes here, so that the moments are spread over all of it.
    let began = Instant::now();
    assert!(start().wait().expect("it ends").success());
    let whole = began.elapsed().min(Duration::from_millis(100));
    let (mut old_ones, mut new_ones) = (0, 0);
    for turn in 0..200_u32 {
        fs::write(project.path().join("flags.toml"), SIDEBAR).expect("the file can be written");
        let mut child = start();
        std::thread::sleep(whole * turn / 160);
        let _ = child.kill();
        child.wait().expect("it ends");
        let found = project.read("flags.toml");
        if found == SIDEBAR {
            old_ones += 1;
        } else {
            assert_eq!(found, new, "turn {turn}");
            new_ones += 1;
        }
    }
    assert!(old_ones > 0 && new_ones > 0, "{old_ones} old, {new_ones} new: the moments miss the edit");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_is_not_replaced() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::sidebar();
    let path = project.path().join("flags.toml");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o444)).expect("they can be set");
    assert_snapshot!(project.run("set new_sidebar --rollout 50"));
    assert_eq!(project.read("flags.toml"), SIDEBAR);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let project = Project::sidebar();
    let set = |mode| fs::set_permissions(project.path(), fs::Permissions::from_mode(mode));
    set(0o555).expect("they can be set");
    // Permissions do not hold root back.
    let is_root = fs::write(project.path().join("probe"), "").is_ok();
    let said = project.run("set new_sidebar --rollout 50");
    set(0o755).expect("they can be set");
    if !is_root {
        assert!(said.contains("exit code: 2") && said.contains("the folder has to be writable"), "{said}");
        assert_eq!(project.read("flags.toml"), SIDEBAR);
    }
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_its_file_changes() {
    let project = Project::empty().file("shared/flags.toml", SIDEBAR);
    let link = project.path().join("flags.toml");
    std::os::unix::fs::symlink("shared/flags.toml", &link).expect("the link can be made");
    assert_snapshot!(project.run("set new_sidebar --rollout 50"));
    assert!(fs::symlink_metadata(&link).is_ok_and(|about| about.is_symlink()));
    assert!(project.read("shared/flags.toml").contains("rollout  = 50   # since May"));
}

#[test]
fn odd_bytes_survive() {
    let text = format!("\u{feff}{}", SIDEBAR.trim_end().replace('\n', "\r\n"));
    let project = Project::with(&text);
    project.run("kill checkout_button");
    assert_eq!(project.read("flags.toml"), format!("{text}\r\nenabled = false"));
    project.run("set new_sidebar --rollout 50");
    let expected = text.replace("rollout  = 25   #", "rollout  = 50   #");
    assert_eq!(project.read("flags.toml"), format!("{expected}\r\nenabled = false"));
}
