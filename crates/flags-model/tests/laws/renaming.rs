//! `renamed_from` keeps every bucket, and so does an explicit `salt`.

use proptest::prelude::*;

use crate::generator::{Choices, Wishes, choices, context, file};
use crate::{config, decide_all, engine_of};

proptest! {
    #![proptest_config(config(200))]

    #[test]
    fn a_renamed_flag_keeps_its_buckets(mut choices in choices(), seed: u64, which: usize, by_salt: bool) {
        let mut file = file(&mut choices, Wishes::ALL);
        let number = which % file.flags.len();
        let (old, new) = (format!("flag_{number}"), format!("renamed_{number}"));
        // Half of the flags keep their salt by naming it, the others by saying what they were called.
        if by_salt {
            file.flags[number].salt.get_or_insert_with(|| old.clone());
        }
        // No other salt may look like the name, or it would be renamed too.
        for flag in &mut file.flags {
            flag.salt = flag.salt.take().map(|salt| salt.replace("flag_", "flag-"));
        }
        let before = file.to_string();
        let header = format!("[flags.{new}]\n");
        let mut after = before.replace(&old, &new);
        if file.flags[number].salt.is_none() {
            after = after.replace(&header, &format!("{header}renamed_from = \"{old}\"\n"));
        }
        let (before, after) = (engine_of(&before), engine_of(&after));
        let requests = &mut Choices::seeded(seed);
        for _ in 0..32 {
            let object = context(requests, file.environments);
            for (old_one, new_one) in decide_all(&before, &object).iter().zip(decide_all(&after, &object)) {
                prop_assert_eq!(old_one.flag.replace(&old, &new), new_one.flag.as_str());
                prop_assert_eq!(&old_one.value, &new_one.value, "{}", new_one);
                prop_assert_eq!((old_one.on, old_one.bucket), (new_one.on, new_one.bucket), "{}", new_one);
            }
        }
    }
}

/// The law above would hold for an engine that ignores the name altogether.
#[test]
fn without_either_a_new_name_has_new_buckets() {
    let file = |name: &str| {
        let user = "[context]\nuser = { type = \"string\", key = true }\n";
        engine_of(&format!("{user}[flags.{name}]\nrollout = 50\n"))
    };
    let (before, after) = (file("old_name"), file("new_name"));
    let differs = (0..100).filter(|number| {
        let object = [("user".to_owned(), serde_json::json!(format!("user-{number}")))].into_iter().collect();
        decide_all(&before, &object)[0].bucket != decide_all(&after, &object)[0].bucket
    });
    assert_eq!(differs.count(), 100);
}
