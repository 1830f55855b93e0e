//! Widening a rollout never drops anyone.
//!
//! It holds for every percentage of a flag, its own and those of its rules, in any environment, because
//! all of them share one bucket; and for those flags that require it. It cannot hold
//!
//! - for who asks whether the flag is *off*, or is one variant of several (conditions on flags);
//! - for a `sample` in a segment that something is denied to. A rule that stops at a miss denies too:
//!   a larger segment lets it stop more. A segment in `when`, in `allow`, or in a rule that misses no one or
//!   passes them on, only gives;
//! - for who lacks the attribute that a split is bucketed by: at 50 % they miss a rule and pass on, at
//!   100 % it takes them in and has nothing to serve them by. (Splits are tried with complete contexts.)

use flags_runtime::bucket::{Stream, bucket, id_hash, salt_hash};
use proptest::prelude::*;

use crate::generator::{BUCKETED, Choices, File, Segment, Wishes, choices, complete_context, context, file};
use crate::{Object, config, decide_all, engine_of};

const LAWFUL: Wishes = Wishes { present: true, ..Wishes::LAWFUL };

proptest! {
    #![proptest_config(config(250))]

    #[test]
    fn a_wider_rollout_drops_nobody(mut choices in choices(), seed: u64, which: usize, wider: u32, splits: bool) {
        let mut file = file(&mut choices, Wishes { splits, ..LAWFUL });
        let before = file.clone();
        let flag = which % file.flags.len();
        let mut rollouts = file.rollouts(flag);
        let count = rollouts.len();
        prop_assume!(count > 0);
        widen(rollouts[which / 7 % count], wider);
        check(&before, &file, seed, splits)?;
    }

    /// Which rule takes somebody does not matter: the bucket is that of the flag's salt, so who moves
    /// from one rule to another of the same percentage stays in or out.
    #[test]
    fn all_rules_share_the_bucket_of_the_flag(mut choices in choices(), seed: u64) {
        let file = file(&mut choices, Wishes::ALL);
        let engine = engine_of(&file.to_string());
        let requests = &mut Choices::seeded(seed);
        for _ in 0..24 {
            let object = context(requests, file.environments);
            for decision in decide_all(&engine, &object) {
                let number: usize = decision.flag["flag_".len()..].parse().expect("a number");
                let salt = file.flags[number].salt.as_deref().unwrap_or(&decision.flag);
                let salt = salt_hash(salt, Stream::Rollout);
                let ids = BUCKETED.iter().filter_map(|attribute| object.get(*attribute));
                let ids = ids.map(|id| id.as_str().map_or_else(|| id.to_string(), str::to_owned));
                let buckets: Vec<u32> = ids.map(|id| bucket(id_hash(&id), salt)).collect();
                prop_assert!(decision.bucket.is_none_or(|bucket| buckets.contains(&bucket)), "{}", decision);
            }
        }
    }

    #[test]
    fn a_larger_sample_drops_nobody(mut choices in choices(), seed: u64, wider: u32, place: usize, percent in 0..=100_000_u32) {
        let wishes = Wishes { segments: false, splits: false, ..LAWFUL };
        let mut file = file(&mut choices, wishes);
        let by = choices.maybe(2, |choices| choices.pick(BUCKETED));
        file.segments = vec![Segment { sample: Some(percent), by, ..Segment::default() }];
        let member = "{ segment = \"segment_0\" }".to_owned();
        let settings = &mut file.flags.last_mut().expect("there is a flag").settings;
        match place % 5 {
            0 => settings.when = Some(member),
            1 => settings.when = Some(format!("{{ any = [{{ trial = true }}, {member}] }}")),
            2 => settings.allow = vec![(member, None)],
            3 => settings.rules.iter_mut().for_each(|rule| (rule.when, rule.next) = (Some(member.clone()), true)),
            _ => settings.rules.iter_mut().for_each(|rule| (rule.when, rule.rollout) = (Some(member.clone()), None)),
        }
        let before = file.clone();
        widen(file.segments[0].sample.as_mut().expect("it has a sample"), wider);
        check(&before, &file, seed, false)?;
    }
}

fn widen(percent: &mut u32, wider: u32) {
    *percent += wider % (100_001 - *percent);
}

/// `complete` leaves out contexts that lack something.
fn check(before: &File, after: &File, seed: u64, complete: bool) -> Result<(), TestCaseError> {
    let (narrow, wide) = (engine_of(&before.to_string()), engine_of(&after.to_string()));
    let requests = &mut Choices::seeded(seed);
    for _ in 0..60 {
        let make = if complete { complete_context } else { context };
        let object: Object = make(requests, before.environments);
        for (before_it, after_it) in decide_all(&narrow, &object).iter().zip(decide_all(&wide, &object)) {
            prop_assert!(
                !before_it.on || after_it.on,
                "{before}\nwidened:\n{after}\n{object:?}: {before_it}; widened: {after_it}"
            );
        }
    }
    Ok(())
}
