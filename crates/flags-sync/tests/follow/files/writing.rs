//! A file as a store to publish to.

use std::fs;

use flags_sync::store::{Expected, FileStore, Item, Read, Store, Version, WriteFault};

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
    assert!(directory.path().join("flags.instances/web-1.json").exists());
}
