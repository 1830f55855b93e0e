//! The laws of the contract, over random valid files and random contexts.
//!
//! Each law is a file. The choices behind a file shrink, so a law that is broken shows the smallest
//! file that breaks it. The seed is fixed, so that a red run is about the change at hand and not about
//! luck; to look further, raise the number of cases and change the seed:
//!
//! ```text
//! PROPTEST_CASES=20000 PROPTEST_RNG_SEED=7 cargo test --release -p flags-model --test laws
//! ```

mod agreement;
mod ends;
mod generator;
mod independence;
mod killing;
mod kleene;
mod loading;
mod missing;
mod nesting;
mod renaming;
mod strings;
mod tree;
mod widening;

use flags_model::dynamic::{DynamicContext, Engine};
use flags_runtime::{Decision, Value};
use proptest::test_runner::{Config, RngSeed};
use serde_json::Map;

/// A context as data.
type Object = Map<String, serde_json::Value>;

/// How often a law is tried.
fn config(cases: u32) -> Config {
    let default = Config::default();
    let is_set = |name| std::env::var_os(name).is_some();
    Config {
        cases: if is_set("PROPTEST_CASES") { default.cases } else { cases },
        rng_seed: if is_set("PROPTEST_RNG_SEED") { default.rng_seed } else { RngSeed::Fixed(2026) },
        failure_persistence: None,
        max_shrink_iters: 10_000,
        ..default
    }
}

/// The engine of a file that must be valid. It has no clock, so that `now` is an attribute like others.
fn engine_of(text: &str) -> Engine {
    let loaded = flags_model::load(text);
    let Some(model) = loaded.model else {
        panic!("a generated file is invalid: {:#?}\n{text}", loaded.diagnostics)
    };
    Engine::new(model).without_clock()
}

fn context_of<'j>(engine: &Engine, object: &'j Object) -> DynamicContext<'j> {
    engine
        .context_from_json(object, None)
        .unwrap_or_else(|error| panic!("a generated context is invalid: {error}"))
}

fn decide_all(engine: &Engine, object: &Object) -> Vec<Decision<Value>> {
    engine.all(&context_of(engine, object)).collect()
}

/// Everything of a decision that its reader sees, but the trace.
fn seen(decision: &Decision<Value>) -> String {
    let data = serde_json::to_string(decision).expect("a decision serialises");
    format!("{decision} {data}")
}
