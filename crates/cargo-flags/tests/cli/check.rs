//! `check`

use insta::assert_snapshot;

use crate::Project;

/// Three mistakes that the messages can repair, one of them behind another.
const MISTAKES: &str = r#"[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro", "enterprise"], ordered = true }

[flags.core_redesign]
enabled = true   # since May

[flags.new_sidebar]
requires = ["core_redesing"]
when     = { plan = { at_least = "por" } }
rolout   = 25
"#;

const CODE: &str = r#"
fn main() {
    let flags = Flags::new(Environment::Production);
    let ctx = Context::new("u1").plan(Plan::Pro);
    if flags.new_sidebar(&ctx) {
        println!("{}", flags.explain().new_sidebar(&ctx));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn button() {
        let flags = Flags::new(Environment::Staging).with(|o| o.checkout_button(CheckoutButton::Blue));
        assert_eq!(flags.checkout_button(&ctx()), CheckoutButton::Blue);
    }
}
"#;

#[test]
fn a_file_without_mistakes_is_fine() {
    assert_snapshot!(Project::sidebar().run("check"));
    assert_snapshot!(Project::sidebar().run("check --format json"));
    assert_snapshot!(Project::sidebar().run("check --format github"));
}

#[test]
fn mistakes_are_shown_as_the_compiler_shows_them() {
    assert_snapshot!(Project::with(MISTAKES).run("check"));
}

#[test]
fn mistakes_are_objects_for_programs() {
    assert_snapshot!(Project::with(MISTAKES).run("check --format json"));
}

#[test]
fn mistakes_are_annotations_for_github() {
    assert_snapshot!(Project::with(MISTAKES).run("check --format github"));
}

#[test]
fn flags_that_the_code_never_calls_are_warnings() {
    assert_snapshot!(Project::sidebar().file("src/main.rs", CODE).run("check"));
    assert_snapshot!(Project::sidebar().file("src/main.rs", CODE).run("check --no-code"));
}

#[test]
fn calls_are_listed() {
    assert_snapshot!(Project::sidebar().file("src/main.rs", CODE).run("check --calls"));
    assert_snapshot!(Project::sidebar().file("src/main.rs", CODE).run("check --calls --format json"));
}

#[test]
fn code_may_be_elsewhere() {
    let project = Project::sidebar().file("apps/src/main.rs", CODE).file("apps/flags.toml", "");
    assert_snapshot!(project.run("check --code apps --code apps/src --calls"));
    assert_snapshot!(project.run("check --code lib"));
    assert_snapshot!(project.file("empty/x.txt", "").run("check --code empty"));
}

#[test]
fn code_that_cannot_be_read_hides_no_mistake_and_makes_none() {
    let project = Project::sidebar()
        .file("src/main.rs", CODE)
        .file("src/broken.rs", "fn main() {\n    flags.checkout_button(&ctx)\n    let x = ;\n}\n");
    assert_snapshot!(project.run("check"));
}

#[test]
fn today_is_an_argument_or_a_variable() {
    let project = Project::with("[flags.sale]\nexpires = 2026-05-01\nowner = \"web\"\nenabled = true\n");
    assert_snapshot!(project.run("check --today 2026-05-01"));
    assert_snapshot!(project.run("check --today 2026-05-02"));
    assert_snapshot!(project.run("check --today tomorrow"));
    let with = |today| project.command("check").env("FLAGS_TODAY", today).output().expect("it runs");
    assert_eq!(with("2026-05-01").status.code(), Some(0));
    assert_eq!(with("2026-05-02").status.code(), Some(1));
    let wrong = with("soon");
    assert_eq!(wrong.status.code(), Some(2));
    assert_snapshot!(String::from_utf8_lossy(&wrong.stderr));
}

#[test]
fn repairs_are_made_and_shown() {
    let project = Project::with(MISTAKES);
    assert_snapshot!(project.run("check --fix --dry-run"));
    assert_eq!(project.read("flags.toml"), MISTAKES);
    assert_snapshot!(project.run("check --fix"));
    let repaired = project.read("flags.toml");
    assert!(repaired.contains("requires = [\"core_redesign\"]\n") && repaired.contains("# since May"));
    assert_snapshot!(project.run("check --fix"));
    assert_eq!(project.read("flags.toml"), repaired);
}

#[test]
fn what_cannot_be_read_is_named() {
    assert_snapshot!(Project::empty().run("check"));
    assert_snapshot!(Project::empty().run("check -f rules.toml"));
    assert_snapshot!(Project::empty().run("check -f ."));
    assert_snapshot!(Project::empty().file("flags.toml", b"[flags.x]\n\xff\xfe\x00").run("check"));
    assert_snapshot!(Project::empty().file("flags.toml", b"\x7fELF\x02\x01\x01\0\0\0").run("check"));
    let project = Project::empty();
    let huge = std::fs::File::create(project.path().join("flags.toml")).expect("the file can be made");
    huge.set_len(100 << 20).expect("it can have holes");
    assert_snapshot!(project.run("check"));
}

#[test]
fn unknown_options_are_refused() {
    assert_snapshot!(Project::sidebar().run("check --fixx"));
    assert_snapshot!(Project::sidebar().run("check --format xml"));
    assert_snapshot!(Project::sidebar().run("check --dry-run"));
    assert_snapshot!(Project::sidebar().run("check --no-code --calls"));
}

#[test]
fn help_shows_examples() {
    assert_snapshot!(Project::sidebar().run("check --help"));
}
