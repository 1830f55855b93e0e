//! The law of the missing: a flag is on only if it would be on whatever the missing attributes turned
//! out to be.
//!
//! It is stated for files without `present` and without conditions on flags, which are the two ways to
//! say otherwise; to require a *variant* of another flag is such a condition (a flag may serve another
//! variant to those who say more), to require that it is on is not.

use flags_model::dynamic::Engine;
use proptest::prelude::*;
use serde_json::Value;

use crate::generator::{ATTRIBUTES, Choices, File, Wishes, choices, context, file, values_of};
use crate::{Object, config, decide_all, engine_of};

proptest! {
    #![proptest_config(config(400))]

    /// Attribute by attribute. Without splits, because a split needs the attribute that it is bucketed by:
    /// a context that lacks it may pass an `allow` while its condition is unknown, and be let in by it, and
    /// so be off, once the condition is true.
    #[test]
    fn on_with_one_absent_is_on_for_every_value_of_it(mut choices in choices(), seed: u64) {
        let file = file(&mut choices, Wishes { splits: false, ..Wishes::LAWFUL });
        let engine = engine_of(&file.to_string());
        let requests = &mut Choices::seeded(seed);
        for _ in 0..5 {
            let object = context(requests, file.environments);
            for (attribute, value) in absent_ones(&object, requests) {
                let mut filled = object.clone();
                filled.insert(attribute.to_owned(), value);
                check(&file, &engine, &object, &filled)?;
            }
        }
    }

    /// All that is absent at once, which holds for splits too.
    #[test]
    fn on_is_on_however_the_context_is_completed(mut choices in choices(), seed: u64) {
        let file = file(&mut choices, Wishes::LAWFUL);
        let engine = engine_of(&file.to_string());
        let requests = &mut Choices::seeded(seed);
        for _ in 0..6 {
            let object = context(requests, file.environments);
            for _ in 0..12 {
                let mut filled = object.clone();
                for attribute in ATTRIBUTES.iter().filter(|attribute| !object.contains_key(**attribute)) {
                    let values = values_of(attribute);
                    filled.insert((*attribute).to_owned(), values[requests.below(values.len())].clone());
                }
                check(&file, &engine, &object, &filled)?;
            }
        }
    }
}

fn check(file: &File, engine: &Engine, object: &Object, filled: &Object) -> Result<(), TestCaseError> {
    for (before, after) in decide_all(engine, object).iter().zip(decide_all(engine, filled)) {
        prop_assert!(!before.on || after.on, "{file}\n{object:?}: {before}\n{filled:?}: {after}");
    }
    Ok(())
}

/// Each absent attribute with each of its values; of the seventy regions a few.
fn absent_ones(object: &Object, choices: &mut Choices) -> Vec<(&'static str, Value)> {
    let absent = ATTRIBUTES.iter().filter(|attribute| !object.contains_key(**attribute));
    absent
        .flat_map(|attribute| {
            let values = values_of(attribute).into_iter().map(|value| (*attribute, value));
            values.filter(|_| *attribute != "region" || choices.one_in(6)).collect::<Vec<_>>()
        })
        .collect()
}
