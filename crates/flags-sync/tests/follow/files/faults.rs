//! Two hundred faults, each followed by a good revision that has to run soon.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flags_sync::store::{Expected, FileStore, Item, Read, Store};
use tokio::time::sleep;

use super::{READY, start};
use crate::shop::{Flags, has_new_cart, has_search, sealed, wait_until};

/// Four files are followed at the same time, because most of it is waiting.
const LANES: u64 = 4;
const FAULTS: u64 = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_next_good_revision_runs_after_any_fault() {
    let lanes: Vec<_> = (0..LANES).map(|seed| tokio::spawn(break_and_mend(seed))).collect();
    let mut times = Vec::new();
    for lane in lanes {
        times.extend(lane.await.expect("every revision ran"));
    }
    times.sort();
    let (count, median) = (times.len(), times[times.len() / 2]);
    println!("{count} faults: the next revision ran after {median:?}, at most {:?}", times[count - 1]);
}

async fn break_and_mend(seed: u64) -> Vec<Duration> {
    let mut random = fastrand::Rng::with_seed(seed);
    let directory = tempfile::tempdir().expect("there is room");
    let place = Place { home: directory.path().join("etc"), root: directory.path().to_owned() };
    fs::create_dir(&place.home).expect("it can be made");
    fs::write(place.rules(), sealed(1)).expect("it can be written");
    let flags = Flags::new();
    let _follower = start(&flags, &place.rules()).await;
    let mut times = Vec::new();
    for revision in 2..FAULTS + 2 {
        let fault = random.choice(FAULTS_OF_FILES).expect("there are some");
        (fault.1)(&place, revision);
        sleep(Duration::from_millis(random.u64(0..120))).await;
        assert_eq!(flags.live().revision(), Some(revision - 1), "{}: it was taken", fault.0);
        assert!(has_search(&flags), "{}", fault.0);

        place.mend(revision, random.u8(0..3)).await;
        let is_running = || flags.live().revision() == Some(revision);
        times.push(wait_until(READY, fault.0, is_running).await);
        assert_eq!(has_new_cart(&flags), revision % 2 == 1);
    }
    times
}

/// Where the rules of a lane are.
struct Place {
    root: PathBuf,
    home: PathBuf,
}

type Break = fn(&Place, u64);

const FAULTS_OF_FILES: &[(&str, Break)] = &[
    ("garbage", |place, _| write(&place.rules(), &[0xff, 0xfe, 0, 1])),
    ("empty", |place, _| write(&place.rules(), b"")),
    ("cut", |place, next| write(&place.rules(), &sealed(next).as_bytes()[..150])),
    ("changed on the way", |place, next| {
        write(&place.rules(), sealed(next).replace("100", "000").as_bytes());
    }),
    ("a mistake", |place, _| write(&place.rules(), b"[flags.search]\nrolout = 5\n")),
    ("an older revision", |place, next| write(&place.rules(), sealed(next - 2).as_bytes())),
    ("too long", |place, _| write(&place.rules(), &vec![b'#'; (4 << 20) + 100])),
    ("deleted", |place, _| drop(fs::remove_file(place.rules()))),
    ("deleted with its directory", |place, _| drop(fs::remove_dir_all(&place.home))),
    ("a directory instead", |place, _| {
        let _ = fs::remove_file(place.rules());
        fs::create_dir(place.rules()).expect("it can be made");
    }),
    ("another directory in place", |place, next| {
        fs::rename(&place.home, place.root.join(format!("old-{next}"))).expect("it can be renamed");
        fs::create_dir(&place.home).expect("it can be made");
    }),
    #[cfg(unix)]
    ("a link to nothing", |place, _| {
        let _ = fs::remove_file(place.rules());
        std::os::unix::fs::symlink("nowhere/flags.toml", place.rules()).expect("it can be linked");
    }),
    #[cfg(unix)]
    ("a link to itself", |place, _| {
        let _ = fs::remove_file(place.rules());
        std::os::unix::fs::symlink("flags.toml", place.rules()).expect("it can be linked");
    }),
    #[cfg(unix)]
    ("a link to another directory", |place, next| {
        let other = place.root.join(format!("linked-{next}"));
        fs::create_dir(&other).expect("it can be made");
        let _ = fs::remove_file(place.rules());
        std::os::unix::fs::symlink(other.join("flags.toml"), place.rules()).expect("it can be linked");
    }),
    #[cfg(unix)]
    ("unreadable", |place, _| {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(place.rules(), fs::Permissions::from_mode(0o000));
        let _ = fs::set_permissions(&place.home, fs::Permissions::from_mode(0o000));
    }),
];

fn write(path: &Path, bytes: &[u8]) {
    fs::write(path, bytes).expect("it can be written");
}

impl Place {
    fn rules(&self) -> PathBuf {
        self.home.join("flags.toml")
    }

    /// Puts a good revision there: over what is there, beside it and then in its place, or as a store does.
    async fn mend(&self, revision: u64, way: u8) {
        self.permit();
        let _ = fs::create_dir(&self.home);
        let rules = self.rules();
        if rules.is_dir() {
            fs::remove_dir(&rules).expect("it is empty");
        } else if rules.is_symlink() && !fs::read_link(&rules).expect("it is a link").is_absolute() {
            fs::remove_file(&rules).expect("it is there");
        }
        let text = sealed(revision);
        match way {
            0 => write(&rules, text.as_bytes()),
            1 => {
                write(&self.home.join("flags.toml~"), text.as_bytes());
                fs::rename(self.home.join("flags.toml~"), &rules).expect("it can be renamed");
            }
            _ => {
                let store = FileStore::new(&rules);
                let write = store.write(&Item::Rules, text.as_bytes(), &Expected::Anything);
                write.await.expect("it can be written");
            }
        }
    }

    #[cfg(unix)]
    fn permit(&self) {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(&self.home, fs::Permissions::from_mode(0o755));
        let _ = fs::set_permissions(self.rules(), fs::Permissions::from_mode(0o644));
    }

    #[cfg(not(unix))]
    fn permit(&self) {}
}

#[tokio::test]
async fn a_kill_list_is_read_whole_however_short_rules_must_be() {
    let directory = tempfile::tempdir().expect("there is room");
    let store = FileStore::new(directory.path().join("flags.toml")).longest(9);
    let list = "\u{feff}new_cart\n".to_owned() + &"# long\n".repeat(64 * 1024 / 7);
    for (list, is_whole) in [(format!("{list}\nsearch\n"), false), ("new_cart\nsearch\n".to_owned(), true)] {
        fs::write(directory.path().join("flags.kill"), &list).expect("it can be written");
        let Ok(Read::Found { bytes, .. }) = store.read(&Item::Kills, None).await else {
            panic!("it is there")
        };
        assert_eq!(flags_model::reload::read_kills(&bytes).is_whole(), is_whole);
    }
}
