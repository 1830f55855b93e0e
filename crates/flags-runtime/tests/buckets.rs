//! The golden buckets: 486 of them, and they never change.

use flags_runtime::bucket::{Stream, bucket, id_hash, integer_id_hash, salt_hash};
use serde_json::Value;

#[test]
fn buckets_never_change() {
    let golden: Value =
        serde_json::from_str(include_str!("golden/bucket-vectors.json")).expect("the vectors are JSON");
    let vectors = golden["vectors"].as_array().expect("a list of vectors");
    assert_eq!(vectors.len(), 486);
    for vector in vectors {
        let text = |key: &str| vector[key].as_str().expect("a string");
        let stream = match text("stream") {
            "rollout" => Stream::Rollout,
            "split" => Stream::Split,
            "sample" => Stream::Sample,
            other => panic!("unknown stream {other}"),
        };
        let wanted = vector["bucket"].as_u64().expect("a number");
        let found = bucket(id_hash(text("id")), salt_hash(text("salt"), stream));
        assert_eq!(u64::from(found), wanted, "{vector}");
    }
}

#[test]
fn integers_are_hashed_as_their_digits() {
    for id in [0, 1, -1, 42, 1_234_567_890, i64::MAX, i64::MIN] {
        assert_eq!(integer_id_hash(id), id_hash(&id.to_string()), "{id}");
    }
}

#[test]
fn integers_of_any_length_are() {
    // The top bits of a multiplicative sequence, shifted so that short numbers come as often as long ones.
    let rounds = if cfg!(miri) { 64 } else { 200_000 };
    let mut state = 1_u64;
    for round in 0..rounds {
        state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        let id = state.cast_signed() >> (round % 64);
        assert_eq!(integer_id_hash(id), id_hash(&id.to_string()), "{id}");
    }
}
