//! Rules and kills do not wait for each other, nor for ever for the program.

use std::sync::{Arc, Mutex, mpsc};
use std::time::Duration;

use flags::live::{Event, Status};
use flags_sync::{Cause, Found, follow};
use tokio::time::Instant;

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, text, wait_for, wait_until};

#[tokio::test(start_paused = true)]
async fn a_kill_does_not_wait_for_rules_that_hang() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it is well");
    store.say(Answer::Hang);
    tokio::time::sleep(Duration::from_millis(100)).await;
    for list in ["search\n", "search\nnew_cart\n"] {
        let started = Instant::now();
        store.kill(Answer::text(list));
        wait_for(&flags.live(), "it is killed", |live| live.killed().len() == list.lines().count()).await;
        assert!(started.elapsed() < Duration::from_millis(100), "{:?}", started.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_callback_that_hangs_holds_up_nothing_and_is_told() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(false))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    let (end, hangs) = mpsc::channel::<()>();
    let hangs = Mutex::new(hangs);
    let _subscription = flags.live().subscribe(move |event| {
        if matches!(event, Event::Reloaded(_) | Event::Killed(_)) {
            let _ = hangs.lock().unwrap().recv();
        }
    });
    store.say_text(text(true));
    wait_until(Duration::from_secs(2), "the rules run", || has_new_cart(&flags)).await;
    store.kill(Answer::text("search\n"));
    wait_until(Duration::from_secs(2), "it is killed", || flags.live().killed() == ["search"]).await;
    store.kill(Answer::text("search\nnew_cart\n"));
    // The first list is waited for, and no longer than this.
    wait_until(Duration::from_secs(8), "both are killed", || flags.live().killed().len() == 2).await;
    let is_told = || matches!(follower.status().rules.found, Found::NotTaken(_));
    wait_until(Duration::from_secs(8), "it is told", is_told).await;
    let is_stale = || matches!(flags.live().status(), Status::Stale { .. });
    wait_until(Duration::from_secs(2), "it is stale", is_stale).await;
    let cause = follower.wait_ready(Duration::from_millis(10)).await.expect_err("nobody knows");
    assert!(matches!(cause, Cause::NotTaken { .. }), "{cause}");
    assert!(cause.to_string().ends_with("has not ended after 5 s"), "{cause}");

    drop(end);
    follower.wait_ready(Duration::from_secs(31)).await.expect("it is well again");
    assert_eq!((flags.live().status(), flags.live().killed().len()), (Status::Live, 2));
}
