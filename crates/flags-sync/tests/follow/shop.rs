//! The program that follows, and the texts that it is sent.

use std::time::{Duration, Instant};

use flags::live::Live;
use flags_model::model::Percent;
use flags_model::reload::seal;

mod features {
    #[flags::flags("tests/follow/shop.toml")]
    pub struct Flags;
}
pub use features::{Context, Flags};

const COMPILED: &str = include_str!("shop.toml");

/// A text that gives the new cart to everyone, or to nobody as the compiled one does.
pub fn text(new_cart: bool) -> String {
    let rollout = if new_cart { "100" } else { "0" };
    COMPILED.replacen("rollout     = 0\n", &format!("rollout     = {rollout}\n"), 1)
}

/// The same, sealed. Odd revisions have the new cart.
pub fn sealed(revision: u64) -> String {
    seal(&text(revision % 2 == 1), revision, None)
}

/// The same, for a share of the instances in percent.
pub fn sealed_for(revision: u64, share: u32) -> String {
    seal(&text(revision % 2 == 1), revision, Some(Percent(share * 1_000)))
}

pub fn has_new_cart(flags: &Flags) -> bool {
    flags.new_cart(&Context::new("user-7"))
}

pub fn has_search(flags: &Flags) -> bool {
    flags.search(&Context::new("user-7"))
}

/// Waits until something holds; says how long that took.
pub async fn wait_until(longest: Duration, what: &str, holds: impl Fn() -> bool) -> Duration {
    let started = Instant::now();
    while !holds() {
        assert!(started.elapsed() < longest, "{what}: not within {longest:?}");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    started.elapsed()
}

/// The same under a clock that is turned by tests.
pub async fn wait_for(live: &Live, what: &str, holds: impl Fn(&Live) -> bool) {
    for _ in 0..100_000 {
        if holds(live) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
    panic!("{what}: {live:?}");
}
