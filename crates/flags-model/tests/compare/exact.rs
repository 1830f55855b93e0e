//! Exact shares are what counting 200,000 people comes to.

use flags_model::compare::{Counter, Effect, Share};
use flags_model::dynamic::Engine;
use proptest::prelude::*;
use serde_json::json;

use crate::{Object, change, effect, model};

const PEOPLE: u32 = 200_000;

/// Five standard deviations of a share that is counted on so many people.
fn is_near(share: Share, counted: u64) {
    let counted = f64::from(u32::try_from(counted).expect("few people")) / f64::from(PEOPLE);
    let exact = share.fraction();
    let allowed = 5.0 * (exact * (1.0 - exact) / f64::from(PEOPLE)).sqrt();
    assert!((exact - counted).abs() <= allowed + 1e-12, "{exact} is not {counted} ± {allowed}");
}

/// Compares the exact shares of the flag `a` with what counting comes to.
fn count(old: &str, new: &str) -> Effect {
    let exact = effect(&change(old, new));
    let (old, new) = (Engine::new(model(old)), Engine::new(model(new)));
    let mut counter = Counter::new(&old, &new);
    for number in 0..PEOPLE {
        let mut object = Object::new();
        object.insert("user".into(), json!(format!("user-{number}")));
        object.insert("company".into(), json!(format!("company-{number}")));
        let contexts = [&old, &new].map(|engine| engine.context_from_json(&object, None).expect("it is one"));
        counter.add(&contexts[0], &contexts[1]);
    }
    let counted = counter.counts().iter().find(|count| count.name == "a").expect("it is counted");
    is_near(exact.before, counted.before);
    is_near(exact.after, counted.after);
    is_near(exact.gains, counted.gained);
    is_near(exact.loses, counted.lost);
    is_near(exact.moved, counted.moved);
    is_near(exact.moved_off, counted.moved_off);
    exact
}

#[test]
fn a_chain_of_requirements() {
    let file = |rollout: u32| {
        format!(
            "[flags.c]\nrollout = 60\n[flags.b]\nrequires = [\"c\"]\nrollout = {rollout}\nby = \"company\"\n\
             [flags.a]\nrequires = [\"b\"]\nrollout = 30\nsalt = \"b\"\n"
        )
    };
    let effect = count(&file(20), &file(50));
    assert_eq!(effect.gains, Share::of(60_000).of_which(30_000).of_which(30_000));
    assert!(effect.loses.is_none() && effect.moved.is_none());
}

#[test]
fn requirements_that_share_a_salt_share_their_buckets() {
    let file = |rollout: u32| {
        format!(
            "[flags.b]\nrollout = 40\nsalt = \"s\"\n[flags.a]\nrequires = [\"b\"]\nrollout = {rollout}\nsalt = \"s\"\n"
        )
    };
    assert_eq!(count(&file(20), &file(90)).gains, Share::of(20_000));
}

#[test]
fn segments_with_samples() {
    let file = |sample: u32, salt: &str| {
        format!(
            "[segments.s]\nsample = {sample}\nsalt = \"{salt}\"\n[segments.t]\nsample = 50\nby = \"company\"\n\
             exclude = {{ segment = \"s\" }}\n[flags.a]\nwhen = {{ segment = \"t\" }}\nrollout = 70\n"
        )
    };
    let wider = count(&file(10, "x"), &file(40, "x"));
    assert_eq!(wider.loses, Share::of(50_000).of_which(30_000).of_which(70_000));
    assert!(wider.gains.is_none());
    let anew = count(&file(40, "x"), &file(40, "y"));
    assert_eq!(anew.loses, Share::of(40_000).of_which(60_000).of_which(35_000));
    assert_eq!(anew.gains, anew.loses);
}

#[test]
fn splits_and_weights() {
    let file = |weights: [u32; 3], rollout: u32| {
        let [red, green, blue] = weights;
        format!(
            "[flags.a]\nvariants = [\"red\", \"green\", \"blue\"]\nrollout = {rollout}\n\
             serve = {{ red = {red}, green = {green}, blue = {blue} }}\n"
        )
    };
    let effect = count(&file([50, 30, 20], 80), &file([20, 30, 50], 80));
    // Below 20 red stays, of 20 to 50 green was red, from 50 to 80 blue was green.
    assert_eq!(effect.moved, Share::of(60_000).of_which(80_000));
    let wider = count(&file([50, 30, 20], 20), &file([50, 30, 20], 80));
    assert_eq!((wider.gains, wider.moved), (Share::of(60_000), Share::NONE));
}

#[test]
fn equal_splits_are_cut_where_the_evaluator_cuts_them() {
    let file = |variants: &str| format!("[flags.a]\nvariants = [{variants}]\n");
    let effect =
        count(&file("\"a\", \"b\", \"c\""), &file("\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\""));
    // a, b, c end at 33334, 66667; then a to g at 14286, 28572, 42858.
    assert_eq!(effect.moved, Share::of(100_000 - 14_286));
}

#[test]
fn rules_that_pass_on_and_the_buckets_of_two_attributes() {
    let rules = |by: &str| {
        format!(
            "[flags.a]\nvariants = [\"off\", \"one\", \"two\"]\nserve = \"one\"\nrollout = 40\n\
             rules = [{{ rollout = 10, serve = \"two\", on_miss = \"next\" }}, \
             {{ rollout = 35, by = \"{by}\", on_miss = \"next\" }}]\n"
        )
    };
    let effect = count(&rules("company"), &rules("user"));
    assert_eq!(effect.loses, Share::of(60_000).of_which(35_000));
    assert!(effect.gains.is_none() && effect.moved.is_none());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn widening_gains_exactly_the_difference(a in 0..=100_000_u32, b in 0..=100_000_u32) {
        let (narrow, wide) = (a.min(b), a.max(b));
        prop_assume!(narrow < wide);
        let file = |percent| format!("[flags.a]\nrollout = \"{}%\"\n", decimal(percent));
        let wider = change(&file(narrow), &file(wide));
        // At 0 and 100 percent nobody looks at the key, so that it may be absent too.
        let gains = &wider.environments[0].impact.groups;
        let most = gains.iter().find(|group| group.who.iter().any(|case| case.facts.iter().all(|fact| !fact.or_absent && fact.goes_without_saying())));
        let most = most.expect("those with a key are affected").effect;
        prop_assert_eq!(most.gains, Share::of(wide - narrow));
        prop_assert!(most.loses.is_none() && most.moved.is_none());
        if wide < 100_000 {
            prop_assert_eq!(effect(&wider), most);
        }
    }

    #[test]
    fn a_new_salt_draws_anew(percent in 1..100_000_u32) {
        let file = |salt: &str| format!("[flags.a]\nsalt = \"{salt}\"\nrollout = \"{}%\"\n", decimal(percent));
        let effect = effect(&change(&file("x"), &file("y")));
        prop_assert_eq!(effect.gains, Share::of(percent).of_which(100_000 - percent));
        prop_assert_eq!(effect.loses, effect.gains);
        prop_assert_eq!(effect.before, Share::of(percent));
        prop_assert_eq!(effect.after, Share::of(percent));
    }
}

fn decimal(thousandths: u32) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}
