//! Groups say only what matters.

use flags_model::compare::{Comparison, Options, compare};

use crate::{change, groups, model, options};

#[track_caller]
fn check(old: &str, new: &str, wanted: &[&str]) {
    let change = change(old, new);
    assert_eq!(groups(&change), wanted, "{change:#?}");
    assert!(change.environments[0].impact.exact);
}

#[test]
fn one_plan_gains() {
    check(
        "[flags.a]\nrollout = 0\nrules = [{ when = { plan = \"enterprise\" }, rollout = 25 }]\n",
        "[flags.a]\nrollout = 0\nrules = [{ when = { plan = \"enterprise\" }, rollout = 50 }]\n",
        &["plan is enterprise: 25 % gain it"],
    );
    check(
        "[flags.a]\nwhen = { plan = { at_least = \"pro\" }, country = \"DK\" }\nrollout = 20\n",
        "[flags.a]\nwhen = { plan = { at_least = \"pro\" } }\nrollout = 20\n",
        &["plan is pro or enterprise and country is not \"DK\" or absent: 20 % gain it"],
    );
}

#[test]
fn what_does_not_matter_is_not_said() {
    check(
        "[flags.a]\ndeny = { any = [{ country = \"DK\" }, { country = { present = false } }] }\nwhen = { seats = { above = 3 } }\nenabled = false\n",
        "[flags.a]\nenabled = false\n",
        &[],
    );
    check(
        "[flags.a]\nwhen = { any = [{ seats = { at_least = 10, below = 50 } }, { plan = \"pro\" }] }\n",
        "[flags.a]\nwhen = { plan = \"pro\" }\n",
        &["plan is free or enterprise or absent and seats is at least 10 and below 50: 100 % lose it"],
    );
}

#[test]
fn numbers_have_bounds_and_times_have_ages() {
    check(
        "[flags.a]\nwhen = { seats = { above = 3 } }\n",
        "[flags.a]\nwhen = { seats = { above = 7 } }\n",
        &["seats is above 3 and at most 7: 100 % lose it"],
    );
    check(
        "[flags.a]\nwhen = { signed_up = { within_days = 30 } }\n",
        "[flags.a]\nwhen = { signed_up = { within_days = 60 } }\n",
        &["signed_up is since 60 days ago and before 30 days ago: 100 % gain it"],
    );
    check(
        "[flags.a]\nwhen = { roles = \"admin\" }\n",
        "[flags.a]\nwhen = { roles = [\"admin\", \"beta\"] }\n",
        &["roles is [beta]: 100 % gain it"],
    );
}

#[test]
fn those_who_are_named_are_told_apart() {
    check(
        "[flags.a]\nallow = { user = [\"u1\", \"u2\"] }\nrollout = 20\n",
        "[flags.a]\nallow = { user = \"u1\" }\nrollout = 20\n",
        &["user is \"u2\": 80 % lose it"],
    );
}

#[test]
fn members_of_an_enum_have_one_bucket() {
    let change =
        change("[flags.a]\nby = \"plan\"\nrollout = 0\n", "[flags.a]\nby = \"plan\"\nrollout = 99\n");
    for group in &change.environments[0].impact.groups {
        assert_eq!(group.effect.gains.to_string(), "100 %", "{group}");
    }
}

#[test]
fn texts_are_tried_and_that_is_said() {
    let old = change(
        "[flags.a]\nwhen = { country = { matches = \"^D\" } }\n",
        "[flags.a]\nwhen = { country = { contains = \"D\", starts_with = \"x\" } }\n",
    );
    assert!(!old.environments[0].impact.exhaustive);
    let simple = change(
        "[flags.a]\nwhen = { country = { starts_with = \"D\" } }\n",
        "[flags.a]\nwhen = { country = { starts_with = [\"D\", \"E\"] } }\n",
    );
    assert!(simple.environments[0].impact.exhaustive);
    assert_eq!(groups(&simple), ["country is \"E\" or \"E\"…: 100 % gain it"]);
}

/// Twelve flags that half of all people have; whoever has every second of them and no other is meant.
fn rare(rollout: u32) -> String {
    let ends: Vec<String> = (0..12).map(|at| format!("[flags.b{at}]\nrollout = 50\n")).collect();
    let tests: Vec<String> = (0..12).map(|at| format!("b{at} = {}", at % 2 == 0)).collect();
    format!(
        "{}[flags.a]\nwhen = {{ none = [{{ flag = {{ {} }} }}] }}\nrollout = {rollout}\n",
        ends.concat(),
        tests.join(", ")
    )
}

#[test]
fn what_is_too_much_to_weigh_is_counted_and_that_is_said() {
    let (old, new) = (model(&rare(10)), model(&rare(60)));
    let exact = compare(&old, &new, &options());
    let sampled = compare(&old, &new, &Options { most_decisions: 5, ..options() });
    let gains = |comparison: &Comparison, exact: bool| {
        let flag = comparison.flag_named("a").expect("both files have it");
        let impact = &flag.environments[0].impact;
        assert_eq!(impact.exact, exact, "{impact:#?}");
        impact.most_gains().fraction()
    };
    // All but one in 2^12, of which half gain it.
    let wanted = 0.5 * (1.0 - 1.0 / 4096.0);
    assert!((gains(&exact, true) - wanted).abs() < 1e-9);
    assert!((gains(&sampled, false) - wanted).abs() < 0.1);
}

#[test]
fn versions_end_where_the_next_one_begins() {
    let file = |app: &str| {
        let text = format!("[context]\napp = \"version\"\n[lints]\nall = \"allow\"\n[flags.a]\n{app}\n");
        crate::parse(&text)
    };
    let groups = |old: &str, new: &str| -> Vec<String> {
        let change = compare(&file(old), &file(new), &options());
        groups(change.flag_named("a").expect("both files have it"))
    };
    assert_eq!(
        groups("when = { app = { at_least = \"1.2\" } }", "when = { app = { at_least = \"1.3\" } }"),
        ["app is at least 1.2 and below 1.3: 100 % lose it"]
    );
    let rules = |rollout| {
        format!(
            "rollout = 0\nrules = [{{ when = {{ app = {{ at_least = \"1.3\" }} }} }}, \
             {{ when = {{ app = {{ below = \"1.2\" }} }}, rollout = {rollout} }}]"
        )
    };
    assert_eq!(groups(&rules(0), &rules(100)), ["app is below 1.2: 100 % gain it"]);
}

#[test]
fn patterns_are_tried_on_what_they_match() {
    let file = |pattern: &str| {
        crate::parse(&format!(
            "[context]\nmail = \"string\"\n[flags.a]\nwhen = {{ mail = {{ matches = \"{pattern}\" }} }}\n"
        ))
    };
    let comparison = compare(&file("^foo@"), &file("^bar@"), &options());
    let change = comparison.flag_named("a").expect("both files have it");
    assert_eq!(groups(change), ["mail is \"foo@\": 100 % lose it", "mail is \"bar@\": 100 % gain it"]);
}

#[test]
fn presence_is_said_beside_absence() {
    check("[flags.a]\nrollout = 10\n", "[flags.a]\nrollout = 20\n", &["everyone: 10 % gain it"]);
    check(
        "[flags.a]\nrollout = 10\n",
        "[flags.a]\nrollout = 100\n",
        &["user is absent: 100 % gain it", "user is present: 90 % gain it"],
    );
    check(
        "[flags.a]\nwhen = { plan = \"pro\" }\nrollout = 100\n",
        "[flags.a]\nwhen = { plan = \"pro\" }\nrollout = 10\n",
        &["plan is pro and user is absent: 100 % lose it", "plan is pro and user is present: 90 % lose it"],
    );
}

#[test]
fn members_that_one_file_lacks_are_tried() {
    let file = |plans: &str, flag: &str| {
        crate::parse(&format!(
            "[context]\nplan = {{ type = \"enum\", of = [{plans}], ordered = true }}\n[lints]\nall = \"allow\"\n\
             [flags.a]\n{flag}\n"
        ))
    };
    let groups = |old: (&str, &str), new: (&str, &str)| -> Vec<String> {
        let change = compare(&file(old.0, old.1), &file(new.0, new.1), &options());
        let change = change.flag_named("a").expect("both files have it");
        assert!(change.environments[0].impact.exhaustive);
        groups(change)
    };
    let paying = "when = { plan = { at_least = \"pro\" } }";
    let (two, three) = ("\"free\", \"pro\"", "\"free\", \"pro\", \"max\"");
    assert_eq!(groups((two, paying), (three, paying)), ["plan is max: 100 % gain it"]);
    assert_eq!(groups((three, paying), (two, paying)), ["plan is max: 100 % lose it"]);
    // To a file that lacks it, the member is as good as absent, and who is absent is not let in.
    let others = "deny = { plan = \"free\" }";
    assert_eq!(groups((two, others), (three, others)), ["plan is max: 100 % gain it"]);
    let free = "when = { plan = \"free\" }";
    assert_eq!(groups((two, free), (three, free)), [""; 0]);
}

#[test]
fn the_order_of_arguments_is_part_of_the_code() {
    let file = |first: &str, second: &str| {
        crate::parse(&format!(
            "[context]\n{first} = {{ type = \"string\", required = true }}\n\
             {second} = {{ type = \"string\", required = true }}\n[lints]\nall = \"allow\"\n"
        ))
    };
    let comparison = compare(&file("org", "team"), &file("team", "org"), &options());
    assert_eq!(comparison.class(), flags_model::compare::Class::Breaking);
    assert_eq!(comparison.declarations[0].new.as_deref(), Some("string; required as number 1"));
    assert!(compare(&file("org", "team"), &file("org", "team"), &options()).is_unchanged());
}
