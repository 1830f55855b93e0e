//! Followers of servers that come and go.

use std::sync::Arc;
use std::time::{Duration, Instant};

use flags_model::reload::seal;
use flags_sync::Follower;
use flags_sync::store::{Expected, Item, Store};
use tokio::time::sleep;

use crate::web::{Mood, Web};

mod features {
    #[flags::flags("tests/follow/shop.toml")]
    pub struct Flags;
}
use features::{Context, Flags};

/// How long after the server is back, or after it was told, a change may take.
const IN_FORCE: Duration = Duration::from_secs(5);

/// Odd revisions give the new cart to everybody.
pub fn sealed(revision: u64) -> String {
    let rollout = if revision % 2 == 1 { "rollout     = 100" } else { "rollout     = 0" };
    seal(&include_str!("../follow/shop.toml").replacen("rollout     = 0", rollout, 1), revision, None)
}

/// A program that follows a store.
pub struct Program {
    flags: Flags,
    follower: Follower,
}

impl Program {
    pub fn start(store: impl Store) -> Self {
        let flags = Flags::new();
        let follower = flags_sync::follow(flags.live(), store).start().expect("there is a runtime");
        Self { flags, follower }
    }

    /// Waits until it decides by a revision, and says how long that took.
    pub async fn decides_by(&self, revision: u64) -> Duration {
        let started = Instant::now();
        let has_new_cart = || self.flags.new_cart(&Context::new("user-7"));
        while self.flags.live().revision() != Some(revision) || has_new_cart() != (revision % 2 == 1) {
            assert!(started.elapsed() < IN_FORCE, "revision {revision} is not in force: {:?}", self.follower);
            sleep(Duration::from_millis(2)).await;
        }
        assert!(self.flags.search(&Context::new("user-7")), "what nobody has changed stays");
        started.elapsed()
    }
}

/// Publishes, kills the server, starts it, publishes again; three times, each time longer.
pub async fn check_deaths(
    open: impl Fn() -> Arc<dyn Store>,
    mut kill: impl FnMut(),
    mut start: impl FnMut(),
) {
    let (program, publisher) = (Program::start(open()), open());
    publish(&*publisher, 1).await;
    program.decides_by(1).await;
    for (revision, outage) in [(2, 100), (3, 1_000), (4, 2_500)] {
        kill();
        sleep(Duration::from_millis(outage)).await;
        // What ran, runs.
        program.decides_by(revision - 1).await;
        start();
        publish(&*publisher, revision).await;
        let took = program.decides_by(revision).await;
        eprintln!(
            "revision {revision} after an outage of {outage} ms: in force {took:?} after it was published"
        );
    }
}

async fn publish(publisher: &dyn Store, revision: u64) {
    let (text, started) = (sealed(revision), Instant::now());
    while let Err(fault) = publisher.write(&Item::Rules, text.as_bytes(), &Expected::Anything).await {
        assert!(started.elapsed() < IN_FORCE, "{fault}");
        sleep(Duration::from_millis(50)).await;
    }
}

/// The same for what can only be read.
#[tokio::test(flavor = "multi_thread")]
async fn a_web_server_may_come_and_go() {
    let mut web = Web::start("127.0.0.1:0".parse().expect("an address")).await;
    web.change(|state| state.rules = Some(sealed(1)));
    let program = Program::start(flags_sync::open(&web.url()).expect("it is an address"));
    program.decides_by(1).await;

    let address = web.address;
    web.stop().await;
    sleep(Duration::from_millis(2_500)).await;
    web = Web::start(address).await;
    web.change(|state| state.rules = Some(sealed(2)));
    eprintln!("a web server is back: {:?}", program.decides_by(2).await);

    for mood in [Mood::Garbage, Mood::Cutting, Mood::Broken] {
        web.change(|state| (state.rules, state.mood) = (Some(sealed(3)), mood));
        sleep(Duration::from_secs(1)).await;
        program.decides_by(2).await;
    }
    web.change(|state| state.mood = Mood::Well);
    eprintln!("a web server is well again: {:?}", program.decides_by(3).await);
}
