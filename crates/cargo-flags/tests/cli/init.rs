//! `init`

use insta::assert_snapshot;

use crate::Project;

const MANIFEST: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// The program that follows from what it says.
const MAIN: &str = r#"mod features;
use features::{Context, Flags, Plan};

fn main() {
    let flags = Flags::new();
    let ctx = Context::new("user-42").plan(Plan::Pro);
    if flags.maintenance_banner(&ctx) {
        println!("we are at work");
    }
    if flags.new_greeting(&ctx) {
        println!("hello, user-42");
    }
    println!("a {} button", flags.button_color(&ctx).as_str());
}
"#;

/// The starter, compiled: `features.rs` says the same with the file beside `Cargo.toml`.
mod starter {
    #[flags::flags("src/init/flags.toml")]
    pub(crate) struct Flags;
}

#[test]
fn writes_what_is_needed_and_says_what_to_do() {
    let project = Project::empty().file("Cargo.toml", MANIFEST).file("src/main.rs", "fn main() {}\n");
    assert_snapshot!(project.run("init"));
    assert_snapshot!(project.read("flags.toml"));
    assert_snapshot!(project.read("src/features.rs"));
    assert_snapshot!(project.run("check --no-code"));
    // Whoever does what it says has called them all.
    let steps = project.run("check");
    assert_eq!(steps.matches("never called").count(), 3, "{steps}");
    std::fs::write(project.path().join("src/main.rs"), MAIN).expect("it can be written");
    assert_snapshot!(project.run("check"));
    let schema = project.command("schema").output().expect("it runs").stdout;
    assert_eq!(project.read("flags.schema.json").as_bytes(), schema);
    // A second time, everything is there.
    assert_snapshot!(project.run("init"));
}

#[test]
fn the_starter_compiles_and_is_what_the_readme_shows() {
    use starter::{ButtonColor, Context, Flags, Plan};
    let flags = Flags::new();
    let ctx = Context::new("user-1").plan(Plan::Free).country("DK");
    assert!(flags.new_greeting(&ctx) && !flags.maintenance_banner(&ctx));
    assert_eq!(flags.with(|o| o.button_color(ButtonColor::Blue)).button_color(&ctx), ButtonColor::Blue);
    assert!(["control", "blue", "green"].contains(&flags.button_color(&ctx).as_str()));
    let features = include_str!("../../src/init/features.rs");
    assert!(features.ends_with("#[flags::flags]\npub(crate) struct Flags;\n"));
    assert!(include_str!("../../../../README.md").contains("#[flags::flags]\npub(crate) struct Flags;\n"));
}

#[test]
fn nothing_is_overwritten() {
    for there in ["flags.toml", "flags.schema.json", "src/features.rs"] {
        let project = Project::empty().file("Cargo.toml", MANIFEST).file(there, "mine");
        let said = project.run("init");
        assert!(said.contains(&format!("error: {there} is there already")), "{said}");
        assert_eq!(project.read(there), "mine");
        let count = |folder: &std::path::Path| std::fs::read_dir(folder).map_or(0, Iterator::count);
        let files = count(project.path()) + count(&project.path().join("src"));
        assert_eq!(files, if there.starts_with("src") { 3 } else { 2 }, "{there}");
    }
}

#[test]
fn the_folder_must_be_that_of_a_crate() {
    assert_snapshot!(Project::empty().run("init"));
    let workspace = "[workspace]\nmembers = [\"apps/*\"]\n";
    let project = Project::empty().file("Cargo.toml", workspace).file("apps/shop/Cargo.toml", MANIFEST);
    assert_snapshot!(project.run("init"));
    assert_snapshot!(project.run("init apps/shop --format json"));
    assert!(project.read("apps/shop/src/features.rs").contains("struct Flags"));
    assert_snapshot!(project.run("init nowhere"));
}

#[test]
fn what_is_done_is_no_step() {
    let manifest = format!("{MANIFEST}[dependencies]\nflags = \"0.1\"\n");
    assert_snapshot!(Project::empty().file("Cargo.toml", manifest).run("init"));
    assert_snapshot!(Project::empty().run("init --help"));
}
