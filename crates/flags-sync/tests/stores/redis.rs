//! Redis, with a server.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use flags_sync::store::{Expected, Item, Read, RedisStore, Store};

use crate::contract::{check, check_fault, check_restart, check_watch};
use crate::follow::check_deaths;
use crate::server::{Server, free_address, silent};

fn store(server: &Server) -> RedisStore {
    RedisStore::new(&format!("redis://{}/0", server.address), "shop").expect("it is an address")
}

#[tokio::test(flavor = "multi_thread")]
async fn it_keeps_what_stores_promise() {
    let Some(server) = Server::redis() else { return };
    check(&store(&server)).await;
    check_watch(&store(&server)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_survives_the_death_of_the_server() {
    let Some(server) = Server::redis() else { return };
    let store = store(&server);
    let server = RefCell::new(server);
    check_restart(&store, || server.borrow_mut().kill(), || server.borrow_mut().run()).await;
}

#[tokio::test]
async fn a_server_that_is_missing_or_silent_is_named() {
    let (_listener, quiet) = silent();
    // At the same time: the silent one takes as long as patience lasts.
    let checks = [free_address(), quiet].map(|address| async move {
        let store =
            RedisStore::new(&format!("redis://:secret@{address}/0"), "shop").expect("it is an address");
        let started = Instant::now();
        let fault = store.read(&Item::Rules, None).await.expect_err("nobody answers");
        assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
        check_fault(&store, &fault);
        assert!(!fault.message.contains("secret"), "{fault}");
    });
    futures_util::future::join_all(checks).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_long_is_not_fetched() {
    let Some(server) = Server::redis() else { return };
    let store = store(&server);
    let long = vec![b'#'; 4 * 1024 * 1024 + 1];
    store.write(&Item::Rules, &long, &Expected::Absent).await.expect("the server takes it");
    let fault = store.read(&Item::Rules, None).await.expect_err("it is too long");
    assert!(fault.message.contains("has 4194305 bytes"), "{fault}");
    let read = store.longest(long.len()).read(&Item::Rules, None).await;
    assert!(matches!(read, Ok(Read::Found { bytes, .. }) if bytes == long), "it may be longer");
}

#[tokio::test(flavor = "multi_thread")]
async fn followers_outlive_the_server() {
    let Some(server) = Server::redis() else { return };
    let address = format!("redis://{}/0/shop", server.address);
    let open = || flags_sync::open(&address).expect("it is an address");
    let server = RefCell::new(server);
    check_deaths(open, || server.borrow_mut().kill(), || server.borrow_mut().run()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_reported_for_a_day_is_left_out() {
    let Some(server) = Server::redis() else { return };
    let store = store(&server);
    for name in ["gone", "here"] {
        let item = Item::Report(name.to_owned());
        store.write(&item, name.as_bytes(), &Expected::Anything).await.expect("anything is fine");
    }
    let client = redis::Client::open(format!("redis://{}/0", server.address)).expect("it is an address");
    let mut connection = client.get_multiplexed_async_connection().await.expect("it listens");
    let mut command = redis::cmd("ZADD");
    command.arg("shop:instances:times").arg(1_000_000_000).arg("gone");
    command.query_async::<()>(&mut connection).await.expect("the key is there");
    assert_eq!(store.reports().await, Ok(vec![b"here".to_vec()]));
}
