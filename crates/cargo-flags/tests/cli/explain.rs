//! `explain`

use insta::assert_snapshot;

use crate::Project;

#[test]
fn says_why_off() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production user=u7 plan=pro"));
}

#[test]
fn says_why_on_in_another_environment() {
    assert_snapshot!(
        Project::sidebar().run("explain new_sidebar user=u7 plan=pro environment=staging --why-not")
    );
}

#[test]
fn says_which_variant_and_its_split() {
    assert_snapshot!(Project::sidebar().run("explain checkout_button -e production user=u8"));
}

#[test]
fn says_everything_that_would_have_to_change() {
    let project = Project::with(
        r#"
[context]
user  = { type = "string", key = true }
plan  = { type = "enum", of = ["free", "pro"] }
roles = "set"
trial = "bool"

[segments.staff]
when = { user = ["ada"] }

[flags.base]
enabled = false
when = { plan = "pro" }

[flags.frame]
requires = ["base"]
rollout = 50

[flags.button]
variants = ["plain", "blue"]

[flags.sidebar]
requires = { frame = true, button = "blue" }
deny  = { roles = "banned" }
allow = { segment = "staff" }
when  = { plan = "pro", trial = false }
rules = [
    { when = { roles = "beta" }, rollout = 1 },
]
rollout = 10
"#,
    );
    let run = project.run("explain sidebar user=u7 plan=free roles=banned,beta --why-not");
    assert_snapshot!(run);
}

#[test]
fn json_has_the_trace_and_what_stands_in_the_way() {
    assert_snapshot!(
        Project::sidebar().run("explain new_sidebar -e production user=u7 plan=free --why-not --format json")
    );
}

#[test]
fn an_unknown_flag() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebr -e production user=u7"));
}

#[test]
fn an_unknown_attribute() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production usr=u7"));
}

#[test]
fn an_unknown_value() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production user=u7 plan=por"));
}

#[test]
fn a_word_that_is_no_attribute() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production u7"));
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e production user u7"));
}

#[test]
fn no_environment() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar user=u7"));
}

#[test]
fn an_unknown_environment() {
    assert_snapshot!(Project::sidebar().run("explain new_sidebar -e prod user=u7"));
}

#[test]
fn two_environments() {
    let project = Project::sidebar();
    assert_snapshot!(project.run("explain new_sidebar user=u7 environment=staging -e production"));
    assert_snapshot!(project.run("simulate new_sidebar --context environment=staging -e production"));
    let same = project.run("explain new_sidebar user=u7 environment=staging -e staging");
    assert_eq!(
        same.split_once('\n').map(|it| it.1),
        {
            let one = project.run("explain new_sidebar user=u7 -e staging");
            one.split_once('\n').map(|it| it.1.to_owned())
        }
        .as_deref()
    );
}

#[test]
fn a_file_with_errors() {
    let project = Project::with("[flags.a]\nrollout = 120\n");
    assert_snapshot!(project.run("explain a user=u7"));
}

#[test]
fn a_file_with_errors_in_json() {
    let project = Project::with("[flags.a]\nrolout = 20\n");
    assert_snapshot!(project.run("explain a user=u7 --format json"));
}

const UNDRAWN: &str = r#"
[context]
user = { type = "string", key = true }
org  = "string"
plan = { type = "enum", of = ["free", "pro"] }

[flags.button]
variants = ["plain", "blue"]
serve    = { plain = 50, blue = 50 }
allow    = { plan = "pro" }
rollout  = 0

[flags.sidebar]
rollout = 0
rules   = [{ when = { plan = "pro" }, rollout = 20, by = "org" }]

[flags.chat]
rollout = 30

[flags.search]
enabled = false
allow   = { plan = "pro" }
rollout = 0

[flags.stories]
by      = "org"
rollout = 20
rules   = [{ when = { plan = "pro" }, rollout = 0 }]
"#;

#[test]
fn says_what_the_context_lacks_for_its_bucket() {
    let project = Project::with(UNDRAWN);
    for words in ["button plan=pro", "sidebar user=u1 plan=pro", "chat", "stories org=x"] {
        assert_snapshot!(project.run(&format!("explain {words} --why-not")));
    }
}

#[test]
fn allow_is_a_way_in_only_past_what_it_skips() {
    let project = Project::with(UNDRAWN);
    assert_snapshot!(project.run("explain search plan=pro --why-not"));
    assert_snapshot!(project.run("explain search plan=free --why-not"));
}

#[test]
fn a_flag_that_denies_whom_it_lets_through() {
    let project = Project::with(
        r#"
[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro"] }
org  = "string"

[flags.same]
deny = { plan = "pro" }
when = { plan = "pro" }

[flags.wider]
deny    = { any = [{ plan = "pro" }, { org = "x" }] }
when    = { plan = "pro" }
allow   = { user = "ada" }
rollout = 100

[flags.everyone]
deny = true

[flags.nobody]
when = false
"#,
    );
    for words in
        ["same plan=free", "same plan=pro", "wider plan=free org=y", "wider plan=pro", "everyone", "nobody"]
    {
        assert_snapshot!(project.run(&format!("explain {words} --why-not")));
    }
}

#[test]
fn what_would_make_a_member() {
    let project = Project::with(
        r#"
[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro"] }
org  = "string"

[segments.staff]
include = { user = ["ada", "grace"] }

[segments.payers]
exclude = { org = "acme" }
include = { segment = "staff" }
when    = { plan = "pro" }
sample  = 20

[segments.trial]
when = { segment = "payers", none = [{ flag = { base = true } }] }

[flags.base]
enabled = true

[flags.pay]
when = { segment = "payers" }

[flags.early]
when = { segment = "trial" }

[flags.keep_out]
deny = { segment = ["payers", "staff"] }
"#,
    );
    for words in [
        "pay user=u1 plan=free org=acme",
        "pay user=u1 plan=pro org=lego",
        "pay plan=pro org=lego",
        "early user=u1 plan=pro org=lego",
        "keep_out user=ada org=lego",
    ] {
        assert_snapshot!(project.run(&format!("explain {words} --why-not")));
    }
}
