//! What an earlier run has left.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use flags::live::Status;
use flags_sync::{Cause, Follower, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, has_search, sealed, sealed_for, text, wait_for};

fn start(flags: &Flags, store: &Arc<Scripted>, cache: &Path) -> Follower {
    follow(flags.live(), Arc::clone(store)).cache(cache).start().expect("there is a runtime")
}

/// A run that has taken a text, and killed the search.
async fn leave(text: &str, cache: &Path) {
    let store = Scripted::new(Answer::text(text));
    store.kill(Answer::text("search\n"));
    let follower = start(&Flags::new(), &store, cache);
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    assert_eq!((follower.status().rules.cache, follower.status().kills.cache), (None, None));
}

#[tokio::test(start_paused = true)]
async fn a_restart_without_a_store_runs_what_ran_before() {
    for text in [text(true), sealed(3)] {
        let directory = tempfile::tempdir().expect("there is room");
        let cache = directory.path().join("of/the/shop");
        leave(&text, &cache).await;

        let (flags, store) = (Flags::new(), Scripted::new(Answer::Fault));
        let follower = start(&flags, &store, &cache);
        // Before the first await: nothing of the store can have been heard.
        assert_eq!((flags.live().status(), has_new_cart(&flags)), (Status::Cached, true));
        assert!(!has_search(&flags));
        follower.wait_ready(Duration::from_secs(5)).await.expect_err("the store is not heard");
        assert_eq!(flags.live().status(), Status::Cached);

        let generation = flags.live().generation();
        store.say_text(&text);
        follower.wait_ready(Duration::from_secs(60)).await.expect("the store is heard");
        assert_eq!((flags.live().status(), flags.live().generation()), (Status::Live, generation));
        assert!(!has_search(&flags), "the store has no list that revives it");
    }
}

#[tokio::test(start_paused = true)]
async fn the_cache_knows_which_revision_is_too_old() {
    let directory = tempfile::tempdir().expect("there is room");
    leave(&sealed(3), directory.path()).await;
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(2))));
    let follower = start(&flags, &store, directory.path());
    let cause = follower.wait_ready(Duration::from_secs(5)).await.expect_err("what runs is newer");
    assert!(matches!(cause, Cause::Older { revision: 2, running: 3, .. }), "{cause}");
    assert!(has_new_cart(&flags));
    assert_ne!(flags.live().status(), Status::Live);
}

#[tokio::test(start_paused = true)]
async fn a_damaged_cache_is_left_alone() {
    let directory = tempfile::tempdir().expect("there is room");
    leave(&text(true), directory.path()).await;
    let path = directory.path().join("rules");
    let whole = fs::read(&path).expect("it was written");
    let cuts = (0..whole.len()).map(|length| whole[..length].to_vec());
    let flips = (0..whole.len()).map(|at| {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        flipped
    });
    for damaged in cuts.chain(flips).chain([vec![0; 5 << 20], b"flags-cache v2 rules\n".to_vec()]) {
        fs::write(&path, &damaged).expect("it can be written");
        let flags = Flags::new();
        let _follower = start(&flags, &Scripted::new(Answer::Fault), directory.path());
        assert_eq!((flags.live().status(), has_new_cart(&flags)), (Status::Embedded, false));
        assert!(!has_search(&flags), "the kills are another file");
    }
}

#[tokio::test(start_paused = true)]
async fn a_cache_that_cannot_be_written_is_a_pity_and_no_more() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("file");
    fs::write(&path, "").expect("it can be written");
    let flags = Flags::new();
    let follower = start(&flags, &Scripted::new(Answer::text(text(true))), &path);
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    assert!(has_new_cart(&flags));
    let fault = follower.status().rules.cache.expect("it could not be written");
    assert!(fault.to_string().contains("file/rules: "), "{fault}");
}

#[tokio::test(start_paused = true)]
async fn a_kill_that_could_not_be_kept_is_kept_when_it_can_be() {
    let directory = tempfile::tempdir().expect("there is room");
    let in_the_way = directory.path().join("kills/something");
    fs::create_dir_all(&in_the_way).expect("it can be made");
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(false))));
    store.kill(Answer::text("search\n"));
    let follower = start(&flags, &store, directory.path());
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    store.say_text(text(true));
    wait_for(&flags.live(), "it runs", |_| has_new_cart(&flags)).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let status = follower.status();
    assert!(status.kills.cache.is_some_and(|fault| fault.to_string().contains("/kills: ")));
    assert_eq!(status.rules.cache, None, "the rules are kept, which says nothing of the kills");

    fs::remove_dir_all(directory.path().join("kills")).expect("it can be removed");
    tokio::time::sleep(Duration::from_secs(34)).await;
    assert_eq!(follower.status().kills.cache, None);
    drop(follower);
    store.say(Answer::Fault);
    store.kill(Answer::Fault);
    let flags = Flags::new();
    let _follower = start(&flags, &store, directory.path());
    assert!(!has_search(&flags) && has_new_cart(&flags));
}

#[tokio::test(start_paused = true)]
async fn what_could_not_be_kept_does_not_replace_a_newer_base() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("rules");
    fs::create_dir_all(path.join("something")).expect("it can be made");
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(3))));
    let follower = start(&flags, &store, directory.path());
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    assert!(follower.status().rules.cache.is_some(), "something is in the way");
    let in_the_way = path.clone();
    let _subscription = flags.live().subscribe(move |_| drop(fs::remove_dir_all(&in_the_way)));
    store.base(Answer::text(sealed(5)));
    store.say_text(sealed_for(8, 0));
    wait_for(&flags.live(), "the base runs", |live| live.revision() == Some(5)).await;
    tokio::time::sleep(Duration::from_secs(120)).await;
    assert_eq!(follower.status().rules.cache, None);
    let kept = fs::read_to_string(&path).expect("it was written");
    assert!(kept.ends_with(&sealed(5)), "{kept}");
}

#[tokio::test(start_paused = true)]
async fn names_that_only_a_text_gives_are_kept() {
    let directory = tempfile::tempdir().expect("there is room");
    let renamed = text(true).replace("[flags.search]", "[flags.find]\nrenamed_from = \"search\"");
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(renamed)));
    let follower = start(&flags, &store, directory.path());
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is well");
    store.kill(Answer::text("find # it is slow\nunheard_of\n"));
    wait_for(&flags.live(), "it is killed", |live| live.killed() == ["search"]).await;
    tokio::time::sleep(Duration::from_secs(60)).await;
    let kept = fs::read_to_string(directory.path().join("kills")).expect("it was written");
    assert!(kept.ends_with("\nfind\nsearch\nunheard_of\n"), "{kept}");
}

#[tokio::test(start_paused = true)]
async fn rules_for_others_say_nothing_of_a_cache_without_a_revision() {
    let directory = tempfile::tempdir().expect("there is room");
    for (left, status) in [(text(true), Status::Cached), (sealed(3), Status::Live)] {
        leave(&left, directory.path()).await;
        let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(4, 0))));
        let follower = start(&flags, &store, directory.path());
        follower.wait_ready(Duration::from_secs(5)).await.expect("it runs what it should");
        assert_eq!(flags.live().status(), status);
    }
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_or_held_back_is_not_kept() {
    let directory = tempfile::tempdir().expect("there is room");
    leave(&sealed(3), directory.path()).await;
    let kept = fs::read(directory.path().join("rules")).expect("it was written");
    for text in ["[flags".to_owned(), sealed(2), sealed_for(5, 0)] {
        let store = Scripted::new(Answer::text(text));
        let follower = start(&Flags::new(), &store, directory.path());
        let _ = follower.wait_ready(Duration::from_secs(5)).await;
        assert!(store.count_founds() > 0);
        assert_eq!(fs::read(directory.path().join("rules")).expect("it is there"), kept);
    }
}
