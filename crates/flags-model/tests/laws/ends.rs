//! 0 % is nobody and 100 % is everybody.

use flags_runtime::bucket::{BUCKETS, Stream, bucket, id_hash, integer_id_hash, salt_hash};
use serde_json::json;

use crate::{Object, decide_all, engine_of};

/// A rollout of `p` percent hits buckets below `p * 1000`, so 100 % is everybody if and only if every
/// bucket is below 100,000; 0 % is nobody whatever the buckets are.
#[test]
fn buckets_of_two_million_ids_lie_in_bounds() {
    let salt = salt_hash("new_sidebar", Stream::Rollout);
    let mut seen = vec![false; BUCKETS as usize];
    for id in 0..1_i64 << 21 {
        let bucket = bucket(integer_id_hash(id), salt);
        assert!(bucket < BUCKETS, "id {id} is left out of 100 %: bucket {bucket}");
        seen[bucket as usize] = true;
    }
    let empty = seen.iter().filter(|seen| !**seen).count();
    // 21 ids for each bucket on average: an even spread leaves none or one empty. The first and the
    // last being there says that 0.001 % is somebody and 99.999 % is not everybody.
    assert!(empty <= 1 && seen[0] && seen[99_999], "{empty} buckets are empty");
}

/// The extremes of the mixer's result, whatever ids have them.
#[test]
fn no_hash_at_all_is_out_of_bounds() {
    for hash in [0, 1, u64::MAX, u64::MAX >> 1, 1 << 63, u64::from(u32::MAX), 0xffff_ffff_0000_0000] {
        assert!(bucket(hash, 0) < BUCKETS && bucket(0, hash) < BUCKETS && bucket(hash, hash) < BUCKETS);
    }
}

#[test]
fn flags_of_0_and_100_percent_leave_nobody_in_doubt() {
    let engine = engine_of(
        r#"
        [context]
        user = { type = "string", key = true }
        [flags.nobody]
        rollout = 0
        [flags.everybody]
        rollout = 100
        [flags.everybody_by_rule]
        rules = [{ rollout = "100%" }]
        rollout = 0
        [flags.nobody_by_rule]
        rules = [{ rollout = "0%" }]
        rollout = 100
        [flags.everybody_by_sample]
        when = { segment = "everybody" }
        [flags.nobody_by_sample]
        when = { segment = "nobody" }
        [segments.everybody]
        sample = 100
        [segments.nobody]
        sample = 0
        "#,
    );
    // The first context is anonymous: at these two percentages nobody looks at the key.
    for number in 0..10_000 {
        let user = if number == 0 { json!(null) } else { json!(format!("user-{number}")) };
        let object: Object = [("user".to_owned(), user)].into_iter().collect();
        for decision in decide_all(&engine, &object) {
            assert_eq!(decision.on, decision.flag.starts_with("everybody"), "{object:?}: {decision}");
            assert_eq!(decision.bucket, None, "no bucket decided: {decision}");
        }
    }
}

/// Just inside of the ends the bucket decides, also of the ids at the borders.
#[test]
fn a_thousandth_of_a_percent_is_one_bucket() {
    let engine = engine_of(
        r#"
        [context]
        user = { type = "string", key = true }
        [flags.least]
        salt = "s"
        rollout = "0.001%"
        [flags.most]
        salt = "s"
        rollout = 99.999
        "#,
    );
    let salt = salt_hash("s", Stream::Rollout);
    let ids = (0..1_000_000).map(|number| format!("user-{number}"));
    let at_a_border = ids.filter(|id| matches!(bucket(id_hash(id), salt), 0 | 1 | 99_998 | 99_999));
    let mut checked = 0;
    for id in at_a_border {
        let object: Object = [("user".to_owned(), json!(id))].into_iter().collect();
        let bucket = bucket(id_hash(&id), salt);
        let on: Vec<bool> = decide_all(&engine, &object).iter().map(|decision| decision.on).collect();
        assert_eq!(on, [bucket == 0, bucket != 99_999], "{id} has bucket {bucket}");
        checked += 1;
    }
    assert!(checked > 10, "only {checked} ids are at a border");
}
