//! Objects: in memory, in a directory, on a web server.

use std::sync::Arc;
use std::time::{Duration, Instant};

use flags_sync::store::{Expected, Item, ObjectStore, Read, Store, WriteFault};
use object_store::memory::InMemory;

use crate::contract::{check, check_fault};
use crate::server::free_address;
use crate::web::{Mood, Web};

#[tokio::test]
async fn memory_keeps_what_stores_promise() {
    check(&ObjectStore::with(Arc::new(InMemory::new()), "shop/flags.toml")).await;
}

#[tokio::test]
async fn a_directory_keeps_what_stores_promise() {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("of the shop/flags.toml");
    let address = format!("file://{}", path.display());
    check(&ObjectStore::of(&address).expect("it is an address")).await;
    assert!(path.with_extension("kill").is_file());
    assert!(path.with_file_name("flags.base.toml").is_file());
    assert!(path.with_file_name("flags.instances").join("web-1.json").is_file());
}

#[tokio::test]
async fn a_web_server_is_read_and_sends_no_text_twice() {
    let web = start().await;
    let store = ObjectStore::of(&web.url()).expect("it is an address");
    assert_eq!(store.read(&Item::Rules, None).await, Ok(Read::Absent));
    for (text, sent) in [("first", 1), ("second", 2)] {
        web.change(|state| state.rules = Some(text.to_owned()));
        let Ok(Read::Found { bytes, version }) = store.read(&Item::Rules, None).await else {
            panic!("it is there")
        };
        assert_eq!(bytes, text.as_bytes());
        assert_eq!(store.read(&Item::Rules, Some(&version)).await, Ok(Read::Unchanged));
        assert_eq!(web.change(|state| state.sent), sent);
    }
    web.change(|state| state.kills = Some("search\n".to_owned()));
    assert!(
        matches!(store.read(&Item::Kills, None).await, Ok(Read::Found { bytes, .. }) if bytes == b"search\n")
    );

    web.change(|state| state.mood = Mood::WithoutETags);
    let Ok(Read::Found { version, .. }) = store.read(&Item::Rules, None).await else { panic!("it is there") };
    assert_eq!(store.read(&Item::Rules, Some(&version)).await, Ok(Read::Unchanged));

    let Err(WriteFault::Fault(fault)) = store.write(&Item::Rules, b"", &Expected::Anything).await else {
        panic!("it is refused")
    };
    assert!(fault.message.contains("only read"), "{fault}");
    assert_eq!(store.reports().await, Ok(vec![]), "nobody can report there");
}

#[tokio::test]
async fn what_is_absent_and_forbidden_has_a_remedy() {
    let web = start().await;
    web.change(|state| (state.rules, state.mood) = (Some("text".to_owned()), Mood::Guarded));
    let store = ObjectStore::of(&web.url()).expect("it is an address");
    assert!(matches!(store.read(&Item::Rules, None).await, Ok(Read::Found { .. })));
    let fault = store.read(&Item::Kills, None).await.expect_err("it is forbidden");
    check_fault(&store, &fault);
    assert!(fault.message.contains("grant that (`s3:ListBucket`)"), "{fault}");
    // Rules must be there, so their absence has no such remedy.
    web.change(|state| state.rules = None);
    let fault = store.read(&Item::Rules, None).await.expect_err("it is forbidden");
    assert!(!fault.message.contains("ListBucket"), "{fault}");
}

#[tokio::test]
async fn an_address_without_secrets_hides_nothing() {
    let web = start().await;
    web.change(|state| (state.rules, state.mood) = (Some("text".to_owned()), Mood::Broken));
    let store = ObjectStore::of(&format!("{}?", web.url())).expect("it is an address");
    let fault = store.read(&Item::Rules, None).await.expect_err("it is broken");
    assert!(!fault.message.contains('…') && fault.message.contains("500"), "{fault}");
}

#[tokio::test]
async fn how_long_texts_may_be_is_for_whoever_follows_to_say() {
    let store = ObjectStore::with(Arc::new(InMemory::new()), "shop/flags.toml");
    store.write(&Item::Rules, b"0123456789", &Expected::Absent).await.expect("nothing is there");
    let fault = store.clone().longest(9).read(&Item::Rules, None).await.expect_err("it is too long");
    assert!(fault.message.contains("more than 9 bytes"), "{fault}");
    assert!(matches!(store.longest(10).read(&Item::Rules, None).await, Ok(Read::Found { .. })));
}

#[tokio::test]
async fn a_web_server_that_misbehaves_is_named() {
    let moods = [
        (Mood::Broken, "500"),
        (Mood::Cutting, ""),
        (Mood::Garbage, ""),
        (Mood::Endless, "more than 4194304 bytes"),
        (Mood::Silent, ""),
        (Mood::Hanging, ""),
    ];
    // All at the same time, because the last two take as long as patience lasts.
    let checks = moods.map(|(mood, says)| async move {
        let web = start().await;
        web.change(|state| (state.rules, state.mood) = (Some("text\n".repeat(1000)), mood));
        let address = web.url().replace("http://", "http://ann:secret@") + "?signature=hidden";
        let store = ObjectStore::of(&address).expect("it is an address");
        let started = Instant::now();
        let fault = store.read(&Item::Rules, None).await.expect_err("it is no text");
        assert!(started.elapsed() < Duration::from_secs(12), "{mood:?}: {:?}", started.elapsed());
        eprintln!("{mood:?}: {fault}");
        check_fault(&store, &fault);
        assert!(fault.message.contains(says), "{mood:?}: {fault}");
        assert!(!fault.message.contains("secret") && !fault.message.contains("hidden"), "{fault}");
        // It changes its mind.
        web.change(|state| state.mood = Mood::Well);
        assert!(matches!(store.read(&Item::Rules, None).await, Ok(Read::Found { .. })));
    });
    futures_util::future::join_all(checks).await;
}

#[tokio::test]
async fn a_web_server_that_is_missing_is_named() {
    let store = ObjectStore::of(&format!("http://{}/flags.toml", free_address())).expect("it is an address");
    let fault = store.read(&Item::Rules, None).await.expect_err("nobody answers");
    check_fault(&store, &fault);
    assert!(fault.message.contains("refused"), "{fault}");
}

async fn start() -> Web {
    Web::start("127.0.0.1:0".parse().expect("an address")).await
}
