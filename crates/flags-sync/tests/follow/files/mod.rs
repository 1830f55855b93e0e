//! Rules in a file, which people, tools and systems treat as they like.

mod faults;
mod writing;

use std::path::Path;
use std::time::Duration;

use flags_sync::store::FileStore;
use flags_sync::{Follower, follow};

use crate::shop::{Flags, has_new_cart, has_search, sealed, sealed_for, text, wait_until};

const READY: Duration = Duration::from_secs(5);

async fn start(flags: &Flags, path: &Path) -> Follower {
    let follower = follow(flags.live(), FileStore::new(path)).start().expect("there is a runtime");
    follower.wait_ready(READY).await.expect("the file is there");
    follower
}

#[tokio::test]
async fn a_saved_file_runs_within_a_quarter_of_a_second() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("flags.toml");
    std::fs::write(&path, text(false)).expect("it can be written");
    let flags = Flags::new();
    let _follower = start(&flags, &path).await;
    let mut times = Vec::new();
    for turn in 0..20 {
        let new_cart = turn % 2 == 0;
        std::fs::write(&path, text(new_cart)).expect("it can be written");
        times.push(wait_until(READY, "it runs", || has_new_cart(&flags) == new_cart).await);
    }
    times.sort();
    assert!(times[10] < Duration::from_millis(250), "{times:?}");
}

#[tokio::test]
async fn kills_are_beside_the_rules() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("flags.toml");
    std::fs::write(&path, text(true)).expect("it can be written");
    let flags = Flags::new();
    let _follower = start(&flags, &path).await;
    let kills = directory.path().join("flags.kill");
    std::fs::write(&kills, "search\n").expect("it can be written");
    wait_until(READY, "it is killed", || !has_search(&flags)).await;
    std::fs::remove_file(&kills).expect("it is there");
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!has_search(&flags));
    // As the shell does before a command that fails.
    std::fs::write(&kills, "").expect("it can be written");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!has_search(&flags));
    std::fs::write(&kills, "# nothing is killed\n").expect("it can be written");
    wait_until(READY, "it is revived", || has_search(&flags)).await;
}

#[tokio::test]
async fn the_base_is_beside_the_rules() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("flags.toml");
    std::fs::write(&path, sealed_for(4, 0)).expect("it can be written");
    let flags = Flags::new();
    let _follower = start(&flags, &path).await;
    assert_eq!(flags.live().revision(), None);
    std::fs::write(directory.path().join("flags.base.toml"), sealed(3)).expect("it can be written");
    let time = wait_until(READY, "it runs", || flags.live().revision() == Some(3)).await;
    assert!(time < Duration::from_secs(2), "{time:?}: it was read at a poll only");
}

#[cfg(unix)]
#[tokio::test]
async fn a_config_map_is_followed() {
    use std::os::unix::fs::symlink;
    let directory = tempfile::tempdir().expect("there is room");
    let mount = directory.path();
    // As the kubelet does: a directory for each version, a link to it that is replaced, links to its files.
    let publish = |revision: u64| {
        let version = mount.join(format!("..2026_{revision}"));
        std::fs::create_dir(&version).expect("it can be made");
        std::fs::write(version.join("flags.toml"), sealed(revision)).expect("it can be written");
        symlink(format!("..2026_{revision}"), mount.join("..data_tmp")).expect("it can be linked");
        std::fs::rename(mount.join("..data_tmp"), mount.join("..data")).expect("it can be renamed");
        let _ = std::fs::remove_dir_all(mount.join(format!("..2026_{}", revision - 1)));
    };
    publish(1);
    symlink("..data/flags.toml", mount.join("flags.toml")).expect("it can be linked");
    let flags = Flags::new();
    let _follower = start(&flags, &mount.join("flags.toml")).await;
    for revision in 2..12 {
        publish(revision);
        let is_running = || flags.live().revision() == Some(revision);
        let time = wait_until(READY, "it runs", is_running).await;
        assert!(time < Duration::from_secs(2), "{time:?}: it was read at a poll only");
    }
}

#[tokio::test]
async fn reading_is_not_heard() {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join("flags.toml");
    std::fs::write(&path, text(false)).expect("it can be written");
    let store = std::sync::Arc::new(Counted { store: FileStore::new(&path), reads: 0.into() });
    let flags = Flags::new();
    let _follower = follow(flags.live(), std::sync::Arc::clone(&store)).start().expect("there is a runtime");
    for turn in 0..20 {
        tokio::time::sleep(Duration::from_millis(100)).await;
        std::fs::write(&path, text(turn % 2 == 0)).expect("it can be written");
        // Others read as well.
        std::fs::read(&path).expect("it can be read");
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    let reads = store.reads.load(std::sync::atomic::Ordering::SeqCst);
    // The rules and the kill list, at the start, after each save, and at a poll perhaps.
    assert!(reads <= 2 * (2 + 20 + 3), "{reads}");
}

/// A store that counts how often it is read.
struct Counted {
    store: FileStore,
    reads: std::sync::atomic::AtomicUsize,
}

#[async_trait::async_trait]
impl flags_sync::store::Store for Counted {
    fn address(&self) -> String {
        self.store.address()
    }

    async fn read(
        &self,
        item: &flags_sync::store::Item,
        known: Option<&flags_sync::store::Version>,
    ) -> Result<flags_sync::store::Read, flags_sync::store::Fault> {
        self.reads.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        self.store.read(item, known).await
    }

    async fn write(
        &self,
        item: &flags_sync::store::Item,
        bytes: &[u8],
        expected: &flags_sync::store::Expected,
    ) -> Result<flags_sync::store::Version, flags_sync::store::WriteFault> {
        self.store.write(item, bytes, expected).await
    }

    async fn reports(&self) -> Result<Vec<Vec<u8>>, flags_sync::store::Fault> {
        self.store.reports().await
    }

    async fn watch(&self, wake: &tokio::sync::Notify) -> flags_sync::store::Fault {
        self.store.watch(wake).await
    }

    fn poll_interval(&self) -> Duration {
        self.store.poll_interval()
    }
}
