//! The law of a merge, over random pairs of files: what moved decides as in the new text on its own, what
//! stayed decides as before.

use std::collections::BTreeSet;

use flags_model::dynamic::Engine;
use flags_model::model::{Graph, Item};
use flags_model::reload::{FlagReport, Merged, Options, Outcome, Reload, merge, seal};
use flags_model::{Model, load};
use flags_runtime::{Decision, Value};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::Object;
use crate::generator::{Choices, Wishes, choices, complete_context, context, file};

fn config(cases: u32) -> Config {
    let default = Config::default();
    let is_set = |name| std::env::var_os(name).is_some();
    Config {
        cases: if is_set("PROPTEST_CASES") { default.cases } else { cases },
        rng_seed: if is_set("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(2026) },
        failure_persistence: None,
        max_shrink_iters: 4_000,
        ..default
    }
}

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn what_moved_decides_as_the_text_and_what_stayed_as_before(
        mut compiled in choices(), mut first in choices(), mut second in choices(), seed: u64,
    ) {
        let compiled = file(&mut compiled, Wishes::ALL).to_string();
        let seeded = &mut Choices::seeded(seed);
        let first = newer(file(&mut first, Wishes::ALL).to_string(), seeded);
        let second = newer(file(&mut second, Wishes::ALL).to_string(), seeded);
        let program = model(&compiled);
        let once = take(&program, &program, &first);
        check(&program, &once, &first, seeded)?;
        // A second text on top of the first.
        let twice = take(&program, &once.model, &second);
        check(&once.model, &twice, &second, seeded)?;
        // The same text again: nothing changes, and what was kept is kept for the same reason.
        let again = take(&program, &twice.model, &second);
        prop_assert!(again.reload.is_unchanged(), "{:#?}", again.reload);
        prop_assert_eq!(stayed(&again.reload), stayed(&twice.reload));
        check(&twice.model, &again, &second, seeded)?;
    }

    /// A text that edits the program's own: most of it moves.
    #[test]
    fn edits_of_the_own_text_obey_the_same_law(mut choices in choices(), seed: u64) {
        let compiled = file(&mut choices, Wishes::ALL).to_string();
        let seeded = &mut Choices::seeded(seed);
        let program = model(&compiled);
        let same = take(&program, &program, &compiled);
        prop_assert!(same.reload.flags.iter().all(|flag| flag.outcome == Outcome::Unchanged));
        check(&program, &same, &compiled, seeded)?;
        let text = newer(compiled, seeded);
        let merged = take(&program, &same.model, &text);
        check(&program, &merged, &text, seeded)?;
    }
}

/// Edits that a later version may have: the schema, and who asks about whom.
fn newer(text: String, choices: &mut Choices) -> String {
    let edits: [(&str, &str); 8] = [
        ("seats", "places"),
        ("[\"free\", \"pro\", \"enterprise\"]", "[\"free\", \"team\", \"pro\", \"enterprise\"]"),
        ("[\"free\", \"pro\", \"enterprise\"]", "[\"enterprise\", \"pro\", \"free\"]"),
        ("\"enterprise\"", "\"platinum\""),
        ("\"beta-tester\"]", "\"beta-tester\", \"guest\"]"),
        ("of = [\"member\", \"admin\",", "of = [\"admin\", \"member\","),
        ("variants = [\"v-0\", \"v-1\"]", "variants = [\"v-1\", \"v-2\", \"v-0\"]"),
        ("v-0 = 10, v-1 = 500", "v-1 = 501, v-0 = 10"),
    ];
    let mut text = text;
    for (from, to) in edits {
        if choices.one_in(4) {
            text = text.replace(from, to);
        }
    }
    // Flags that ask the other way round, for circles that only a merge makes.
    if choices.one_in(2) && text.contains("[flags.flag_2]") {
        text = text.replace("flag_2", "flag_x").replace("flag_0", "flag_2").replace("flag_x", "flag_0");
    }
    text
}

fn model(text: &str) -> Model {
    let loaded = load(text);
    loaded.model.unwrap_or_else(|| panic!("a generated file is invalid: {:#?}\n{text}", loaded.diagnostics))
}

fn take(program: &Model, running: &Model, text: &str) -> Merged {
    let options = Options { compare: None, ..Options::default() };
    merge(program, running, &seal(text, 1, None), &options).unwrap_or_else(|rejection| {
        panic!("a generated file is refused: {rejection}\n{rejection:#?}\n{text}")
    })
}

fn stayed(reload: &Reload) -> Vec<&FlagReport> {
    let has_stayed = |flag: &&FlagReport| !matches!(flag.outcome, Outcome::Changed(_) | Outcome::Unchanged);
    reload.flags.iter().filter(has_stayed).collect()
}

fn check(running: &Model, merged: &Merged, text: &str, choices: &mut Choices) -> Result<(), TestCaseError> {
    let engines = [running.clone(), merged.model.clone(), model(text)].map(Engine::new);
    let [before, after, alone] = engines.map(Engine::without_clock);
    let asked: Vec<Vec<usize>> = (0..merged.model.flags.len()).map(|id| reach(&merged.model, id)).collect();
    for number in 0..12 {
        let make = if number % 3 == 0 { complete_context } else { context };
        let mut object = make(choices, true);
        // A value that the text has no more is none that the law is about.
        if text.contains("\"platinum\"") && object.get("plan").is_some_and(|plan| plan == "enterprise") {
            object.remove("plan");
        }
        let [before, after, alone] = [&before, &after, &alone].map(|engine| decide(engine, &object));
        for (id, now) in after.iter().enumerate() {
            let outcome = |id: &usize| &merged.reload.flags[*id].outcome;
            let all = |is_one: fn(&Outcome) -> bool| asked[id].iter().map(outcome).all(is_one);
            let say = || format!("{}\n{object:?}\n{text}\n{:#?}", now.flag, merged.reload);
            if all(|it| !matches!(it, Outcome::Changed(_))) {
                prop_assert_eq!(seen(now), seen(&before[id]), "other than before: {}", say());
            }
            if all(|it| matches!(it, Outcome::Changed(_) | Outcome::Unchanged)) {
                let own = alone.iter().find(|own| own.flag == now.flag).expect("the text has it");
                prop_assert_eq!(seen(now), seen(own), "other than the text: {}", say());
            }
        }
    }
    Ok(())
}

/// The flags that a flag asks about, directly or through others, and itself.
fn reach(model: &Model, flag: usize) -> Vec<usize> {
    let graph = Graph::of(model);
    let mut seen = vec![Item::Flag(flag)];
    let mut next = 0;
    while let Some(item) = seen.get(next).copied() {
        let more = graph.edges(item).iter().map(|edge| edge.to).filter(|to| !seen.contains(to));
        let more: Vec<Item> = more.collect();
        seen.extend(more);
        next += 1;
    }
    seen.into_iter().filter_map(|item| if let Item::Flag(id) = item { Some(id) } else { None }).collect()
}

/// Decides for what this engine knows of a context that the program may have.
fn decide(engine: &Engine, object: &Object) -> Vec<Decision<Value>> {
    let mut object = object.clone();
    let model = engine.model();
    if model.environments.is_empty() {
        object.remove("environment");
    }
    let is_known = |name: &str| model.attributes.iter().any(|attribute| attribute.name == name);
    object.retain(|name, _| name == "environment" || name == "now" || is_known(name));
    let context = engine.context_from_json(&object, None).expect("a generated context is valid");
    engine.all(&context).collect()
}

/// Everything that a reader sees but the trace; that a stage was kept is said in its name.
fn seen(decision: &Decision<Value>) -> String {
    let data = serde_json::to_string(decision).expect("a decision serialises");
    format!("{decision} {data}").replace(" (kept)", "").replace(" (kept, 2)", "")
}

/// The laws say nothing if the files never differ in what they are about.
#[test]
fn the_pairs_have_every_outcome() {
    let mut outcomes = BTreeSet::new();
    for seed in 0..150 {
        let choices = &mut Choices::seeded(seed);
        let program = model(&file(choices, Wishes::ALL).to_string());
        let text = newer(file(choices, Wishes::ALL).to_string(), choices);
        for flag in take(&program, &program, &text).reload.flags {
            let words = format!("{:?}", flag.outcome);
            let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
            let kept = words.clone().nth(3).filter(|_| words.clone().next() == Some("Kept"));
            outcomes.insert(kept.or(words.clone().next()).unwrap_or_default().to_owned());
        }
    }
    for wanted in [
        "Changed",
        "Ignored",
        "Missing",
        "Type",
        "Attribute",
        "Value",
        "Variant",
        "Environment",
        "Flag",
        "Cycle",
    ] {
        assert!(outcomes.contains(wanted), "{wanted} is not among {outcomes:?}");
    }
}
