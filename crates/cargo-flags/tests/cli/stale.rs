//! `stale`

use insta::assert_snapshot;

use crate::Project;

const FLAGS: &str = r#"[context]
user = { type = "string", key = true }

[flags.core_redesign]
description = "The new frame of every page"
owner   = "design"
expires = 2026-05-01
enabled = true

[flags.new_sidebar]
owner    = "web"
requires = ["core_redesign"]
rollout  = 25
renamed_from = "side_panel"

[flags.comment_threads]
owner = "writing"
stage = "general-availability"

[flags.checkout_button]
kind     = "experiment"
variants = ["control", "blue"]
serve    = "blue"
lints    = { fully-rolled-out = "allow" }

[flags.old_banner]
rollout = 10

[flags.audit_log]
kind = "permission"
enabled = true

[retired]
old_checkout = { since = 2026-03-01, keep = true, note = "the new one is everywhere" }
gone = {}
"#;

const CODE: &str = "fn main() {\n    if flags.new_sidebar(&ctx) || flags.side_panel(&ctx) {}\n    \
                    flags.comment_threads(&ctx);\n    flags.checkout_button(&ctx);\n    flags.audit_log(&ctx);\n    \
                    flags.old_checkout(&ctx);\n}\n\n#[test]\nfn banner() {\n    flags.old_banner(&ctx);\n}\n";

#[test]
fn each_has_its_reasons_and_its_calls() {
    let project = Project::with(FLAGS).file("src/main.rs", CODE);
    assert_snapshot!(project.run("stale --today 2026-11-21"));
    assert_snapshot!(project.run("stale --today 2026-11-21 --format json"));
}

#[test]
fn without_code_nothing_is_never_called() {
    assert_snapshot!(Project::with(FLAGS).run("stale --today 2026-04-01"));
}

#[test]
fn nothing_is_stale() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("stale --today 2026-11-21"));
    let flags = "[context]\nuser = { type = \"string\", key = true }\n[flags.chat]\nrollout = 5\n";
    assert_snapshot!(Project::with(flags).run("stale --today 2026-11-21"));
    assert_snapshot!(Project::with(flags).run("stale --today 2026-11-21 --format json"));
}

#[test]
fn bad_input_is_named() {
    assert_snapshot!(Project::empty().run("stale"));
    assert_snapshot!(Project::with("[flags.x]\nrolout = 5\n").run("stale"));
    assert_snapshot!(Project::sidebar().run("stale --code nowhere"));
    assert_snapshot!(Project::sidebar().run("stale --help"));
}
