//! What instances say of themselves.

use std::sync::Arc;
use std::time::Duration;

use flags_sync::store::Store;
use flags_sync::{Report, follow};
use tokio::time::sleep;

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, sealed};

async fn read(store: &impl Store) -> Vec<Report> {
    let reports = store.reports().await.expect("it can be read");
    reports.iter().map(|json| Report::from_json(json).expect("it is a report")).collect()
}

#[tokio::test(start_paused = true)]
async fn changes_are_reported_within_seconds_and_life_every_minute() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(3))));
    flags.live().set_instance("web-1");
    let _follower =
        follow(flags.live(), Arc::clone(&store)).report(true).start().expect("there is a runtime");
    sleep(Duration::from_secs(3)).await;
    let last = read(&store).await.pop().expect("it was reported");
    assert_eq!((last.instance.as_str(), last.revision, last.status.as_str()), ("web-1", Some(3), "live"));
    assert_eq!((last.schema.as_str(), last.refused), (flags.live().schema().as_str(), None));

    store.kill(Answer::text("search\n"));
    store.say_text("[flags");
    sleep(Duration::from_secs(3)).await;
    let last = read(&store).await.pop().expect("it was reported");
    assert_eq!((last.killed, last.status.as_str()), (vec!["search".to_owned()], "stale"));
    assert!(last.refused.expect("it was refused").starts_with("scripted://shop: refused: one error"));

    let before = store.written.lock().unwrap().len();
    sleep(Duration::from_secs(600)).await;
    let count = store.written.lock().unwrap().len() - before;
    assert!((8..=12).contains(&count), "{count}");
}

#[tokio::test(start_paused = true)]
async fn nothing_is_written_unless_it_is_asked_for() {
    let store = Scripted::new(Answer::text(sealed(3)));
    let _follower = follow(Flags::new().live(), Arc::clone(&store)).start().expect("there is a runtime");
    sleep(Duration::from_secs(600)).await;
    assert!(store.written.lock().unwrap().is_empty());
}
