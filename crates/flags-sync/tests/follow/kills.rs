//! The kill list is applied in every state of the rules.

use std::sync::Arc;
use std::time::Duration;

use flags_sync::{Found, follow};

use crate::scripted::{Answer, Scripted, Voice};
use crate::shop::{Flags, has_new_cart, has_search, text, wait_for};

#[tokio::test(start_paused = true)]
async fn a_kill_is_applied_whatever_became_of_the_rules() {
    let states = [Answer::Absent, Answer::text("[flags"), Answer::text(""), Answer::Fault, Answer::Panic];
    for rules in states.into_iter().chain([Answer::Hang, Answer::text(text(true))]) {
        let (flags, store) = (Flags::new(), Scripted::new(rules.clone()));
        let _follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
        store.kill(Answer::text("search # it is slow\n"));
        wait_for(&flags.live(), "it is killed", |live| live.killed() == ["search"]).await;
        assert!(!has_search(&flags), "{rules:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn only_a_list_revives() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it is well");
    store.kill(Answer::text("search\nnew_cart\n"));
    wait_for(&flags.live(), "both are killed", |live| live.killed().len() == 2).await;

    // Lines that cannot be read revive nothing, nor does what is not there.
    let empty = ["", "\n", " \r\n\t\n", "\u{feff}"].map(Answer::text);
    let others = [Answer::text("search\n<<<<<<< HEAD\n"), Answer::Absent, Answer::Fault, Answer::Panic];
    for answer in others.into_iter().chain(empty) {
        store.kill(answer.clone());
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert_eq!(flags.live().killed(), ["new_cart", "search"], "{answer:?}");
    }
    assert_eq!(follower.status().kills.found, Found::Empty);
    assert_eq!(
        follower.status().to_string().lines().last(),
        Some("kill list: empty: to revive, write a line such as `# nothing is killed`")
    );
    store.kill(Answer::text("# search is fast again\nnew_cart\n"));
    wait_for(&flags.live(), "one is revived", |live| live.killed() == ["new_cart"]).await;
    store.kill(Answer::text("# nothing is killed"));
    wait_for(&flags.live(), "all are revived", |live| live.killed().is_empty()).await;
    assert!(has_search(&flags) && has_new_cart(&flags));
}

#[tokio::test(start_paused = true)]
async fn a_kill_needs_no_watch() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    store.speak(Voice::Fault);
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it can be read");
    store.kill(Answer::text("search\n"));
    tokio::time::sleep(Duration::from_secs(34)).await;
    assert_eq!(flags.live().killed(), ["search"]);
}

#[tokio::test(start_paused = true)]
async fn what_the_store_kills_is_not_revived_by_hand() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    store.kill(Answer::text("search\n"));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it is well");
    flags.live().set_kills("new_cart\n");
    assert!(has_search(&flags));
    tokio::time::sleep(Duration::from_secs(34)).await;
    assert_eq!(flags.live().killed(), ["search"]);

    // Where the store kills nothing, the program may.
    store.kill(Answer::text("# nothing is killed\n"));
    wait_for(&flags.live(), "it is revived", |live| live.killed().is_empty()).await;
    flags.live().set_kills("new_cart\n");
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(flags.live().killed(), ["new_cart"]);
}

#[tokio::test(start_paused = true)]
async fn a_damaged_list_that_comes_back_is_told_again() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    for list in [Answer::Absent, Answer::text("")] {
        store.kill(Answer::text("search\n<<<<<<< HEAD\n"));
        wait_for(&flags.live(), "it is told", |_| follower.status().kill_faults.len() == 1).await;
        store.kill(list);
        wait_for(&flags.live(), "it is gone", |_| follower.status().kill_faults.is_empty()).await;
    }
    store.kill(Answer::text("search\n<<<<<<< HEAD\n"));
    wait_for(&flags.live(), "it is told", |_| follower.status().kill_faults.len() == 1).await;
}
