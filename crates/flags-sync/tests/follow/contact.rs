//! Starting, waiting, and what is said of the store.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use flags::live::{Event, Rejection, Status};
use flags_sync::{Cause, Found, StartError, follow};

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, has_new_cart, sealed, text, wait_for};

const SHORT: Duration = Duration::from_secs(1);

#[tokio::test(start_paused = true)]
async fn starting_never_waits_and_waiting_says_why() {
    for answer in [Answer::Hang, Answer::Fault, Answer::Panic, Answer::Absent, Answer::text("[flags")] {
        let (flags, store) = (Flags::new(), Scripted::new(answer.clone()));
        let started = Instant::now();
        let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
        assert!(started.elapsed() < SHORT, "{answer:?}");
        assert!(!has_new_cart(&flags));
        let cause = follower.wait_ready(SHORT).await.expect_err("it is not ready");
        let message = match answer {
            Answer::Hang => "scripted://shop has not answered yet",
            Answer::Fault => "scripted://shop cannot be read: it is out of order",
            Answer::Panic => "scripted://shop cannot be read: reading panicked: it is out of its mind",
            Answer::Absent => "scripted://shop has no rules yet: `cargo flags push` publishes the first",
            Answer::Bytes(_) => "scripted://shop: refused: one error\n\nerror: ",
        };
        assert!(cause.to_string().starts_with(message), "{answer:?}: {cause}");
        assert_eq!(flags.live().status(), Status::Embedded, "{answer:?}");

        store.say_text(text(true));
        follower.wait_ready(Duration::from_secs(60)).await.expect("it is well again");
        assert!(has_new_cart(&flags), "{answer:?}");
        assert_eq!(flags.live().status(), Status::Live);
    }
}

#[tokio::test(start_paused = true)]
async fn a_read_that_hangs_is_given_up() {
    let store = Scripted::new(Answer::Hang);
    let follower = follow(Flags::new().live(), store).start().expect("there is a runtime");
    let cause = follower.wait_ready(Duration::from_secs(11)).await.expect_err("it hangs");
    assert_eq!(cause.to_string(), "scripted://shop cannot be read: no answer within 10 s");
}

#[test]
fn without_a_runtime_it_says_what_to_do() {
    let start = || follow(Flags::new().live(), Scripted::new(Answer::Absent)).start().map(|_| ());
    assert_eq!(start(), Err(StartError::NoRuntime));
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("it can be built");
    let _guard = runtime.enter();
    assert_eq!(start(), Err(StartError::NoClock));
}

#[tokio::test(start_paused = true)]
async fn rules_are_stale_while_the_store_says_something_else() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(SHORT).await.expect("it is well");
    let live = flags.live();
    for answer in [Answer::Fault, Answer::Panic, Answer::Absent, Answer::Bytes(vec![b'#', 0xff])] {
        store.say(answer.clone());
        wait_for(&live, "it is noticed", |live| matches!(live.status(), Status::Stale { .. })).await;
        assert!(has_new_cart(&flags), "{answer:?}");
        assert_eq!(live.generation(), 1);
        store.say_text(text(true));
        wait_for(&live, "it is mended", |live| live.status() == Status::Live).await;
    }
    assert_eq!(live.generation(), 2, "the same text is taken again after another, and only then");
}

#[tokio::test(start_paused = true)]
async fn what_was_refused_is_read_once_and_told() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let told = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&told);
    let _subscription = flags.live().subscribe(move |event| {
        if let Event::Refused(diagnostics) = event {
            ear.lock().unwrap().push(diagnostics.rejection().clone());
        }
    });
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(SHORT).await.expect("it is well");
    store.say(Answer::Bytes(vec![b'#', 0xff]));
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert!(store.count_reads() > 15, "it is asked whether it has changed");
    assert_eq!(store.count_founds(), 2);
    assert_eq!(*told.lock().unwrap(), [Rejection::NotText { at: 1 }]);
    let status = follower.status();
    assert!(matches!(&status.rules.found, Found::Refused(_)));
    assert_eq!(
        status.to_string(),
        "scripted://shop\nrules: scripted://shop: refused: byte 1 is not UTF-8: save the rules as UTF-8\n\
         kill list: absent"
    );
}

#[tokio::test(start_paused = true)]
async fn seals_are_asked_for() {
    let store = Scripted::new(Answer::text(text(true)));
    let follower = follow(Flags::new().live(), Arc::clone(&store))
        .require_seal(true)
        .start()
        .expect("there is a runtime");
    let cause = follower.wait_ready(SHORT).await.expect_err("it has no seal");
    assert!(matches!(&cause, Cause::Refused(it) if *it.rejection() == Rejection::Unsealed), "{cause}");
    store.say_text(sealed(1));
    follower.wait_ready(SHORT).await.expect("it has a seal");
}

#[tokio::test(start_paused = true)]
async fn a_follower_that_is_dropped_reads_no_more() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(true))));
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    follower.wait_ready(SHORT).await.expect("it is well");
    drop(follower);
    assert!(matches!(flags.live().status(), Status::Stale { .. }), "nobody waits to say so");
    let reads = store.count_reads();
    store.say_text(text(false));
    tokio::time::sleep(Duration::from_secs(600)).await;
    assert_eq!(store.count_reads(), reads);
    assert!(has_new_cart(&flags), "what ran runs on");
    assert!(matches!(flags.live().status(), Status::Stale { .. }), "and nobody knows whether it should");
}

#[test]
fn a_runtime_that_ends_leaves_stale_rules() {
    let runtime = || {
        let mut builder = tokio::runtime::Builder::new_multi_thread();
        builder.worker_threads(1).enable_time().build().expect("it can be built")
    };
    let (flags, first) = (Flags::new(), runtime());
    let follower = first.block_on(async {
        let store = Scripted::new(Answer::text(text(true)));
        let follower = follow(flags.live(), store).start().expect("there is a runtime");
        follower.wait_ready(SHORT).await.expect("it is well");
        follower
    });
    assert_eq!(flags.live().status(), Status::Live);
    drop(first);
    assert!(matches!(flags.live().status(), Status::Stale { .. }));
    assert_eq!(runtime().block_on(follower.wait_ready(SHORT)), Err(Cause::Ended));
}

#[test]
fn a_refusal_is_short_however_long_the_text_is() {
    let long = "a".repeat(100_000);
    let texts =
        [format!("x = \"{long}"), format!("x = {{ a = 1, b = '{long}', a = 2 }}"), "#".repeat((4 << 20) + 1)];
    for text in texts {
        let refused = Flags::new().live().reload(&text).expect_err("it is refused").to_string();
        assert!(refused.len() < 10_000, "{} bytes: {}", refused.len(), &refused[..300]);
    }
}
