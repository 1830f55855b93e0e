//! NATS, with a server.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use flags_sync::store::{Expected, Item, NatsStore, Read, Store, WriteFault};

use crate::contract::{check, check_fault, check_restart, check_watch};
use crate::follow::check_deaths;
use crate::server::{Server, free_address, silent};

fn store(server: &Server) -> NatsStore {
    NatsStore::new([format!("nats://{}", server.address)], "flags", "shop").expect("it is an address")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_keeps_what_stores_promise() {
    let Some(server) = Server::nats() else { return };
    check(&store(&server)).await;
    check_watch(&store(&server)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_survives_the_death_of_the_server() {
    let Some(server) = Server::nats() else { return };
    let store = store(&server);
    let server = RefCell::new(server);
    check_restart(&store, || server.borrow_mut().kill(), || server.borrow_mut().run()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_is_made_later_is_heard() {
    let Some(server) = Server::nats() else { return };
    let (reader, writer) = (store(&server), store(&server));
    check_watch_across(&reader, &writer).await;
}

/// Listens before there is anything to listen to.
async fn check_watch_across(reader: &dyn Store, writer: &dyn Store) {
    let wake = tokio::sync::Notify::new();
    let written = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        writer.write(&Item::Rules, b"text", &Expected::Absent).await.expect("nothing is there");
        wake.notified().await;
        assert!(matches!(reader.read(&Item::Rules, None).await, Ok(Read::Found { .. })));
    };
    tokio::select! {
        fault = reader.watch(&wake) => panic!("{fault}"),
        done = tokio::time::timeout(crate::contract::SOON, written) => done.expect("it is heard"),
    }
}

#[tokio::test]
async fn a_server_that_is_missing_or_silent_is_named() {
    let (_listener, quiet) = silent();
    // At the same time: the silent one takes as long as patience lasts.
    let checks = [free_address(), quiet].map(|address| async move {
        let store =
            NatsStore::new([format!("nats://ann:secret@{address}")], "flags", "shop").expect("an address");
        let started = Instant::now();
        let fault = store.read(&Item::Rules, None).await.expect_err("nobody answers");
        assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
        check_fault(&store, &fault);
        assert!(fault.message.contains("no connection"), "{fault}");
        assert!(!fault.message.contains("secret"), "{fault}");
    });
    futures_util::future::join_all(checks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_that_is_too_long_for_the_server_is_refused() {
    let Some(server) = Server::nats() else { return };
    let store = store(&server);
    let long = vec![b'#'; 2 * 1024 * 1024];
    let Err(WriteFault::Fault(fault)) = store.write(&Item::Rules, &long, &Expected::Absent).await else {
        panic!("it is refused")
    };
    assert!(fault.message.contains("`max_payload`"), "{fault}");
}

#[test]
fn names_and_addresses_are_checked_at_once() {
    for (server, bucket, set) in [
        ("nats://host:4222", "flags", "a.b"),
        ("nats://host:4222", "", "a"),
        ("nats://u:secret@host:99999", "b", "s"),
    ] {
        let error = NatsStore::new([server], bucket, set).expect_err("it is refused");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_outlive_the_server() {
    let Some(server) = Server::nats() else { return };
    let address = format!("nats://{}/flags/shop", server.address);
    let open = || flags_sync::open(&address).expect("it is an address");
    let server = RefCell::new(server);
    check_deaths(open, || server.borrow_mut().kill(), || server.borrow_mut().run()).await;
}
