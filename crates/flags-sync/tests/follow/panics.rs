//! A store whose code panics is started again, for ever.

use std::sync::Arc;
use std::time::Duration;

use flags_sync::follow;

use crate::scripted::{Answer, Scripted, Voice};
use crate::shop::{Flags, has_new_cart, text, wait_for};

#[tokio::test(start_paused = true)]
async fn a_read_that_panics_is_tried_again() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::Panic));
    store.speak(Voice::Silent);
    let _follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    tokio::time::sleep(Duration::from_secs(3_600)).await;
    assert!(store.count_reads() > 100, "{}", store.count_reads());
    *store.rules.lock().unwrap() = Answer::text(text(true));
    tokio::time::sleep(Duration::from_secs(31)).await;
    assert!(has_new_cart(&flags));
}

#[tokio::test(start_paused = true)]
async fn a_watch_that_panics_is_started_again() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(text(false))));
    store.speak(Voice::Panic);
    let follower = follow(flags.live(), Arc::clone(&store)).start().expect("there is a runtime");
    tokio::time::sleep(Duration::from_secs(600)).await;
    let fault = follower.status().watch.expect("it cannot be heard");
    assert_eq!(fault.to_string(), "listening panicked: it shouts");

    store.speak(Voice::Tells);
    wait_for(&flags.live(), "it is heard again", |_| follower.status().watch.is_none()).await;
    store.say_text(text(true));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(has_new_cart(&flags), "it is heard at once");
}
