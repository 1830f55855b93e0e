//! How often a store is asked.

use std::sync::Arc;
use std::time::Duration;

use flags_sync::follow;
use tokio::time::{Instant, sleep};

use crate::scripted::{Answer, Scripted, Voice};
use crate::shop::{Flags, text};

/// The pauses between the first reads or listenings.
async fn note(count: impl Fn() -> usize, most: usize) -> Vec<Duration> {
    let (mut last, mut seen, mut pauses) = (Instant::now(), 0, Vec::new());
    while pauses.len() < most {
        if count() > seen {
            seen += 1;
            pauses.push(last.elapsed());
            last = Instant::now();
        }
        sleep(Duration::from_millis(1)).await;
    }
    // The first is from the start.
    pauses.split_off(1)
}

/// A quarter of a second, doubled up to half a minute, of which each pause is at most twice as long.
fn assert_double(pauses: &[Duration]) {
    let mut least = Duration::from_millis(250);
    for pause in pauses {
        let most = (least * 2).min(Duration::from_secs(30));
        let slack = Duration::from_millis(10);
        assert!(*pause + slack >= least && *pause <= most + slack, "{pause:?}: {pauses:?}");
        least = most.min(Duration::from_secs(15));
    }
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_fails_is_tried_in_longer_and_longer_pauses() {
    let store = Scripted::new(Answer::text(text(true)));
    store.speak(Voice::Fault);
    let _follower = follow(Flags::new().live(), Arc::clone(&store)).start().expect("there is a runtime");
    assert_double(&note(|| store.count_listens(), 20).await);
}

#[tokio::test(start_paused = true)]
async fn a_read_that_fails_is_tried_in_longer_and_longer_pauses() {
    let store = Scripted::new(Answer::Fault);
    store.speak(Voice::Silent);
    let _follower = follow(Flags::new().live(), Arc::clone(&store)).start().expect("there is a runtime");
    assert_double(&note(|| store.count_reads(), 20).await);
}

#[tokio::test(start_paused = true)]
async fn a_silent_store_is_asked_every_thirty_seconds() {
    let store = Scripted::new(Answer::text(text(true)));
    store.speak(Voice::Silent);
    let _follower = follow(Flags::new().live(), Arc::clone(&store)).start().expect("there is a runtime");
    for pause in note(|| store.count_reads(), 20).await {
        assert!(pause >= Duration::from_secs(27) && pause <= Duration::from_secs(34), "{pause:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_store_that_wakes_without_end_is_read_fifty_times_a_second() {
    let store = Scripted::new(Answer::text(text(true)));
    let _follower = follow(Flags::new().live(), Arc::clone(&store)).start().expect("there is a runtime");
    for _ in 0..10_000 {
        store.wake();
        sleep(Duration::from_millis(1)).await;
    }
    assert!((400..=510).contains(&store.count_reads()), "{}", store.count_reads());
}
