//! What the comparison says agrees with what people are decided, over random files.

use flags_model::compare::{Class, Comparison, Counter, Options, compare};
use flags_model::dynamic::{DynamicContext, Engine};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::json;

use crate::generator::{Choices, File, Wishes, choices, complete_context, context, file};
use crate::{NOW, Object, parse};

fn config(cases: u32) -> ProptestConfig {
    let rng_seed = match std::env::var("PROPTEST_RNG_SEED") {
        Ok(seed) => RngSeed::Fixed(seed.parse().expect("a number")),
        Err(_) => RngSeed::Fixed(2026),
    };
    ProptestConfig {
        cases,
        rng_seed,
        failure_persistence: None,
        max_shrink_iters: 2_000,
        ..ProptestConfig::default()
    }
}

const OPTIONS: Options = Options { now: NOW, most_contexts: 600, most_decisions: 15_000 };

/// The same file with a few percentages, conditions or flags from another one.
fn edit(file: &File, other: &File, choices: &mut Choices) -> File {
    let mut edited = file.clone();
    for flag in 0..edited.flags.len() {
        for percent in edited.rollouts(flag) {
            if choices.one_in(3) {
                *percent = u32::try_from(choices.below(100_001)).expect("it is small");
            }
        }
        let new = &mut edited.flags[flag];
        match choices.below(6) {
            0 => new.settings.when.clone_from(&other.flags[0].settings.when),
            1 => new.settings.deny.clone_from(&other.flags[0].settings.deny),
            2 => new.salt = choices.maybe(2, |_| "another".to_owned()),
            3 if new.requires.len() > 1 => drop(new.requires.pop()),
            4 => new.settings.enabled = Some(choices.one_in(2)),
            _ => {}
        }
    }
    for segment in &mut edited.segments {
        match choices.below(4) {
            0 if segment.sample.is_some() => segment.sample = Some(50_000),
            1 if segment.when.is_some() => segment.exclude = None,
            _ => {}
        }
    }
    edited
}

/// Contexts of people who are there today: what time it is, is not theirs to say.
fn people(seed: u64, environments: bool) -> impl Iterator<Item = Object> {
    let mut choices = Choices::seeded(seed);
    (0..250).map(move |number| {
        let make = if number % 2 == 0 { complete_context } else { context };
        let mut object = make(&mut choices, environments);
        object.insert("now".into(), json!(NOW));
        object
    })
}

fn context_of<'o>(engine: &Engine, object: &'o Object) -> DynamicContext<'o> {
    engine.context_from_json(object, None).unwrap_or_else(|error| panic!("{error}: {object:?}"))
}

/// Counts in one environment, and holds what is counted against what is said.
fn check(
    old: &Engine,
    new: &Engine,
    comparison: &Comparison,
    seed: u64,
    environments: bool,
) -> Result<(), TestCaseError> {
    let places = if environments { vec![Some("staging"), Some("production")] } else { vec![None] };
    for (place, name) in places.into_iter().enumerate() {
        let mut counter = Counter::new(old, new);
        let here = |it: &Object| name.is_none_or(|name| it["environment"] == json!(name));
        for object in people(seed, environments).filter(here) {
            counter.add(&context_of(old, &object), &context_of(new, &object));
        }
        for (flag, count) in comparison.flags.iter().zip(counter.counts()) {
            prop_assert_eq!(&flag.name, &count.name);
            let change = &flag.environments[place];
            prop_assert_eq!(change.environment.as_deref(), name);
            let impact = &change.impact;
            if !impact.exhaustive || !impact.exact {
                continue;
            }
            prop_assert!(count.gained == 0 || !impact.most_gains().is_none(), "{:?}\n{:#?}", count, flag);
            prop_assert!(count.lost == 0 || !impact.most_loses().is_none(), "{:?}\n{:#?}", count, flag);
            let moved = count.moved + count.moved_off;
            prop_assert!(moved == 0 || !impact.most_moved().is_none(), "{:?}\n{:#?}", count, flag);
            prop_assert!(change.class > Class::Safe || count.lost + moved == 0, "{:?}\n{:#?}", count, flag);
            prop_assert!(change.class > Class::Narrows || moved == 0, "{:?}\n{:#?}", count, flag);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(80))]

    #[test]
    fn nobody_is_affected_who_is_said_not_to_be(mut choices in choices(), mut other in choices(), seed: u64) {
        let old = file(&mut choices, Wishes::ALL);
        let new = edit(&old, &file(&mut other, Wishes::ALL), &mut Choices::seeded(seed));
        let Some(model) = flags_model::load(&new.to_string()).model else { return Ok(()) };
        let old_model = parse(&old.to_string());
        let comparison = compare(&old_model, &model, &OPTIONS);
        let (before, after) = (Engine::new(old_model).without_clock(), Engine::new(model).without_clock());
        check(&before, &after, &comparison, seed, old.environments)?;
    }

    #[test]
    fn a_file_is_as_it_is(mut choices in choices()) {
        let model = parse(&file(&mut choices, Wishes::ALL).to_string());
        let comparison = compare(&model, &model, &OPTIONS);
        prop_assert!(comparison.is_unchanged(), "{:#?}", comparison);
        prop_assert_eq!(comparison.class(), Class::Safe);
    }

    /// What gains on the way there loses on the way back.
    #[test]
    fn back_is_the_reverse(mut choices in choices(), mut other in choices(), seed: u64) {
        let old = file(&mut choices, Wishes::ALL);
        let new = edit(&old, &file(&mut other, Wishes::ALL), &mut Choices::seeded(seed));
        let Some(new) = flags_model::load(&new.to_string()).model else { return Ok(()) };
        let old = parse(&old.to_string());
        let there = compare(&old, &new, &OPTIONS);
        let back = compare(&new, &old, &OPTIONS);
        for flag in &there.flags {
            let reverse = back.flag_named(&flag.name).expect("both have it");
            for (there, back) in flag.environments.iter().zip(&reverse.environments) {
                let (there, back) = (&there.impact, &back.impact);
                if there.exact && back.exact && there.exhaustive && back.exhaustive {
                    prop_assert_eq!(there.most_gains(), back.most_loses());
                    prop_assert_eq!(there.most_loses(), back.most_gains());
                    prop_assert_eq!(there.most_moved(), back.most_moved());
                    prop_assert_eq!(there.groups.len(), back.groups.len());
                }
            }
        }
    }
}
