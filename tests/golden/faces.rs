//! Compiled and dynamic rules decide alike: contexts are mixed from the golden ones, attribute by
//! attribute, and the dynamic face says what the generated code must decide.

use flags_model::dynamic::Engine;
use serde_json::{Map, Value as Json, json};

/// How many contexts are tried with each file.
const CONTEXTS: usize = 300;

/// Lines like the golden ones, with the decisions of the dynamic face.
pub fn mix_lines(toml: &str, golden: &[Json]) -> Vec<Json> {
    let engine = Engine::new(flags_model::load(toml).model.expect("the golden files are valid"));
    let mut random = Random(0x5eed);
    let mut lines = Vec::with_capacity(CONTEXTS);
    for _ in 0..CONTEXTS {
        let context = mix_context(golden, &mut random);
        let decisions: Map<String, Json> = {
            let context = engine.context_from_json(&context, None).expect("golden values fit");
            let decide = |decision: flags::Decision<flags::Value>| {
                (decision.flag.to_string(), serde_json::to_value(&decision).expect("decisions are JSON"))
            };
            engine.all(&context).map(decide).collect()
        };
        lines.push(json!({ "context": context, "decisions": decisions }));
    }
    lines
}

/// Each attribute from another line, or from none.
fn mix_context(golden: &[Json], random: &mut Random) -> Map<String, Json> {
    let mut context = Map::new();
    let keys = golden.iter().filter_map(|line| line["context"].as_object()).flat_map(Map::keys);
    for key in keys {
        if context.contains_key(key) {
            continue;
        }
        let line = &golden[random.below(golden.len())];
        context.insert(key.clone(), line["context"][key].clone());
    }
    // Both faces would read the clock, one after the other.
    if context.get("now").is_none_or(Json::is_null) {
        context.insert("now".to_owned(), json!(1_795_219_200));
    }
    context
}

/// Steele, Lea and Flood's `SplitMix64`: the same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let limit = u64::try_from(limit).expect("a length fits");
        usize::try_from((mixed ^ (mixed >> 31)) % limit).expect("a remainder fits")
    }
}
