//! How bad changes are, one by one.

use flags_model::compare::{Class, Declaration, Dependency, Fate, compare};

use crate::{change, compare_texts, options, parse};

fn class(old: &str, new: &str) -> Class {
    change(old, new).class
}

#[test]
fn wider_is_safe_and_narrower_is_not() {
    let file = |percent: u32| format!("[flags.a]\nrollout = {percent}\n");
    assert_eq!(class(&file(10), &file(20)), Class::Safe);
    assert_eq!(class(&file(20), &file(10)), Class::Narrows);
    assert_eq!(class(&file(20), "[flags.a]\nenabled = false\n"), Class::Narrows);
}

#[test]
fn who_is_drawn_anew_is_reshuffled() {
    let file = |more: &str| format!("[flags.a]\nrollout = 20\n{more}\n");
    assert_eq!(class(&file(""), &file("salt = \"s\"")), Class::Reshuffles);
    assert_eq!(class(&file(""), &file("by = \"company\"")), Class::Reshuffles);
    let file = |variants: &str| format!("[flags.a]\nvariants = [{variants}]\ndefault = \"x\"\n");
    assert_eq!(class(&file("\"x\", \"y\""), &file("\"y\", \"x\"")), Class::Reshuffles);
    let file = |serve: u32| format!("[flags.a]\ndefault = 1\nserve = {serve}\nrollout = 20\n");
    assert_eq!(class(&file(5), &file(6)), Class::Reshuffles);
    // A new salt that nobody is drawn by is no news.
    assert_eq!(
        class("[flags.a]\nenabled = true\n", "[flags.a]\nsalt = \"s\"\nenabled = true\n"),
        Class::Safe
    );
}

#[test]
fn another_off_value_is_said_so() {
    let change = change(
        "[flags.a]\ndefault = 1\nserve = 5\nrollout = 20\n",
        "[flags.a]\ndefault = 2\nserve = 5\nrollout = 20\n",
    );
    assert_eq!(change.class, Class::Reshuffles);
    assert!(
        change.details.iter().any(|detail| detail.what == "default" && detail.old.as_deref() == Some("1"))
    );
    let most = change.environments[0].impact.most_moved();
    assert_eq!(
        most.to_string(),
        "100 %",
        "those without a key are off, all of them: {:#?}",
        crate::groups(&change)
    );
}

#[test]
fn what_is_gone_breaks() {
    assert_eq!(class("[flags.a]\nenabled = true\n", "[flags.b]\nenabled = true\n"), Class::Breaking);
    assert_eq!(class("[flags.a]\nenabled = true\n", "[flags.a]\ndefault = 1\n"), Class::Breaking);
    let three = "[flags.a]\nvariants = [\"x\", \"y\", \"z\"]\nserve = \"y\"\n";
    assert_eq!(class(three, "[flags.a]\nvariants = [\"x\", \"y\"]\nserve = \"y\"\n"), Class::Breaking);
    assert_eq!(class("[flags.a]\nvariants = [\"x\", \"y\"]\nserve = \"y\"\n", three), Class::Safe);
}

#[test]
fn a_new_name_is_safe_if_it_says_so() {
    let old = "[flags.b]\nrollout = 20\n[flags.c]\nrequires = [\"b\"]\n";
    let renamed = "[flags.a]\nrenamed_from = \"b\"\nrollout = 20\n[flags.c]\nrequires = [\"a\"]\n";
    let comparison = compare_texts(old, renamed);
    let change = comparison.flag_named("a").expect("it is new");
    assert_eq!(change.fate, Fate::Renamed { from: "b".into() });
    assert_eq!(comparison.class(), Class::Safe);
    assert!(
        comparison.flags.iter().all(|flag| !flag.is_felt() && flag.details.is_empty()),
        "{comparison:#?}"
    );
    assert_eq!(compare_texts(old, &renamed.replace("renamed_from = \"b\"\n", "")).class(), Class::Breaking);
}

#[test]
fn what_lies_elsewhere_is_found_at_the_flag() {
    let file = |sample: u32, stage: u32| {
        format!(
            "[segments.s]\nsample = {sample}\n[[stages]]\nname = \"beta\"\nrules = [{{ rollout = {stage} }}]\n\
             [flags.b]\nwhen = {{ segment = \"s\" }}\n[flags.a]\nrequires = [\"b\"]\n[flags.c]\nstage = \"beta\"\n"
        )
    };
    let comparison = compare_texts(&file(50, 10), &file(25, 10));
    let a = comparison.flag_named("a").expect("it is there");
    assert_eq!(a.class, Class::Narrows);
    assert!(a.before.is_empty() && a.after.is_empty() && a.details.is_empty());
    assert_eq!(a.because, [Dependency::Segment("s".into())]);
    assert!(comparison.flag_named("c").expect("it is there").is_unchanged());
    assert_eq!(comparison.declarations[0].kind, Declaration::Segment);
    let comparison = compare_texts(&file(50, 10), &file(50, 20));
    let c = comparison.flag_named("c").expect("it is there");
    assert_eq!((c.class, &c.because[..]), (Class::Safe, &[Dependency::Stage("beta".into())][..]));
    assert_eq!(crate::groups(c), ["everyone: 10 % gain it"]);
    let change = change(
        "[flags.b]\nrollout = 50\n[flags.a]\nrequires = [\"b\"]\n",
        "[flags.b]\nrollout = 20\n[flags.a]\nrequires = [\"b\"]\n",
    );
    assert_eq!(change.because, [Dependency::Flag("b".into())]);
}

#[test]
fn declarations_that_code_speaks_of() {
    let file = |text: &str| parse(&format!("{text}\n[flags.a]\nenabled = true\n"));
    let class = |old: &str, new: &str| compare(&file(old), &file(new), &options()).class();
    let plan = |of: &str| format!("[context]\nplan = {{ type = \"enum\", of = [{of}] }}");
    assert_eq!(class(&plan("\"x\", \"y\""), &plan("\"x\", \"y\", \"z\"")), Class::Safe);
    assert_eq!(class(&plan("\"x\", \"y\""), &plan("\"x\"")), Class::Breaking);
    assert_eq!(class("[context]\nplan = \"string\"", "[context]\nplan = \"integer\""), Class::Breaking);
    assert_eq!(class("[context]\nplan = \"string\"", ""), Class::Breaking);
    assert_eq!(class("", "[context]\nplan = \"string\""), Class::Safe);
    assert_eq!(class("", "[context]\nplan = { type = \"string\", required = true }"), Class::Breaking);
    let environments = |names: &str| format!("environments = [{names}]");
    assert_eq!(class(&environments("\"x\""), &environments("\"x\", \"y\"")), Class::Safe);
    assert_eq!(class(&environments("\"x\", \"y\""), &environments("\"x\"")), Class::Breaking);
    assert_eq!(class("", &environments("\"x\"")), Class::Breaking);
}

#[test]
fn environments_are_compared_one_by_one() {
    let file = |live: u32| {
        parse(&format!(
            "environments = [\"staging\", \"live\"]\n{}[flags.a]\nrollout = 50\nenv.live.rollout = {live}\n",
            crate::CONTEXT
        ))
    };
    let comparison = compare(&file(5), &file(2), &options());
    let [staging, live] = &comparison.flags[0].environments[..] else { panic!("there are two") };
    assert!(staging.impact.groups.is_empty());
    assert_eq!((live.environment.as_deref(), live.class), (Some("live"), Class::Narrows));
    assert_eq!(live.impact.groups[0].to_string(), "everyone: 3 % lose it");
    assert_eq!(comparison.flags[0].before, ["In live: On for 5 % by user."]);
    assert_eq!(comparison.flags[0].after, ["In live: On for 2 % by user."]);
}

#[test]
fn classes_are_words() {
    for class in Class::ALL {
        assert_eq!(class.to_string().parse(), Ok(class));
    }
    assert!("worse".parse::<Class>().is_err());
}
