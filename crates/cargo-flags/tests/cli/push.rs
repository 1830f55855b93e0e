//! `push`

use std::fs::File;
use std::io::Read;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use fs4::FileExt;
use insta::assert_snapshot;

use crate::Project;
use crate::project::SIDEBAR;
use crate::publish::{edit, live, report, stable, wider};

#[test]
fn the_first_and_the_next() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("push file:live.toml --dry-run"));
    assert_snapshot!(project.run("push file:live.toml --yes"));
    assert_snapshot!(project.run("push file:live.toml --yes"));
    edit(&project, &wider());
    assert_snapshot!(project.run("push live.toml --apply 10 --yes"));
    assert_snapshot!(project.run("push live.toml --apply 10"));
    assert_snapshot!(project.run("push live.toml --yes"));
    assert!(project.read("live.toml").contains("\n# seal: v1 revision=3 flags=3 blake3="));
}

#[test]
fn what_is_for_all_is_kept_while_a_text_is_for_a_share() {
    let project = live();
    let first = project.read("live.toml");
    let push = |text: &str, words: &str| {
        edit(&project, text);
        project.run(&format!("push live.toml --yes --format json {words}"))
    };
    let rollout = |percent: u32| SIDEBAR.replace("rollout  = 25 ", &format!("rollout  = {percent} "));
    for (percent, words) in [(60, "--apply 10"), (61, "--apply 50")] {
        let said = push(&rollout(percent), words);
        assert!(
            said.contains("\"base\":1,") && said.contains("\"warnings\":[]") == (percent == 60),
            "{said}"
        );
        assert_eq!(project.read("live.base.toml"), first);
    }
    let said = push(&rollout(62), "");
    assert!(said.contains("\"base\":null,"), "{said}");
    assert_eq!(project.read("live.base.toml"), first, "nobody reads it");
    let fourth = project.read("live.toml");
    // A dry run writes neither.
    edit(&project, &rollout(63));
    assert!(project.run("push live.toml --apply 10 --dry-run").contains("take revision 4 when they start"));
    assert_eq!(project.read("live.base.toml"), first);
    let said = push(&rollout(63), "--apply 10");
    assert!(said.contains("\"base\":4,"), "{said}");
    assert_eq!(project.read("live.base.toml"), fourth);
}

#[test]
fn a_first_text_for_a_share_has_no_base() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("push file:live.toml --apply 10 --yes"));
    assert!(!project.path().join("live.base.toml").exists());
    // What is for a share, or was changed, is no base, whoever wrote it there.
    for base in [project.read("live.toml"), live().read("live.toml").replace("50", "51")] {
        std::fs::write(project.path().join("live.base.toml"), base).expect("the file can be written");
        edit(&project, &wider());
        let said = project.run("push live.toml --apply 20 --dry-run");
        assert!(said.contains("no sealed text for all instances"), "{said}");
    }
}

#[test]
fn asks_only_at_a_terminal() {
    let project = live();
    edit(&project, &wider());
    assert_snapshot!(project.run("push live.toml"));
    assert!(project.read("live.toml").contains("revision=1 "));
}

#[test]
fn as_json() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("push live.toml --yes --format json"));
    assert_snapshot!(project.run("push live.toml --yes --format json"));
    edit(&project, &wider());
    assert_snapshot!(project.run("push live.toml --yes --format json"));
    assert_snapshot!(project.run("push live.toml --format json --apply 5"));
}

#[test]
fn a_class_that_is_denied_is_not_pushed() {
    let project = live();
    edit(&project, &SIDEBAR.replace("rollout  = 25 ", "rollout  = 10 "));
    assert_snapshot!(project.run("push live.toml --yes --deny narrows,breaking"));
    assert!(project.read("live.toml").contains("revision=1 "));
    assert!(project.run("push live.toml --yes --deny breaking").contains("exit code: 0"));
}

/// Programs take nothing that is older than what they run, whatever became of the store.
#[test]
fn instances_know_revisions_that_the_store_has_lost() {
    let ahead = report("web-1", 0, &[("\"revision\":1", "\"revision\":42")]);
    let project = Project::sidebar().file("live.instances/web-1.json", ahead);
    assert_snapshot!(project.run("push live.toml --revision 7 --dry-run"));
    assert_snapshot!(project.run("push live.toml --yes"));
    assert!(project.read("live.toml").contains("revision=43 "));
}

#[test]
fn a_flag_that_is_gone_keeps_its_rules() {
    let project = live();
    let end = SIDEBAR.find("[flags.new_sidebar]").expect("it is there");
    edit(&project, &SIDEBAR[..end]);
    assert_snapshot!(project.run("push live.toml --dry-run"));
}

#[test]
fn what_is_signed_stays_signed() {
    let project = Project::sidebar();
    project.run("seal --new-key publish.key");
    project.run("seal --new-key other.key");
    assert_snapshot!(project.run("push live.toml --yes --key publish.key"));
    assert_snapshot!(project.run("push live.toml"));
    edit(&project, &wider());
    assert_snapshot!(project.run("push live.toml --yes"));
    assert_snapshot!(project.run("push live.toml --yes --key other.key"));
    assert_snapshot!(project.run("push live.toml --yes --unsigned"));
}

#[test]
fn over_what_is_damaged() {
    let whole = live().read("live.toml");
    let project = Project::with(&wider())
        .file("cut.toml", &whole[..whole.len() - 30])
        .file("changed.toml", whole.replace("rollout  = 50", "rollout  = 51"))
        .file("invalid.toml", "[flags.a]\nrolout = 1\n")
        .file("binary.toml", b"\xff\xfe")
        .file("by_hand.toml", SIDEBAR);
    for words in [
        "push cut.toml --yes",
        "push changed.toml --yes",
        "push changed.toml --yes --revision 2",
        "push invalid.toml --yes",
        "push invalid.toml --yes --revision 2 --deny breaking",
        "push binary.toml --yes",
        "push by_hand.toml --yes",
        "push by_hand.toml --yes --revision 2 --apply 5",
        "push by_hand.toml --yes --revision 2",
    ] {
        assert_snapshot!(stable(&project.run(words)));
    }
}

#[test]
fn a_file_that_was_pulled_before_others_pushed() {
    let project = live();
    project.run("pull live.toml -o mine.toml");
    edit(&project, &wider());
    assert!(project.run("push live.toml --yes").contains("exit code: 0"));
    let mine = project.read("mine.toml").replace("rollout  = 50", "rollout  = 80");
    let project = project.file("mine.toml", mine);
    assert_snapshot!(project.run("push live.toml -f mine.toml --dry-run"));
}

#[test]
fn bad_input_is_explained() {
    let project = live().file("wrong.toml", "[flags.a]\nrolout = 1\n").file("folder/x", "");
    for words in [
        "push",
        "push live.toml -f wrong.toml",
        "push live.toml -f missing.toml",
        "push flags.toml --yes",
        "push gopher://user:secret@host/flags --yes",
        "push file: --yes",
        "push folder --yes",
        "push live.toml --deny unsafe",
        "push live.toml --apply 200",
        "push --help",
    ] {
        assert_snapshot!(project.run(words));
    }
}

fn start(project: &Project, words: &str) -> Child {
    let mut command = project.command(words);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the command starts")
}

/// Reads what a push says until it is about to write.
fn read_until_decided(child: &mut Child) {
    let out = child.stdout.as_mut().expect("it has an output");
    let (mut said, mut byte) = (Vec::new(), [0]);
    while !String::from_utf8_lossy(&said).contains("→ revision 2, ") {
        assert_eq!(out.read(&mut byte).expect("it can be read"), 1, "it ended before it wrote");
        said.push(byte[0]);
    }
}

#[test]
fn of_two_at_the_same_time_one_is_told() {
    let project =
        live().file("a.toml", wider()).file("b.toml", SIDEBAR.replace("rollout  = 50", "rollout  = 51"));
    // Whoever writes waits for this lock, with what was read before.
    let lock = File::options().write(true).open(project.path().join(".live.toml.lock")).expect("it is there");
    FileExt::lock(&lock).expect("it can be locked");
    let mut pushes =
        ["a.toml", "b.toml"].map(|file| start(&project, &format!("push live.toml --yes -f {file}")));
    pushes.iter_mut().for_each(read_until_decided);
    drop(lock);
    let outputs = pushes.map(|child| child.wait_with_output().expect("it ends"));
    let mut codes = outputs.each_ref().map(|output| output.status.code());
    let winner = usize::from(codes[0] != Some(0));
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(1)]);
    let told = String::from_utf8_lossy(&outputs[1 - winner].stderr).into_owned();
    assert_snapshot!(told);
    let live = project.read("live.toml");
    assert!(live.contains("revision=2 "));
    assert!(live.starts_with(&project.read(["a.toml", "b.toml"][winner])));
}

#[test]
fn of_two_for_a_share_at_the_same_time_one_is_told() {
    let project = live();
    let first = project.read("live.toml");
    let project = project.file("a.toml", wider());
    // Whoever writes the base waits for this lock.
    let lock = File::create(project.path().join(".live.base.toml.lock")).expect("it can be made");
    FileExt::lock(&lock).expect("it can be locked");
    let mut push = start(&project, "push live.toml --yes --apply 10 -f a.toml");
    read_until_decided(&mut push);
    // Somebody else is faster, with a text for all and then one for a share.
    std::fs::write(project.path().join("live.base.toml"), "# theirs\n").expect("the file can be written");
    drop(lock);
    assert_eq!(push.wait_with_output().expect("it ends").status.code(), Some(1));
    assert_eq!(project.read("live.base.toml"), "# theirs\n");
    assert_eq!(project.read("live.toml"), first);
}

#[test]
fn kill_9_at_any_moment_leaves_the_old_text_or_the_new_one() {
    kill_9("push live.toml --yes", |_, _| {});
}

#[test]
fn kill_9_at_any_moment_leaves_no_text_for_a_share_without_a_base() {
    kill_9("push live.toml --yes --apply 10", |project, old| {
        let base = project.path().join("live.base.toml");
        assert!(project.read("live.toml") == old || project.read("live.base.toml") == old);
        let _ = std::fs::remove_file(base);
    });
}

/// Ends a push at many moments, and looks at what it has left.
fn kill_9(words: &str, check: impl Fn(&Project, &str)) {
    let project = live();
    let old = project.read("live.toml");
    edit(&project, &wider());
    let push = || {
        let mut command = project.command(words);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command starts")
    };
    // How long a push takes here, so that the moments are spread over all of it.
    let began = Instant::now();
    assert!(push().wait().expect("it ends").success());
    let whole = began.elapsed().min(Duration::from_millis(200));
    let new = project.read("live.toml");
    let (mut old_ones, mut new_ones) = (0, 0);
    for turn in 0..50_u32 {
        std::fs::write(project.path().join("live.toml"), &old).expect("the file can be written");
        let mut child = push();
        std::thread::sleep(whole * turn / 30);
        let _ = child.kill();
        child.wait().expect("it ends");
        let found = project.read("live.toml");
        check(&project, &old);
        if found == old {
            old_ones += 1;
        } else {
            assert_eq!(found, new, "turn {turn}");
            new_ones += 1;
        }
    }
    assert!(old_ones > 0 && new_ones > 0, "{old_ones} old, {new_ones} new: the moments miss the push");
}
