//! What instances say of themselves.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use flags_model::reload::seal;
use flags_sync::store::Store;
use flags_sync::{Report, follow};
use tokio::time::sleep;

use crate::scripted::{Answer, Scripted};
use crate::shop::{Flags, sealed, text};

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

#[tokio::test(start_paused = true)]
async fn what_a_program_cannot_follow_is_reported() {
    let directory = tempfile::tempdir().expect("there is room");
    let newer = text(true).replace("[flags.search]", "[flags.search]\nwhen = { planet = \"mars\" }");
    let newer = seal(&newer.replace("[context]", "[context]\nplanet = \"string\""), 3, None);
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(newer)));
    store.kill(Answer::text("new_cart\n<<<<<<< HEAD\n"));
    let build = |flags: &Flags| follow(flags.live(), Arc::clone(&store)).report(true).cache(directory.path());
    let follower = build(&flags).start().expect("there is a runtime");
    sleep(Duration::from_secs(3)).await;
    let last = read(&store).await.pop().expect("it was reported");
    let reason = "the program has no attribute `planet`".to_owned();
    let kept = BTreeMap::from([("search".to_owned(), reason)]);
    assert_eq!((&last.kept, last.status.as_str()), (&kept, "live"));
    let fault = "line 2 holds no name of a flag: `<<<<<<< HEAD`; write one name on each line";
    assert_eq!((last.kill_faults, last.killed), (vec![fault.to_owned()], vec!["new_cart".to_owned()]));
    let status = follower.status().to_string();
    assert!(status.contains("\nkeeps its rules: search, because the program has no"), "{status}");
    assert!(status.contains(&format!("\nkill list: {fault}")), "{status}");

    store.kill(Answer::text(""));
    sleep(Duration::from_secs(3)).await;
    let last = read(&store).await.pop().expect("it was reported");
    let hint = "the kill list is empty: to revive, write a line such as `# nothing is killed`";
    assert_eq!((last.kill_faults, last.killed), (vec![hint.to_owned()], vec!["new_cart".to_owned()]));
    drop(follower);

    // What an earlier run has left is not followed either.
    let flags = Flags::new();
    let _follower = build(&flags).start().expect("there is a runtime");
    sleep(Duration::from_secs(3)).await;
    assert_eq!(read(&store).await.pop().expect("it was reported").kept, kept);

    store.say_text(sealed(5));
    store.kill(Answer::text("# nothing is killed\n"));
    sleep(Duration::from_secs(3)).await;
    let last = read(&store).await.pop().expect("it was reported");
    assert!(last.kept.is_empty() && last.kill_faults.is_empty(), "{last:?}");
}

#[tokio::test(start_paused = true)]
async fn an_instance_without_a_name_is_named() {
    let (flags, store) = (Flags::new(), Scripted::new(Answer::text(sealed(3))));
    flags.live().set_instance(" ");
    let _follower =
        follow(flags.live(), Arc::clone(&store)).report(true).start().expect("there is a runtime");
    let (name, digits) = flags
        .live()
        .instance()
        .rsplit_once('-')
        .map(|(name, digits)| (name.to_owned(), digits.len()))
        .expect("it has a number");
    assert!(!name.is_empty() && digits == 8);
}
