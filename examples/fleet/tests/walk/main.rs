//! The walk-through of the README, with real processes: push, kill, lose the server, restart meanwhile.

mod instance;
mod nats;

use std::time::{Duration, Instant};

use flags_model::reload::seal;
use flags_sync::store::{Expected, Item, Read, Store};
use instance::Instance;
use nats::Nats;
use serde_json::Value;

const TEXT: &str = include_str!("../../flags.toml");

/// The compiled rules with other percentages, and a seal.
fn revision(number: u64, percent: u8) -> String {
    let text = TEXT.replace("rollout = 20", &format!("rollout = {percent}"));
    seal(&text, number, None)
}

/// Publishes as `cargo flags push` does.
async fn push(store: &dyn Store, item: Item, text: &str) {
    let expected = match store.read(&item, None).await.expect("the store is heard") {
        Read::Found { version, .. } => Expected::Version(version),
        _ => Expected::Absent,
    };
    store.write(&item, text.as_bytes(), &expected).await.expect("nobody else writes");
}

/// Waits until every instance shows what is wanted; nobody watches longer than ten seconds.
fn wait(instances: &[&Instance], what: &str, is_so: impl Fn(&Value) -> bool) {
    let start = Instant::now();
    loop {
        let pages: Vec<Value> = instances.iter().map(|instance| instance.flags()).collect();
        if pages.iter().all(&is_so) {
            println!("{what}: {} instances after {} ms", instances.len(), start.elapsed().as_millis());
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{what}: {pages:#?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn is_on(page: &Value, flag: &str) -> bool {
    page["decisions"][flag]["on"] == true
}

#[tokio::test(flavor = "multi_thread")]
async fn three_instances_follow_a_file() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("flags.toml");
    let address = path.to_str().expect("it is text").to_owned();
    let names = ["one", "two", "three"];
    let instances = names.map(|name| Instance::start(name, &address, None));
    let all: Vec<&Instance> = instances.iter().collect();
    wait(&all, "without a file", |page| page["status"] == "embedded");
    let store = flags_sync::open(&address).expect("it is a path");
    push(&store, Item::Rules, &revision(1, 100)).await;
    wait(&all, "revision 1", |page| page["revision"] == 1 && is_on(page, "seat_map"));
    push(&store, Item::Kills, "seat_map # the picture is upside down\n").await;
    wait(&all, "killed", |page| !is_on(page, "seat_map") && page["killed"][0] == "seat_map");
    std::fs::remove_file(&path).expect("it is there");
    std::thread::sleep(Duration::from_millis(300));
    wait(&all, "without the file again", |page| page["revision"] == 1 && page["killed"][0] == "seat_map");
}

#[tokio::test(flavor = "multi_thread")]
async fn three_instances_outlive_their_server() {
    let Some(mut nats) = Nats::start() else { return };
    let directory = tempfile::tempdir().expect("there is room");
    let address = nats.address();
    let cache = |name: &str| directory.path().join(name);
    let start = |name| Instance::start(name, &address, Some(&cache(name)));
    let [one, two, three] = ["one", "two", "three"].map(start);
    let store = flags_sync::open(&address).expect("it is an address");
    push(&store, Item::Rules, &revision(1, 100)).await;
    wait(&[&one, &two, &three], "revision 1", |page| page["revision"] == 1 && is_on(page, "seat_map"));
    push(&store, Item::Kills, "pay_later\n").await;
    wait(&[&one, &two, &three], "killed", |page| page["killed"][0] == "pay_later");

    nats.kill();
    drop(three);
    let three = start("three");
    wait(&[&three], "restarted without a server", |page| {
        page["revision"] == 1 && page["status"] == "cached" && page["killed"][0] == "pay_later"
    });
    wait(&[&one, &two], "without a server", |page| {
        is_on(page, "seat_map") && page["status"].as_str().is_some_and(|status| status.starts_with("stale"))
    });
    nats.restart();
    push(&store, Item::Rules, &revision(2, 0)).await;
    wait(&[&one, &two, &three], "revision 2", |page| page["revision"] == 2 && !is_on(page, "seat_map"));
}
