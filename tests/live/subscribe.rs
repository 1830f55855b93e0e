//! Who wants to know hears what happened.

use std::sync::{Arc, Mutex};

use flags::live::{Event, Status};

use super::{TEXT, edited, production};

#[test]
fn each_event_is_told_once_and_not_after_the_subscription() {
    let flags = production();
    let live = flags.live();
    let heard = Arc::new(Mutex::new(Vec::new()));
    let words = Arc::clone(&heard);
    let subscription = live.subscribe(move |event| {
        words.lock().expect("nobody panics").push(match event {
            Event::Reloaded(reload) => format!("reloaded {}", reload.changed().count()),
            Event::Refused(diagnostics) => format!("refused {}", diagnostics.rejection()),
            Event::Killed(report) => report.to_string(),
            Event::Status(status) => status.to_string(),
            _ => "else".to_owned(),
        });
    });
    live.reload(&edited("rollout = 60", "rollout = 70")).expect("it is valid");
    live.reload(&edited("rollout = 60", "rollout = 170")).expect_err("it is not");
    live.set_kills("season");
    live.lose_contact();
    live.lose_contact();
    live.confirm();
    drop(subscription);
    live.set_kills("");
    let heard = heard.lock().expect("nobody panics").clone();
    assert_eq!(heard, ["live", "reloaded 1", "refused one error", "killed: season", "stale for 0 s", "live"]);
}

#[test]
fn a_callback_may_panic_or_reload() {
    let flags = production();
    let live = flags.live();
    let again = live.clone();
    let _panics = live.subscribe(|_| panic!("this callback panics"));
    let _reloads = live.subscribe(move |event| {
        if matches!(event, Event::Killed(_)) {
            again.reload(&edited("rollout = 60", "rollout = 80")).expect("it is valid");
        }
    });
    live.set_kills("season");
    assert_eq!((live.generation(), live.status()), (2, Status::Live));
    assert_eq!(live.reload(TEXT).expect("it is valid").generation, 3);
}

#[test]
fn a_callback_that_an_earlier_one_drops_is_not_called() {
    let flags = production();
    let live = flags.live();
    let later = Arc::new(Mutex::new(None));
    let calls = Arc::new(Mutex::new(0));
    let to_drop = Arc::clone(&later);
    let _drops = live.subscribe(move |_| drop(to_drop.lock().expect("nobody panics").take()));
    let count = Arc::clone(&calls);
    *later.lock().expect("nobody panics") =
        Some(live.subscribe(move |_| *count.lock().expect("nobody panics") += 1));
    live.set_kills("season");
    assert_eq!(*calls.lock().expect("nobody panics"), 0);
}

#[cfg(feature = "stream")]
#[test]
fn changes_are_a_stream_whose_slow_readers_miss_the_oldest() {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use futures_core::Stream;

    let flags = production();
    let live = flags.live();
    let mut changes = pin!(live.changes());
    let mut context = Context::from_waker(Waker::noop());
    assert!(changes.as_mut().poll_next(&mut context).is_pending());
    for round in 0..40 {
        live.set_kills(if round % 2 == 0 { "season" } else { "" });
    }
    let mut seen = Vec::new();
    while let Poll::Ready(Some(change)) = changes.as_mut().poll_next(&mut context) {
        seen.push(change.generation);
    }
    assert_eq!(seen, (25..=40).collect::<Vec<u64>>());
}

#[cfg(feature = "stream")]
#[test]
fn a_stream_ends_with_the_rules() {
    use std::pin::pin;
    use std::task::{Context, Poll, Waker};

    use futures_core::Stream;

    let flags = production();
    let live = flags.live();
    // Without readers nothing waits, and the next one still hears.
    drop(live.changes());
    live.set_kills("season");
    let mut changes = pin!(live.changes());
    let mut context = Context::from_waker(Waker::noop());
    let snapshot = flags.snapshot();
    drop((flags, live));
    assert!(changes.as_mut().poll_next(&mut context).is_pending());
    snapshot.live().set_kills("");
    let Poll::Ready(Some(last)) = changes.as_mut().poll_next(&mut context) else { panic!("it is heard") };
    assert_eq!(last.generation, 2);
    drop(snapshot);
    assert!(matches!(changes.as_mut().poll_next(&mut context), Poll::Ready(None)));
}
