//! `enabled = false` beats everything, and whoever requires the flag goes off with it.

use proptest::prelude::*;

use crate::generator::{Choices, Wishes, choices, context, file};
use crate::{config, decide_all, engine_of};

proptest! {
    #![proptest_config(config(300))]

    #[test]
    fn a_killed_flag_is_off_whatever_else_it_says(mut choices in choices(), seed: u64, which: usize) {
        let mut file = file(&mut choices, Wishes::ALL);
        let killed = which % file.flags.len();
        let before = engine_of(&file.to_string());
        file.flags[killed].settings.enabled = Some(false);
        let after = engine_of(&file.to_string());
        let name = |number: usize| format!("flag_{number}");
        let requests = &mut Choices::seeded(seed);
        for _ in 0..24 {
            let object = context(requests, file.environments);
            for decision in decide_all(&after, &object) {
                let number = (0..file.flags.len()).find(|number| name(*number) == *decision.flag);
                let flag = &file.flags[number.expect("the flag exists")];
                let reason = decision.reason.to_string();
                if *decision.flag == name(killed) {
                    prop_assert!(!decision.on && reason == "disabled" && decision.bucket.is_none());
                } else if flag.requires.iter().any(|(required, _)| *required == killed) {
                    prop_assert!(!decision.on, "{}\n{:?}\n{}", file, object, decision);
                    let is_alone = flag.requires.len() == 1;
                    let said = reason == format!("requires({})", name(killed));
                    let earlier = ["disabled", "environment"].contains(&reason.as_str());
                    prop_assert!(said || earlier || (!is_alone && reason.starts_with("requires(")), "{}", decision);
                }
            }
            // A flag that never asks about the killed one, nor about one that does, decides as before.
            if killed + 1 == file.flags.len() && killed > 0 {
                let name = name(killed);
                let others = |engine| decide_all(engine, &object).into_iter().filter(|one| *one.flag != name).collect::<Vec<_>>();
                prop_assert_eq!(others(&before), others(&after));
            }
        }
    }
}
