//! What counts as a call, seen through `check --calls --format json`.

use serde_json::Value;

use crate::Project;

const FLAGS: &str = "[flags.new_sidebar]\nrenamed_from = \"old_sidebar\"\nenabled = true\n\
                     [flags.chat]\nenabled = true\nclient = true\n\
                     [retired]\nbanner = { since = 2026-03-01, keep = true }\n";

/// `flag@line`, with `?` behind calls in tests.
fn calls(code: &str) -> Vec<String> {
    calls_in(&Project::with(FLAGS).file("src/main.rs", code))
}

fn calls_in(project: &Project) -> Vec<String> {
    let output = project.command("check --calls --format json").output().expect("it runs");
    let text = String::from_utf8(output.stdout).expect("it is text");
    let objects = text.lines().map(|line| serde_json::from_str::<Value>(line).expect("a line is JSON"));
    let mut found = Vec::new();
    for object in objects.filter(|object| object.get("calls").is_some()) {
        for call in object["calls"].as_array().expect("a list") {
            let name = if object["flag"].is_null() { &object["retired"] } else { &object["flag"] };
            let mark = if call["in_tests"] == true { "?" } else { "" };
            found.push(format!("{}@{}{mark}", name.as_str().expect("a name"), call["line"]));
        }
    }
    found
}

#[test]
fn methods_with_one_argument_that_may_be_a_context() {
    let code = "fn f() {\n flags.chat(&ctx);\n flags.chat(ctx);\n self.flags().chat(&self.context());\n\
                app.flags.explain().chat(&ctx);\n}";
    assert_eq!(calls(code), ["chat@2", "chat@3", "chat@4", "chat@5"]);
    assert_eq!(
        calls("fn f() { o.chat(true); o.chat(\"a\"); o.chat(); o.chat(a, b); o.chat(|x| x); }"),
        [""; 0]
    );
}

#[test]
fn paths_and_names_as_text() {
    let code = "fn f() {\n let ask = Flags::chat;\n flags.decide(\"new_sidebar\", &ctx);\n\
                all.get(\"chat\");\n module::chat(&ctx);\n}";
    assert_eq!(calls(code), ["new_sidebar@3", "chat@2", "chat@4"]);
}

#[test]
fn within_macros() {
    let code = "fn f() {\n println!(\"{}\", flags.chat(&ctx));\n assert!(flags.chat(&ctx), \"no\");\n\
                html! { <p>{ if self.flags.chat(&ctx) { x } }</p> }\n select! { x = flags.decide(\"chat\", &c) => {} }\n}";
    assert_eq!(calls(code), ["chat@2", "chat@3", "chat@4", "chat@5"]);
    let defined = "macro_rules! ask {\n ($flags:expr, $ctx:expr) => {\n $flags.chat(&$ctx) } }";
    assert_eq!(calls(defined), ["chat@3"]);
}

#[test]
fn overrides_are_no_calls() {
    assert_eq!(calls("fn f() { flags.with(|o| o.chat(true).new_sidebar(value)); }"), [""; 0]);
    assert_eq!(calls("fn f() { html! { <p>{ flags.with(|o| o.chat(value)) }</p> }; }"), [""; 0]);
    // A handle that is kept in a thread's own variable.
    assert_eq!(calls("fn f() { FLAGS.with(|flags| flags.chat(&ctx)); }"), ["chat@1"]);
}

#[test]
fn tests_are_told_apart() {
    let code = "#[cfg(test)]\nmod tests {\n fn f() { flags.chat(&ctx); }\n}\n\
                #[test]\nfn g() { flags.chat(&ctx); }\n#[cfg(not(test))]\nfn h() { flags.chat(&ctx); }";
    assert_eq!(calls(code), ["chat@3?", "chat@6?", "chat@8"]);
    let project = Project::with(FLAGS)
        .file("tests/it.rs", "fn f() { flags.chat(&ctx); }")
        .file("src/lib.rs", "#[cfg(test)]\nmod checks;\nmod app;")
        .file("src/checks.rs", "fn f() {\n flags.chat(&ctx); }")
        .file("src/checks/deep.rs", "fn f() {\n\n flags.chat(&ctx); }")
        .file("src/app.rs", "fn f() {\n\n\n flags.chat(&ctx); }");
    assert_eq!(calls_in(&project), ["chat@4", "chat@2?", "chat@3?", "chat@1?"]);
}

#[test]
fn old_and_retired_names() {
    assert_eq!(
        calls("fn f() {\n flags.old_sidebar(&ctx);\n flags.banner(&ctx);\n}"),
        ["new_sidebar@2", "banner@3"]
    );
}

#[test]
fn what_git_ignores_and_cargo_builds_is_left_out() {
    let call = "fn f() { flags.chat(&ctx); }";
    let project = Project::with(FLAGS)
        .file("Cargo.toml", "")
        .file(".gitignore", "/generated\n")
        .file("generated/a.rs", call)
        .file("target/debug/build/a.rs", call)
        .file("elsewhere/CACHEDIR.TAG", "")
        .file("elsewhere/a.rs", call)
        .file("src/target/mod.rs", call);
    assert_eq!(calls_in(&project), ["chat@1"]);
}

#[test]
fn all_at_once_asks_for_what_clients_may_see() {
    let warned = |code: &str| {
        let project = Project::with(FLAGS).file("src/main.rs", code);
        let output = project.command("check --format json").output().expect("it runs");
        String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.contains("never-called")).count()
    };
    assert_eq!(warned("fn main() {}"), 2);
    assert_eq!(warned("fn main() { flags.all(&ctx).for_client(); }"), 1);
    assert_eq!(warned("fn main() { names.iter().all(|name| name.is_empty()); }"), 2);
    // Which flag that is, only the running program knows.
    assert_eq!(warned("fn main() { flags.decide(name, &ctx); }"), 0);
}
