//! Where a person would speak, and where a person would keep quiet.

use flags_model::diagnostic::Diagnostic;
use flags_model::{Options, load_with};
use flags_runtime::{Scope, Slot, Slots, decide};

const CONTEXT: &str = r#"
environments = ["development", "production"]
[context]
user = { type = "string", key = true }
plan = { type = "enum", of = ["free", "pro", "team"], ordered = true }
roles = { type = "set", of = ["guest", "member", "admin"] }
country = "string"
seats = "integer"
app = "version"
signed_up = "timestamp"
trial = "bool"
"#;

fn found(text: &str) -> Vec<Diagnostic> {
    load_with(&format!("{CONTEXT}{text}"), &Options::default()).diagnostics
}

/// The names of what is said.
fn codes(text: &str) -> Vec<&'static str> {
    found(text).iter().map(|diagnostic| diagnostic.code.name()).collect()
}

fn assert_silent(text: &str) {
    assert_eq!(codes(text), [""; 0], "{text}\n{:#?}", found(text));
}

fn when(condition: &str) -> String {
    format!("[flags.chat]\nwhen = {condition}\n")
}

fn rules(rules: &str, rollout: &str) -> String {
    format!("[flags.chat]\nrules = [{rules}]\nrollout = {rollout}\n")
}

#[test]
fn impossible_conditions_are_found() {
    for condition in [
        "{ seats = { above = 3, below = 4 } }",
        "{ seats = { in = [1, 2], not = [1, 2] } }",
        "{ app = { at_least = \"2\", below = \"2.0.0-rc.1\" } }",
        "{ plan = \"pro\", none = [{ plan = { at_least = \"pro\" } }] }",
        "{ country = { eq = \"dk\", not = { eq = \"dk\", ignore_case = true } } }",
        "{ country = { starts_with = \"tr\", not = { contains = \"t\" } } }",
        "{ roles = { any_of = [\"guest\", \"admin\"], none_of = [\"admin\", \"guest\"] } }",
        "{ signed_up = { within_days = 7, older_than_days = 7 } }",
        "{ trial = { eq = true, not = true } }",
        "{ now = { after = 2026-02-01, before = 2026-01-01 } }",
        "{ any = [{ plan = \"free\" }, { plan = \"pro\" }], all = [{ plan = \"team\" }] }",
        "{ seats = { present = false }, none = [{ seats = { present = false } }] }",
    ] {
        assert_eq!(codes(&when(condition)), ["never-true"], "{condition}");
    }
}

#[test]
fn possible_conditions_are_not() {
    for condition in [
        "{ seats = { above = 3, below = 5 } }",
        "{ app = { above = \"1.0.0\", below = \"1.0.1\" } }",
        "{ app = { above = \"1.0.0-a\", below = \"1.0.0-a.0\" } }",
        "{ country = { starts_with = \"a\", ends_with = \"b\", contains = \"c\" } }",
        "{ country = { matches = \"^DK$\", not = \"DK\" } }",
        "{ country = { eq = \"Dk\", ignore_case = true }, none = [{ country = [\"dk\", \"DK\"] }] }",
        "{ signed_up = { within_days = 7, after = 2020-01-01 } }",
        "{ signed_up = { within_days = 7, before = 2020-01-01 } }",
        "{ roles = { all_of = [\"guest\", \"admin\"], none_of = \"member\" } }",
        "{ plan = [\"free\", \"pro\", \"team\"] }",
        "{ any = [{ plan = \"pro\" }, { none = [{ plan = \"pro\" }] }] }",
        "{ seats = { present = true }, trial = { present = false } }",
        "{ now = { present = true } }",
        // Born tomorrow, or on a machine without a clock.
        "{ any = [{ signed_up = { within_days = 7 } }, { signed_up = { older_than_days = 7 } }, { signed_up = { present = false } }] }",
    ] {
        assert_silent(&when(condition));
    }
}

#[test]
fn literals_are_meant() {
    assert_silent("[flags.chat]\ndeny = false\nwhen = true\nallow = false\nrollout = 50\n");
    assert_silent("[flags.chat]\nwhen = false\n[flags.other]\nwhen = { flag = { chat = true } }\n");
    assert_silent("[segments.parked]\nwhen = false\n[flags.chat]\nwhen = { segment = \"parked\" }\n");
}

#[test]
fn what_can_be_turned_is_no_fact() {
    for state in ["true", "false"] {
        for rollout in ["0", "25", "100"] {
            assert_silent(&format!(
                "[flags.core]\nrollout = {rollout}\n[flags.chat]\nwhen = {{ flag = {{ core = {state} }} }}\n"
            ));
        }
        assert_silent(&format!(
            "[flags.core]\nenabled = false\n[flags.chat]\nwhen = {{ flag = {{ core = {state} }} }}\n"
        ));
    }
    assert_silent("[segments.all]\nsample = 100\n[flags.chat]\nwhen = { segment = \"all\" }\n");
}

#[test]
fn a_kill_switch_breaks_no_build() {
    for lines in
        ["requires = [\"core\"]", "requires = [\"core\"]\nrollout = 25", "requires = { core = true }"]
    {
        assert_silent(&format!("[flags.core]\nenabled = false\n[flags.chat]\n{lines}\n"));
        assert_silent(&format!(
            "[flags.core]\nenabled = false\nwhen = {{ plan = \"pro\" }}\n[flags.chat]\n{lines}\n"
        ));
    }
    assert_silent(
        "[flags.core]\nenabled = false\n[flags.mid]\nrequires = [\"core\"]\n[flags.chat]\nrequires = [\"mid\"]\n",
    );
    assert_silent("[flags.core]\nrollout = 0\n[flags.chat]\nrequires = [\"core\"]\nrollout = 0\n");
}

#[test]
fn shadowed_rules_are_found() {
    for text in [
        rules(
            "{ when = { plan = { at_least = \"pro\" } }, rollout = 5 }, { when = { plan = \"team\" } }",
            "0",
        ),
        rules("{ when = { plan = { not = \"free\" } } }, { when = { plan = \"pro\", trial = true } }", "0"),
        rules("{ rollout = 0 }, { when = { plan = \"pro\" } }", "50"),
        rules("{ when = { seats = { below = 9 } } }, { when = { seats = { in = [1, 5, 8] } } }", "0"),
        rules(
            "{ when = { country = [\"dk\", \"se\"] } }, { when = { country = { eq = \"dk\" }, plan = \"pro\" } }",
            "0",
        ),
        rules("{ when = { user = { present = true } } }, { when = { user = \"u-1\" } }", "0"),
    ] {
        assert!(codes(&text).contains(&"unreachable-rule"), "{text}");
    }
}

#[test]
fn rules_that_are_reached_are_not() {
    for text in [
        rules(
            "{ when = { plan = \"pro\" }, rollout = 5, on_miss = \"next\" }, { when = { plan = \"pro\", trial = true }, rollout = 50 }",
            "0",
        ),
        rules(
            "{ when = { plan = \"pro\" }, rollout = 5 }, { when = { none = [{ plan = \"pro\" }] }, rollout = 50 }",
            "0",
        ),
        rules(
            "{ when = { country = \"dk\" } }, { when = { country = { eq = \"dk\", ignore_case = true } }, rollout = 9 }",
            "0",
        ),
        rules(
            "{ when = { country = { matches = \"^d\" } } }, { when = { country = \"dk\" }, rollout = 9 }",
            "0",
        ),
        rules(
            "{ when = { seats = { above = 3 } } }, { when = { seats = { at_least = 3 } }, rollout = 9 }",
            "0",
        ),
        rules(
            "{ when = { plan = \"pro\" }, rollout = 30, on_miss = \"next\" }, { when = { plan = \"pro\" }, rollout = 60, by = \"country\" }",
            "0",
        ),
    ] {
        assert_silent(&text);
    }
}

#[test]
fn an_unknown_exclusion_takes_nobody() {
    let segment = "[segments.nordics]\nwhen = { country = [\"dk\", \"se\"] }\nexclude = { trial = true }\n";
    let text = rules(
        "{ when = { segment = \"nordics\" } }, { when = { country = \"dk\", trial = false }, rollout = 9 }",
        "0",
    );
    assert_eq!(codes(&format!("{segment}{text}")), ["unreachable-rule"]);
    let text = rules(
        "{ when = { segment = \"nordics\" } }, { when = { country = \"dk\", trial = { present = false } }, rollout = 9 }",
        "0",
    );
    assert_silent(&format!("{segment}{text}"));
}

#[test]
fn a_rule_that_waits_is_no_rule_without_effect() {
    assert_silent(&rules("{ when = { plan = \"pro\" }, rollout = 0 }", "0"));
    assert_silent(&rules("{ when = { plan = \"pro\" }, rollout = 0 }", "100"));
    assert_eq!(codes(&rules("{ when = { plan = \"pro\" }, rollout = 100 }", "100")), ["rule-without-effect"]);
    // Another attribute is another bucket.
    assert_silent(&rules("{ when = { plan = \"pro\" }, rollout = 30, by = \"country\" }", "30"));
}

#[test]
fn many_features_are_for_the_same_people() {
    assert_silent("[flags.a]\nwhen = { plan = \"pro\" }\n[flags.b]\nwhen = { plan = \"pro\" }\n");
    assert_silent("[flags.a]\nenabled = true\n[flags.b]\nenabled = true\n");
    assert_silent("[flags.a]\nrollout = 0\n[flags.b]\nrollout = 0\n");
    let pair = |lines: &str| {
        format!(
            "[flags.a]\nwhen = {{ plan = \"pro\", trial = false }}\n{lines}\n\
             [flags.b]\nwhen = {{ plan = \"pro\", trial = false }}\n{lines}\n"
        )
    };
    assert_silent(&pair("rollout = 50"));
    assert_silent(&pair("kind = \"permission\""));
    assert_eq!(codes(&pair("rollout = 100")), ["identical-flags"]);
}

#[test]
fn addresses_without_a_name_and_comments_are_none() {
    assert_silent(
        "# ask ada@example.com\n[flags.chat]\nwhen = { country = { ends_with = \"@example.com\" } }\n",
    );
    assert_silent("[flags.chat]\nlink = \"https://git@example.com/plans\"\nrollout = 5\n");
}

#[test]
fn flags_expire_after_their_day() {
    let text = "[flags.chat]\nowner = \"support\"\nexpires = 2026-03-01\nrollout = 5\n[context]\nuser = { type = \"string\", key = true }\n";
    let midnight = 1_772_323_200;
    let on = |today| load_with(text, &Options { today, ..Options::default() }).diagnostics;
    assert!(on(None).is_empty() && on(Some(midnight)).is_empty() && on(Some(midnight + 86_399)).is_empty());
    let said = on(Some(midnight + 86_400));
    assert_eq!(said[0].code.name(), "expired");
    assert_eq!(said[0].message, "flag `chat` expired on 2026-03-01");
    assert_eq!(&text[said[0].span.start..said[0].span.end], "2026-03-01");
    assert!(
        load_with(text, &Options { today: Some(midnight * 2), ..Options::default() }).model.is_some(),
        "no date breaks a build"
    );
}

#[test]
fn the_effective_share_is_the_measured_one() {
    let text = "[flags.catalog]\nrollout = 20\n[flags.filters]\nrequires = [\"catalog\"]\nrollout = 50\n";
    let said = found(text);
    assert!(said[0].label.starts_with("at most 10 % get it"), "{}", said[0].label);
    let model = load_with(&format!("{CONTEXT}{text}"), &Options::default()).model.expect("BUG: it is valid");
    let rules = flags_model::lower(&model);
    let users: Vec<String> = (0..50_000).map(|user| format!("user-{user}")).collect();
    let on = users.iter().filter(|user| {
        let slots = [Slot::id(user)];
        decide(
            &Scope {
                rules: &rules,
                environment: 0,
                slots: Slots::borrowed(&slots),
                overrides: None,
                clock: || None,
            },
            1,
        )
        .on
    });
    let share = on.count() * 1_000 / users.len();
    assert!((95..=105).contains(&share), "{share} per mille");
}

#[test]
fn too_much_to_tell_is_silence() {
    let roles: Vec<String> = (0..40).map(|role| format!("\"r{role}\"")).collect();
    let tests: Vec<String> = roles.iter().map(|role| format!("{{ labels = {role} }}")).collect();
    let text = format!(
        "[context]\nlabels = \"set\"\n[flags.chat]\nwhen = {{ any = [{}], none = [{}] }}\n",
        tests.join(", "),
        tests.join(", ")
    );
    assert!(flags_model::load(&text).diagnostics.is_empty());
    let chain: Vec<String> = (0..60)
        .map(|flag| match flag {
            0 => "[flags.f0]\nrollout = 50\n".to_owned(),
            _ => format!("[flags.f{flag}]\nrequires = [\"f{}\"]\nrollout = 50\n", flag - 1),
        })
        .collect();
    assert_silent(&chain.concat());
}

#[test]
fn the_realistic_files_have_nothing_wrong() {
    for path in ["../../flags.toml", "../../examples/storefront/flags.toml"] {
        let text = std::fs::read_to_string(path).expect("BUG: the file is there");
        let levels: String =
            text.lines().filter(|line| *line != "all = \"warn\"").flat_map(|line| [line, "\n"]).collect();
        assert_eq!(flags_model::load(&levels).diagnostics, [], "{path}");
    }
}

#[test]
fn a_flag_that_denies_whom_it_lets_through_is_shut() {
    let is_shut = |rules: &str| {
        let loaded = load_with(&format!("{CONTEXT}[flags.chat]\n{rules}\n"), &Options::default());
        let model = loaded.model.unwrap_or_else(|| panic!("{:#?}", loaded.diagnostics));
        [0, 1].map(|environment| flags_model::is_shut(&model, 0, environment))
    };
    let same = "deny = { plan = \"pro\" }\nwhen = { plan = \"pro\" }";
    assert_eq!(is_shut(same), [true, true]);
    assert_eq!(
        is_shut("deny = { seats = { above = 3 } }\nwhen = { seats = 7, plan = \"pro\" }"),
        [true, true]
    );
    assert_eq!(is_shut("deny = { plan = \"pro\" }\nwhen = { plan = [\"pro\", \"team\"] }"), [false, false]);
    assert_eq!(is_shut(&format!("{same}\nenv.production.deny = {{ trial = true }}")), [true, false]);
    assert_eq!(is_shut("deny = { plan = \"pro\" }"), [false, false]);
    assert_eq!(is_shut("deny = { plan = \"pro\" }\nwhen = false"), [false, false]);
}
