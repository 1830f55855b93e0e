//! Sealed revisions arrive in any order, and again and again: the newest that has come is what runs.

use std::sync::Arc;
use std::time::Duration;

use flags::live::{Rejection, Status};
use flags_sync::{Report, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, sealed, wait_for};

/// As many as there are orders of delivery.
const ORDERS: u64 = 1_000;
const REVISIONS: u64 = 6;

#[tokio::test(start_paused = true)]
async fn the_newest_revision_wins_in_a_thousand_orders() {
    let texts: Vec<String> = (1..=REVISIONS).map(sealed).collect();
    for seed in 0..ORDERS {
        let mut random = fastrand::Rng::with_seed(seed);
        // Each at least once, and two of them twice.
        let mut order: Vec<u64> = (1..=REVISIONS).collect();
        order.extend((0..2).map(|_| random.u64(1..=REVISIONS)));
        random.shuffle(&mut order);

        let (flags, store) = (Flags::new(), Scripted::new(Answer::Absent));
        let _follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
        let mut newest = 0;
        for revision in &order {
            let founds = store.count_founds();
            let is_same = matches!(&*store.rules.lock().unwrap(), Answer::Bytes(bytes)
                if *bytes == texts[usize::try_from(*revision).unwrap() - 1].as_bytes());
            store.say_text(&texts[usize::try_from(*revision).unwrap() - 1]);
            newest = newest.max(*revision);
            let is_read = || is_same || store.count_founds() > founds;
            wait_for(&flags.live(), "it runs", |live| is_read() && live.revision() == Some(newest)).await;
        }
        assert_eq!(flags.live().revision(), Some(REVISIONS), "{order:?}");
        assert_eq!(has_new_cart(&flags), REVISIONS % 2 == 1, "{order:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_replay_is_refused_and_told() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(8))));
    let follower = follow(flags.live(), Arc::clone(&store)).report(true).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it is well");
    store.say_text(sealed(7));
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(!has_new_cart(&flags));
    assert_eq!(flags.live().revision(), Some(8));
    assert!(matches!(flags.live().status(), Status::Stale { .. }), "somebody wants what does not run");
    let cause = follower.wait_ready(Duration::from_secs(1)).await.expect_err("it is not what the store says");
    let complaint = "has revision 7, older than 8, which runs; publish with a greater revision";
    assert_eq!(cause.to_string(), format!("scripted://shop {complaint}"));
    let report = store.written.lock().unwrap().last().cloned().expect("it is reported");
    let report = Report::from_json(&report).expect("it is a report");
    assert_eq!(report.refused, Some(format!("the store {complaint}")));
    assert_eq!((report.status.as_str(), report.revision), ("stale", Some(8)));
    store.say_text(sealed(9));
    follower.wait_ready(Duration::from_secs(1)).await.expect("it was published with a greater one");
    store.say_text(sealed(8));
    wait_for(&flags.live(), "it is stale", |live| live.status() != Status::Live).await;
    store.say_text(sealed(9));
    wait_for(&flags.live(), "what lagged behind has caught up", |live| live.status() == Status::Live).await;

    // Another text that calls itself by the same number is somebody's mistake.
    let conflict = sealed(9).replace("The cart", "A cart");
    let conflict = flags_model::reload::seal(&conflict, 9, None);
    store.say_text(conflict);
    wait_for(&flags.live(), "it is refused", |_| follower.status().refused().is_some()).await;
    let refused = follower.status().refused().cloned().expect("it is refused");
    assert_eq!(*refused.rejection(), Rejection::Conflict { revision: 9 });
}
