//! One instance of a ticket shop. Start several, change their flags, and look at `/flags`.

mod features;
mod page;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;
use features::Flags;
use flags_sync::Follower;
use flags_sync::store::Store;
use tokio::net::TcpListener;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::prelude::*;

/// One instance of a ticket shop whose flags change while it runs.
#[derive(Parser)]
struct Options {
    /// Where the rules are: `/tmp/tickets.toml`, `nats://127.0.0.1:4222/flags/tickets`, `redis://…`, `https://…`.
    #[arg(long, env = "FLAGS_STORE")]
    store: String,
    /// Where to listen; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8001")]
    listen: SocketAddr,
    /// The name of this instance.
    #[arg(long, default_value = "one")]
    name: String,
    /// A directory for the last good rules, so that a start needs no store.
    #[arg(long)]
    cache: Option<PathBuf>,
}

/// What every request needs.
#[derive(Clone)]
struct Shop {
    flags: Flags,
    follower: std::sync::Arc<Follower>,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    say_what_happens();
    let options = Options::parse();
    // `FLAGS_OVERRIDE=seat_map=on` shows one instance to whoever tries something out.
    let flags = flags::override_from_env(&Flags::new())?;
    flags.live().set_instance(&options.name);
    let follower = follow(&flags, flags_sync::open(&options.store)?, &options)?;
    // A shop sells with yesterday's rules too, so it waits a moment and opens anyway.
    if let Err(cause) = follower.wait_ready(Duration::from_millis(500)).await {
        eprintln!("{}: {cause}", options.name);
    }
    let listener = TcpListener::bind(options.listen).await?;
    println!("{} listens on http://{}", options.name, listener.local_addr()?);
    let shop = Shop { flags, follower: follower.into() };
    axum::serve(listener, page::routes(shop)).await?;
    Ok(())
}

/// On standard error; the client of NATS tells of each attempt to connect, which `flags-sync` tells once.
fn say_what_happens() {
    let targets = Targets::new().with_default(LevelFilter::INFO).with_target("async_nats", LevelFilter::WARN);
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    tracing_subscriber::registry().with(lines).with(targets).init();
}

fn follow(flags: &Flags, store: impl Store, options: &Options) -> Result<Follower, flags_sync::StartError> {
    let mut builder = flags_sync::follow(flags.live(), store).report(true);
    if let Some(cache) = &options.cache {
        builder = builder.cache(cache);
    }
    builder.start()
}
