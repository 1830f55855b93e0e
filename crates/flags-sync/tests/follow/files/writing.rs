//! A file as a store to publish to.

use std::fs;
use std::time::Duration;

use flags_sync::store::{Expected, Fault, FileStore, Item, Read, Store, Version, WriteFault};

use crate::shop::{sealed, text};

#[tokio::test]
async fn of_many_who_publish_at_once_one_wins() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path().join("not/yet/flags.toml"));
    assert_eq!(store.read(&Item::Rules, None).await, Ok(Read::Absent));
    let mut expected = Expected::Absent;
    for round in 0..10 {
        let tasks: Vec<_> = (0..16)
            .map(|who| {
                let (store, expected) = (store.clone(), expected.clone());
                tokio::spawn(async move {
                    store.write(&Item::Rules, format!("# {round} {who}").as_bytes(), &expected).await
                })
            })
            .collect();
        let mut winners: Vec<Version> = Vec::new();
        for task in tasks {
            match task.await.expect("it does not panic") {
                Ok(version) => winners.push(version),
                Err(fault) => assert_eq!(fault, WriteFault::Changed),
            }
        }
        assert_eq!(winners.len(), 1, "round {round}");
        let Ok(Read::Found { version, .. }) = store.read(&Item::Rules, None).await else {
            panic!("it is there")
        };
        assert_eq!(winners, std::slice::from_ref(&version));
        assert_eq!(store.read(&Item::Rules, Some(&version)).await, Ok(Read::Unchanged));
        expected = Expected::Version(version);
    }
    let left: Vec<_> = fs::read_dir(directory.path().join("not/yet"))
        .expect("it is there")
        .map(|entry| entry.expect("it can be read").file_name())
        .collect();
    assert_eq!(left.len(), 2, "the file and its lock: {left:?}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_link_stays_a_link_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempfile::tempdir().expect("there is room");
    let (link, file) = (directory.path().join("flags.toml"), directory.path().join("real.toml"));
    fs::write(&file, "").expect("it can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o664)).expect("it can be set");
    std::os::unix::fs::symlink("real.toml", &link).expect("it can be linked");
    FileStore::new(&link).write(&Item::Rules, b"#", &Expected::Anything).await.expect("it can be written");
    assert!(link.is_symlink());
    assert_eq!(fs::read(&file).expect("it is there"), b"#");
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o664);
}

#[tokio::test]
async fn what_is_no_file_and_what_is_too_long_is_not_read_whole() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path());
    let fault = store.read(&Item::Rules, None).await.expect_err("it is a directory");
    assert!(fault.to_string().ends_with(": it is no regular file"), "{fault}");

    let path = directory.path().join("flags.toml");
    fs::File::create(&path).and_then(|file| file.set_len(1 << 40)).expect("it takes no room");
    let Ok(Read::Found { bytes, .. }) = FileStore::new(&path).read(&Item::Rules, None).await else {
        panic!("it can be read");
    };
    assert_eq!(bytes.len(), (4 << 20) + 1);
}

#[tokio::test]
async fn reports_are_files_by_the_names_of_instances() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path().join("flags.toml"));
    assert_eq!(store.reports().await, Ok(Vec::new()));
    for instance in ["web-1", "../../../etc/passwd", "web-1"] {
        let item = Item::Report(instance.to_owned());
        store.write(&item, instance.as_bytes(), &Expected::Anything).await.expect("it can be written");
    }
    let mut reports = store.reports().await.expect("they can be read");
    reports.sort();
    assert_eq!(reports, [b"../../../etc/passwd".to_vec(), b"web-1".to_vec()]);
    for name in ["web-1.json", "=2E=2E=2F=2E=2E=2F=2E=2E=2Fetc=2Fpasswd.json"] {
        assert!(directory.path().join("flags.instances").join(name).exists(), "{name}");
    }
}

/// What a reader finds who begins when the first piece of a file is there, if the others follow one by one.
async fn read_while_written(name: &str, item: Item, pieces: &[&str]) -> Result<Read, Fault> {
    let directory = tempfile::tempdir().expect("there is room");
    let path = directory.path().join(name);
    let store = FileStore::new(directory.path().join("flags.toml"));
    fs::write(&path, pieces[0]).expect("it can be written");
    let reading = tokio::spawn(async move { store.read(&item, None).await });
    for end in 2..=pieces.len() {
        tokio::time::sleep(Duration::from_millis(70)).await;
        fs::write(&path, pieces[..end].concat()).expect("it can be written");
    }
    reading.await.expect("it does not panic")
}

#[tokio::test(start_paused = true)]
async fn what_is_written_piece_by_piece_is_read_whole() {
    for (name, item) in [("flags.toml", Item::Rules), ("flags.kill", Item::Kills)] {
        let pieces = ["", "[flags.search]\nenabled = true\n", "when = { user = ", "\"staff\" }\n"];
        let Ok(Read::Found { bytes, .. }) = read_while_written(name, item, &pieces).await else {
            panic!("{name} can be read")
        };
        assert_eq!(String::from_utf8_lossy(&bytes), pieces.concat(), "{name}");
    }
    let fault = read_while_written("flags.toml", Item::Rules, &["# more\n"; 50]).await.expect_err("it grows");
    assert!(fault.to_string().ends_with("flags.toml: somebody writes it without end"), "{fault}");
}

#[tokio::test(start_paused = true)]
async fn only_what_may_be_cut_is_looked_at_twice() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path().join("flags.toml"));
    for (text, pause) in [(text(true), 100), (sealed(3), 0), (sealed(3) + "# more\n", 100)] {
        fs::write(directory.path().join("flags.toml"), text).expect("it can be written");
        let started = tokio::time::Instant::now();
        let Ok(Read::Found { version, .. }) = store.read(&Item::Rules, None).await else {
            panic!("it can be read")
        };
        assert_eq!(started.elapsed().as_millis() / 10 * 10, pause);
        let started = tokio::time::Instant::now();
        assert_eq!(store.read(&Item::Rules, Some(&version)).await, Ok(Read::Unchanged));
        assert_eq!(started.elapsed(), Duration::ZERO, "it is known");
    }
}

#[tokio::test]
async fn who_has_not_reported_for_a_day_is_left_out() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path().join("flags.toml"));
    for name in ["gone", "here"] {
        let item = Item::Report(name.to_owned());
        store.write(&item, name.as_bytes(), &Expected::Anything).await.expect("anything is fine");
    }
    let gone = fs::File::options().append(true).open(directory.path().join("flags.instances/gone.json"));
    let yesterday = std::time::SystemTime::now() - Duration::from_secs(25 * 60 * 60);
    gone.expect("it is there").set_modified(yesterday).expect("it can be set");
    assert_eq!(store.reports().await, Ok(vec![b"here".to_vec()]));
}
