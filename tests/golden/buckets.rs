//! The golden buckets, in all three streams, as generated code explains them.

use flags::Decision;
use serde_json::Value as Json;

#[flags::flags("./buckets.toml")]
pub struct Flags;

macro_rules! explain {
    ($explain:expr, $context:expr, $($rollout:ident $split:ident $sample:ident)+) => {
        [$([
            $explain.$rollout($context).bucket.map(|bucket| format!("{}.{:03}", bucket / 1000, bucket % 1000)),
            drawn(&$explain.$split($context)),
            drawn(&$explain.$sample($context)),
        ]),+]
    };
}

#[test]
fn buckets_never_change() {
    let vectors: Json =
        serde_json::from_str(include_str!("../../crates/flags-runtime/tests/golden/bucket-vectors.json"))
            .expect("the vectors are JSON");
    let vectors = vectors["vectors"].as_array().expect("a list of vectors");
    assert_eq!(vectors.len(), 486);
    let flags = Flags::new();
    let mut salts: Vec<&Json> = Vec::new();
    for vector in vectors {
        let salt = salts.iter().position(|salt| **salt == vector["salt"]).unwrap_or_else(|| {
            salts.push(&vector["salt"]);
            salts.len() - 1
        });
        let context = Context::new().id(vector["id"].as_str().expect("a string"));
        let found = explain! {
            flags.explain(), &context,
            rollout_0 split_0 sample_0 rollout_1 split_1 sample_1 rollout_2 split_2 sample_2
            rollout_3 split_3 sample_3 rollout_4 split_4 sample_4 rollout_5 split_5 sample_5
            rollout_6 split_6 sample_6 rollout_7 split_7 sample_7 rollout_8 split_8 sample_8
        };
        let stream = ["rollout", "split", "sample"].iter().position(|stream| vector["stream"] == *stream);
        let bucket = vector["bucket"].as_u64().expect("a number");
        let expected = format!("{}.{:03}", bucket / 1000, bucket % 1000);
        assert_eq!(found[salt][stream.expect("a stream")], Some(expected), "{vector}");
    }
}

/// The bucket that the trace of a decision tells.
fn drawn<T>(decision: &Decision<T>) -> Option<String> {
    let steps = decision.trace.steps.iter();
    let mut texts = steps.flat_map(|step| [&step.what, &step.result]);
    texts.find_map(|text| Some(text.split_once("bucket ")?.1.to_owned()))
}
