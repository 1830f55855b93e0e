//! `list` and `show`

use insta::assert_snapshot;

use crate::Project;

#[test]
fn lists_all() {
    assert_snapshot!(Project::sidebar().run("list"));
}

#[test]
fn lists_one_environment_of_one_owner() {
    assert_snapshot!(Project::sidebar().run("list -e production --owner web"));
}

#[test]
fn lists_nothing() {
    assert_snapshot!(Project::sidebar().run("list --tag none"));
}

#[test]
fn lists_as_json() {
    assert_snapshot!(Project::sidebar().run("list --format json"));
}

#[test]
fn shows_a_flag() {
    assert_snapshot!(Project::sidebar().run("show new_sidebar"));
}

#[test]
fn shows_what_depends_on_a_flag() {
    assert_snapshot!(Project::sidebar().run("show core_redesign"));
}

#[test]
fn shows_a_flag_as_json() {
    assert_snapshot!(Project::sidebar().run("show core_redesign --format json"));
}

#[test]
fn a_flag_that_was_renamed_or_retired() {
    let project = Project::with(
        "[retired]\nold_chat = { since = 2026-03-01 }\n\
         [flags.talk]\nrenamed_from = \"chat\"\nenabled = true\n",
    );
    assert_snapshot!(project.run("show chat") + &project.run("show old_chat"));
}

#[test]
fn finds_the_file_in_a_folder_above() {
    let project = Project::sidebar().file("src/main.rs", "");
    let output = project.command("list").current_dir(project.path().join("src")).output().expect("it runs");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("3 flags\n"));
}

#[test]
fn no_file_anywhere() {
    assert_snapshot!(Project::empty().run("list"));
}

#[test]
fn a_file_that_is_not_there() {
    assert_snapshot!(Project::empty().run("list --file other.toml"));
}

#[test]
fn a_folder() {
    assert_snapshot!(Project::sidebar().run("list --file ."));
}

#[test]
fn a_binary_file() {
    assert_snapshot!(Project::empty().file("flags.toml", b"[flags]\n\x00\xff\xfe\x81").run("list"));
}

#[test]
fn a_file_of_a_hundred_megabytes() {
    let project = Project::empty().file("flags.toml", "");
    let file = std::fs::File::options().write(true).open(project.path().join("flags.toml"));
    file.and_then(|file| file.set_len(100 << 20)).expect("the file can grow");
    assert_snapshot!(project.run("list"));
}

#[test]
fn help_is_there() {
    assert_snapshot!(Project::empty().run("--help") + &Project::empty().run("explain --help"));
}

#[test]
fn a_command_that_does_not_exist() {
    assert_snapshot!(Project::empty().run("lst"));
}

#[test]
fn colours_only_where_they_are_asked_for() {
    let project = Project::sidebar();
    let output = |words: &str, variables: &[(&str, &str)]| {
        let mut command = project.command(words);
        command.env_remove("NO_COLOR").envs(variables.iter().copied());
        String::from_utf8(command.output().expect("it runs").stdout).expect("it is text")
    };
    assert!(!output("list", &[]).contains('\u{1b}'), "a pipe has no colours");
    assert!(output("list --color always", &[]).contains('\u{1b}'), "unless it is told to");
    assert!(output("list", &[("CLICOLOR_FORCE", "1")]).contains('\u{1b}'), "by the variable too");
    assert!(!output("list", &[("NO_COLOR", "1")]).contains('\u{1b}'), "NO_COLOR is honoured");
}

#[test]
fn wrong_arguments_are_json_too_where_it_is_asked_for() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("list --format json --al"));
    assert_snapshot!(project.run("show --format=json"));
}

#[test]
fn completions_know_every_command() {
    let run = Project::empty().run("completions bash");
    assert!(run.contains("exit code: 0"), "{run}");
    for command in ["init", "check", "explain", "simulate", "advance", "rollback", "revive", "schema"] {
        assert!(run.contains(command), "{command} is not completed");
    }
    assert_snapshot!(Project::empty().run("completions csh"));
}
