//! A text for a share of the instances.

use std::sync::Arc;
use std::time::Duration;

use flags::live::{Rejection, Status};
use flags_sync::{Cause, Follower, Found, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, sealed, sealed_for, text, wait_for};

/// Which of a thousand instances take a text.
fn list_takers(fleet: &[Flags], text: &str) -> Vec<usize> {
    let takes = |flags: &Flags| flags.live().reload(text).expect("it is valid").is_running();
    (0..).zip(fleet).filter(|(_, flags)| takes(flags)).map(|(number, _)| number).collect()
}

#[test]
fn a_wider_share_keeps_those_of_a_narrower_one() {
    let start = |number| {
        let flags = Flags::new();
        flags.live().set_instance(&format!("web-{number}"));
        flags
    };
    let fleet: Vec<Flags> = (0..1_000).map(start).collect();
    let ten = list_takers(&fleet, &sealed_for(1, 10));
    assert!((70..=130).contains(&ten.len()), "{}", ten.len());
    for (number, flags) in fleet.iter().enumerate() {
        assert_eq!(has_new_cart(flags), ten.contains(&number));
    }
    let fifty = list_takers(&fleet, &sealed_for(3, 50));
    assert!((440..=560).contains(&fifty.len()), "{}", fifty.len());
    assert!(ten.iter().all(|number| fifty.contains(number)), "nobody is dropped");
    assert_eq!(list_takers(&fleet, &sealed(5)).len(), 1_000);
}

#[tokio::test(start_paused = true)]
async fn an_instance_that_is_held_back_is_current() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(1, 0))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(Duration::from_secs(1)).await.expect("it runs what it should");
    assert_eq!(follower.status().rules.found, Found::HeldBack);
    assert!(!has_new_cart(&flags));
    assert_eq!(flags.live().revision(), None);
    let status = follower.status().to_string();
    assert!(status.contains("\nbase: absent\n"), "{status}");
    assert_eq!(flags.live().status(), Status::Embedded, "nobody has sent what runs");
}

fn start(flags: &Flags, store: &Arc<Scripted>) -> Follower {
    follow(flags.live(), Arc::clone(store)).start().expect("there is a runtime")
}

const SHORT: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn an_instance_that_starts_and_is_held_back_takes_the_base() {
    let directory = tempfile::tempdir().expect("there is room");
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(4, 0))));
    store.base(Answer::text(sealed(3)));
    let follower = follow(flags.live(), Arc::clone(&store))
        .require_seal(true)
        .cache(directory.path())
        .start()
        .expect("there is a runtime");
    follower.wait_ready(SHORT).await.expect("it runs what it should");
    assert_eq!((flags.live().revision(), flags.live().status()), (Some(3), Status::Live));
    assert!(has_new_cart(&flags));
    let status = follower.status();
    assert_eq!((&status.rules.found, &status.base.found), (&Found::HeldBack, &Found::Taken));
    assert!(directory.path().join("rules").is_file(), "it is kept for the next start");

    store.say_text(sealed(5));
    wait_for(&flags.live(), "it is for all", |live| live.revision() == Some(5)).await;
    tokio::time::sleep(SHORT).await;
    assert_eq!(follower.status().base.found, Found::NotYet, "it is out of date");
}

#[tokio::test(start_paused = true)]
async fn an_earlier_revision_runs_on_without_a_base_and_with_an_older_one() {
    for base in [Answer::Absent, Answer::text(sealed(1)), Answer::text(sealed(3))] {
        let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(3))));
        let follower = start(&flags, &store);
        follower.wait_ready(SHORT).await.expect("it is well");
        store.base(base);
        store.say_text(sealed_for(4, 0));
        tokio::time::sleep(Duration::from_secs(120)).await;
        assert_eq!(follower.status().rules.found, Found::HeldBack);
        assert_eq!((flags.live().revision(), flags.live().status()), (Some(3), Status::Live));
        assert_eq!(flags.live().generation(), 1);
        follower.wait_ready(SHORT).await.expect("it is well");
        assert_eq!(follower.status().refused(), None);
    }
}

#[tokio::test(start_paused = true)]
async fn a_base_is_taken_by_the_rules_of_all_texts() {
    // All instances are among the hundred percent, but it says that it is for a share.
    for base in [sealed_for(3, 100), sealed_for(3, 0), text(true), sealed(3).replace("search", "serach")] {
        let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(4, 0))));
        store.base(Answer::text(&base));
        let follower =
            follow(flags.live(), Arc::clone(&store)).require_seal(true).start().expect("there is a runtime");
        let cause = follower.wait_ready(SHORT).await.expect_err("it is refused");
        let Cause::Refused(diagnostics) = &cause else { panic!("{cause}") };
        assert!(cause.to_string().starts_with("scripted://shop (base): refused: "), "{cause}");
        let is_for_some = matches!(diagnostics.rejection(), Rejection::ForSome { .. });
        assert_eq!(is_for_some, base.contains("apply="), "{cause}");
        assert_eq!((flags.live().revision(), flags.live().status()), (None, Status::Embedded));
        assert!(follower.status().refused().is_some());

        store.base(Answer::text(sealed(3)));
        follower.wait_ready(SHORT).await.expect("it is mended");
        assert_eq!(flags.live().revision(), Some(3));
    }
}

#[tokio::test(start_paused = true)]
async fn a_base_that_cannot_be_read_is_told_and_read_again() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(4, 0))));
    store.base(Answer::Fault);
    let follower = start(&flags, &store);
    let cause = follower.wait_ready(SHORT).await.expect_err("it cannot be read");
    assert_eq!(cause.to_string(), "scripted://shop cannot be read: it is out of order");
    *store.base.lock().unwrap() = Answer::text(sealed(3));
    follower.wait_ready(Duration::from_secs(5)).await.expect("it is not waited for a poll");
    assert_eq!(flags.live().revision(), Some(3));
}

#[tokio::test(start_paused = true)]
async fn who_is_held_back_is_told_what_is_awaited() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed_for(4, 0))));
    store.kill(Answer::Hang);
    let follower = start(&flags, &store);
    let cause = follower.wait_ready(SHORT).await.expect_err("the kill list is awaited");
    assert_eq!(cause.to_string(), "scripted://shop has not answered yet", "that there is no base is well");
}
