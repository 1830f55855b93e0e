//! Deciding twice is the same, and it does not matter how one asks: a flag alone, all flags, with an
//! explanation, by number with the cause or without.

use flags_runtime::{Decision, Value, decide, serve};
use proptest::prelude::*;

use crate::generator::{Choices, Wishes, choices, complete_context, context, file};
use crate::{config, context_of, decide_all, engine_of, seen};

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn every_way_to_ask_agrees(mut choices in choices(), seed: u64) {
        let file = file(&mut choices, Wishes::ALL);
        let engine = engine_of(&file.to_string());
        // The same text again: nothing may depend on the order of a hash table or on what was decided before.
        let again = engine_of(&file.to_string());
        let requests = &mut Choices::seeded(seed);
        for number in 0..24 {
            let make = if number % 4 == 0 { complete_context } else { context };
            let object = make(requests, file.environments);
            let context = context_of(&engine, &object);
            let all: Vec<Decision<Value>> = engine.all(&context).collect();
            prop_assert_eq!(all.len(), file.flags.len());
            let twice = decide_all(&again, &object);
            let scope = engine.scope(&context);
            for ((id, decision), second) in (0..).zip(&all).zip(&twice) {
                let outcome = decide(&scope, id);
                prop_assert_eq!(serve(&scope, id), (outcome.on, outcome.payload), "{}\n{:?}", file, object);
                prop_assert_eq!(outcome.on, decision.on);
                let alone = engine.decide(&decision.flag, &context).expect("the flag exists");
                let explained = engine.explain(&decision.flag, &context).expect("the flag exists");
                let wanted = seen(decision);
                prop_assert_eq!(&seen(&alone), &wanted);
                prop_assert_eq!(&seen(&explained), &wanted, "{}\n{:?}", file, object);
                prop_assert_eq!(&seen(second), &wanted);
                prop_assert!(alone.trace.steps.is_empty() && !explained.trace.steps.is_empty());
                prop_assert!(decision.bucket.is_none_or(|bucket| bucket < 100_000));
            }
        }
    }
}
