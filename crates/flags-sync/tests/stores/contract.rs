//! What every store promises.

use std::time::Duration;

use flags_sync::store::{Expected, Fault, Item, Read, Store, Version, WriteFault};
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

/// How long something may take that happens at once.
pub const SOON: Duration = Duration::from_secs(5);

/// Asks a store that is empty for everything that it promises.
pub async fn check(store: &dyn Store) {
    for item in [Item::Rules, Item::Base, Item::Kills] {
        check_item(store, &item).await;
    }
    check_reports(store).await;
}

async fn check_item(store: &dyn Store, item: &Item) {
    assert_eq!(store.read(item, None).await, Ok(Read::Absent));
    let never = Version("7-0123456789abcdef".to_owned());
    let update = Expected::Version(never);
    assert_eq!(store.write(item, b"lost", &update).await, Err(WriteFault::Changed));

    let first = store.write(item, b"first", &Expected::Absent).await.expect("nothing is there");
    assert_eq!(store.read(item, None).await, Ok(found(b"first", &first)));
    assert_eq!(store.read(item, Some(&first)).await, Ok(Read::Unchanged));
    assert_eq!(store.write(item, b"lost", &Expected::Absent).await, Err(WriteFault::Changed));

    let update = Expected::Version(first.clone());
    let second = store.write(item, b"the second", &update).await.expect("it is what is expected");
    assert_ne!(first, second);
    assert_eq!(store.read(item, Some(&first)).await, Ok(found(b"the second", &second)));
    assert_eq!(store.write(item, b"lost", &update).await, Err(WriteFault::Changed));

    let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let third = store.write(item, &bytes, &Expected::Anything).await.expect("anything is fine");
    assert_eq!(store.read(item, Some(&second)).await, Ok(found(&bytes, &third)));
    let empty = store.write(item, b"", &Expected::Version(third)).await.expect("it is what is expected");
    assert_eq!(store.read(item, None).await, Ok(found(b"", &empty)));
}

async fn check_reports(store: &dyn Store) {
    assert_eq!(store.reports().await, Ok(vec![]));
    for (instance, report) in [("web-1", "one"), ("web 2/../*>.eu", "two"), ("web-1", "three")] {
        let item = Item::Report(instance.to_owned());
        store.write(&item, report.as_bytes(), &Expected::Anything).await.expect("anything is fine");
    }
    let mut reports = store.reports().await.expect("the reports");
    reports.sort();
    assert_eq!(reports, [b"three".to_vec(), b"two".to_vec()]);
    let Ok(Read::Found { bytes, .. }) = store.read(&Item::Report("web-1".to_owned()), None).await else {
        panic!("a report can be read")
    };
    assert_eq!(bytes, b"three");
}

/// Asks a store that can be heard whether it wakes when it should, and not when it should not.
pub async fn check_watch(store: &dyn Store) {
    let wake = Notify::new();
    let changes = async {
        woken(&wake, "it listens").await;
        for item in [Item::Rules, Item::Base, Item::Kills] {
            quiet(&wake).await;
            store.write(&item, b"text", &Expected::Anything).await.expect("anything is fine");
            woken(&wake, "something was written").await;
        }
        quiet(&wake).await;
        let report = Item::Report("web-1".to_owned());
        store.write(&report, b"report", &Expected::Anything).await.expect("anything is fine");
        assert!(timeout(Duration::from_millis(300), wake.notified()).await.is_err(), "a report wakes nobody");
    };
    tokio::select! {
        fault = store.watch(&wake) => panic!("{fault}"),
        () = changes => {}
    }
}

/// Kills the server and starts it again, under a store that is read and heard.
pub async fn check_restart(store: &dyn Store, kill: impl FnOnce(), start: impl FnOnce()) {
    let written = store.write(&Item::Rules, b"kept", &Expected::Anything).await.expect("anything is fine");
    let wake = Notify::new();
    let killed = async {
        woken(&wake, "it listens").await;
        kill();
        std::future::pending::<()>().await;
    };
    let fault = tokio::select! {
        fault = timeout(SOON, store.watch(&wake)) => fault.expect("the loss is noticed"),
        () = killed => unreachable!(),
    };
    check_fault(store, &fault);
    let fault = store.read(&Item::Rules, None).await.expect_err("there is no server");
    check_fault(store, &fault);
    eprintln!("{fault}");

    let back = async {
        start();
        woken(&wake, "it listens again").await;
    };
    tokio::select! {
        fault = store.watch(&wake) => panic!("{fault}"),
        () = back => {}
    }
    // What a server without a disk has forgotten is absent; it must answer.
    match store.read(&Item::Rules, Some(&written)).await {
        Ok(Read::Unchanged | Read::Absent) => {}
        other => panic!("{other:?}"),
    }
}

/// A fault says where.
pub fn check_fault(store: &dyn Store, fault: &Fault) {
    assert!(fault.message.starts_with(&store.address()), "{fault}");
}

async fn woken(wake: &Notify, why: &str) {
    assert!(timeout(SOON, wake.notified()).await.is_ok(), "nobody was woken although {why}");
}

/// Waits until nothing more comes: waking twice is no mistake.
async fn quiet(wake: &Notify) {
    while timeout(Duration::from_millis(150), wake.notified()).await.is_ok() {
        sleep(Duration::from_millis(10)).await;
    }
}

fn found(bytes: &[u8], version: &Version) -> Read {
    Read::Found { bytes: bytes.to_vec(), version: version.clone() }
}
