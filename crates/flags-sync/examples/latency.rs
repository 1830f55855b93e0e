//! How long it takes from publishing rules until programs decide by them.
//!
//! ```console
//! nats-server -js -a 127.0.0.1 -p 4222 -sd /tmp/nats &
//! cargo run --release -p flags-sync --features nats --example latency -- nats://127.0.0.1:4222/flags/latency
//! ```
//!
//! Each of 200 followers has a connection of its own (those of a file share one listener), but all share this process: they check the text of
//! 64 KiB one after the other on as many cores as there are, as machines of their own would not.

use std::env;
use std::error::Error;
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use flags::live::Event;
use flags_model::reload::seal;
use flags_sync::open;
use flags_sync::store::{Expected, Item};

mod features {
    #[flags::flags("tests/follow/shop.toml")]
    pub struct Flags;
}
use features::{Context, Flags};

const FOLLOWERS: usize = 200;
const ROUNDS: u64 = 20;
const TEXT_BYTES: usize = 64 * 1024;
const LONGEST: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).ok_or("say where: `latency nats://127.0.0.1:4222/flags/latency`")?;
    let publisher = open(&address)?;
    publisher.write(&Item::Rules, sealed(2).as_bytes(), &Expected::Anything).await?;

    let (decided, decisions) = mpsc::channel();
    let mut programs = Vec::new();
    for _ in 0..FOLLOWERS {
        let flags = Flags::new();
        // Each user has a hundred or so listeners to files, so these share one; connections are their own.
        let store = if address.contains("://") { open(&address)? } else { Arc::clone(&publisher) };
        let follower = flags_sync::follow(flags.live(), store).start()?;
        follower.wait_ready(LONGEST).await?;
        let (decided, clone) = (decided.clone(), flags.clone());
        let subscription = flags.live().subscribe(move |event| {
            if let Event::Reloaded(_) = event {
                let context = Context::new("user-7");
                let decision = clone.new_cart(&context) && clone.search(&context);
                // Who counts may have stopped.
                let _ = decided.send((Instant::now(), decision));
            }
        });
        programs.push((follower, subscription));
    }
    // Until all listen; before that they would only be found out by polling.
    tokio::time::sleep(Duration::from_secs(2)).await;

    let mut times = Vec::new();
    for revision in 3..3 + ROUNDS {
        let text = sealed(revision);
        let published = Instant::now();
        publisher.write(&Item::Rules, text.as_bytes(), &Expected::Anything).await?;
        for _ in 0..FOLLOWERS {
            let (at, decision) = tokio::task::block_in_place(|| decisions.recv_timeout(LONGEST))?;
            assert_eq!(decision, revision % 2 == 1, "a decision by other rules than those published");
            times.push(at.duration_since(published));
        }
    }
    times.sort();
    for (name, percent) in [("p50", 50), ("p99", 99), ("longest", 100)] {
        let index = (times.len() * percent / 100).min(times.len() - 1);
        println!("{name}: {:.1} ms", times[index].as_secs_f64() * 1e3);
    }
    Ok(())
}

/// Odd revisions give the new cart to everybody. The rest is what large files are full of.
fn sealed(revision: u64) -> String {
    let rollout = if revision % 2 == 1 { "rollout     = 100" } else { "rollout     = 0" };
    let rules = include_str!("../tests/follow/shop.toml").replacen("rollout     = 0", rollout, 1);
    let line = "# Why this is so, who has decided it, and when one may forget about it.\n";
    let lines = TEXT_BYTES.saturating_sub(rules.len()) / line.len();
    seal(&(rules + &line.repeat(lines)), revision, None)
}
