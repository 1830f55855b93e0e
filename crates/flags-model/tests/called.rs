//! `never-called` for what code asks for: the caller reads the code, this crate judges.

use flags_model::lint::{Called, uncalled_flags};
use flags_model::{Code, Options, load_with};

const FILE: &str = r#"
[context]
user = { type = "string", key = true }
plan = "string"

[segments.invited]
when = { flag = { invitations = true } }

[[stages]]
name = "beta"
rules = [{ when = { flag = { beta_program = true } }, rollout = 50 }]

[flags.core_redesign]
enabled = true

[flags.invitations]
rollout = 10

[flags.beta_program]
rollout = 20

[flags.new_sidebar]
renamed_from = "side_panel"
requires = ["core_redesign"]
when = { segment = "invited" }
stage = "beta"

[flags.old_banner]
when = { plan = "free" }
"#;

fn called(names: &[&str], in_tests: &[&str]) -> Called {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    Called { names: owned(names), in_tests: owned(in_tests) }
}

/// The messages and labels of the lint.
fn warnings(text: &str, called: Option<&Called>) -> Vec<(String, String)> {
    let found = load_with(text, &Options { called, ..Options::default() }).diagnostics;
    let found = found.into_iter().filter(|it| it.code == Code::NeverCalled);
    found.map(|it| (it.message, it.label)).collect()
}

#[test]
fn a_flag_is_heard_through_those_that_depend_on_it() {
    let model = flags_model::load(FILE).model.expect("BUG: the file is valid");
    let uncalled = |names: &[&str]| -> Vec<&str> {
        let ids = uncalled_flags(&model, &called(names, &[]));
        ids.into_iter().map(|id| model.flags[id as usize].name.as_str()).collect()
    };
    assert_eq!(uncalled(&["new_sidebar"]), ["old_banner"]);
    assert_eq!(uncalled(&["side_panel"]), ["old_banner"]);
    assert_eq!(uncalled(&["core_redesign"]), ["invitations", "beta_program", "new_sidebar", "old_banner"]);
    assert_eq!(uncalled(&["old_banner", "new_sidebar"]), [""; 0]);
}

#[test]
fn nothing_is_said_where_the_code_is_not_known() {
    assert_eq!(warnings(FILE, None), []);
}

#[test]
fn a_call_in_a_test_does_not_count_and_is_told() {
    let found = warnings(FILE, Some(&called(&["new_sidebar"], &["old_banner"])));
    let wanted = ("flag `old_banner` is never called".to_owned(), "only tests ask for it".to_owned());
    assert_eq!(found, [wanted]);
}

#[test]
fn levels_hold_for_the_file_and_for_a_flag() {
    let quiet =
        FILE.replace("[flags.old_banner]\n", "[flags.old_banner]\nlints = { never-called = \"allow\" }\n");
    assert_eq!(warnings(&quiet, Some(&called(&["new_sidebar"], &[]))), []);
    let quiet = format!("{FILE}\n[lints]\nnever-called = \"allow\"\n");
    assert_eq!(warnings(&quiet, Some(&called(&[], &[]))), []);
}
