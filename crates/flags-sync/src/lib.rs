//! Keeps the flags of running programs current: from a file, or a server that all instances follow.
//!
//! ```
//! use std::time::Duration;
//!
//! use flags_sync::store::FileStore;
//!
//! mod features {
//!     #[flags::flags("tests/follow/shop.toml")]
//!     pub struct Flags;
//! }
//! use features::{Context, Flags};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let directory = tempfile::tempdir()?;
//! # let path = directory.path().join("flags.toml");
//! # let compiled = include_str!("../tests/follow/shop.toml");
//! # std::fs::write(&path, compiled.replace("rollout     = 0", "rollout     = 100"))?;
//! let flags = Flags::new();
//! let follower = flags_sync::follow(flags.live(), FileStore::new(&path))
//!     .cache(directory.path().join("cache"))
//!     .start()?;
//! // Until the store is heard, the program decides by the rules of its last run, or by those that it was
//! // compiled with. Wait if it should not.
//! if let Err(cause) = follower.wait_ready(Duration::from_secs(5)).await {
//!     eprintln!("the flags are not current: {cause}");
//! }
//! assert!(flags.new_cart(&Context::new("user-7")));
//! # Ok(())
//! # }
//! ```
//!
//! # What holds whatever happens
//!
//! - The rules that run are replaced only by rules that were checked, whole, and are not older. Nothing else
//!   touches them: no fault, no empty or deleted file, no text with a mistake, no store that panics.
//! - The kill list is an item of its own. It is applied although the rules are refused or cannot be read, and
//!   only a list that is there, and has at least a comment, revives what it does not name.
//! - A store is heard at once where it can tell of changes, and read from time to time in any case. What
//!   fails is tried again for ever, with pauses from a quarter of a second to half a minute.
//! - [`Builder::start`] never waits for the store, and deciding never waits for anything.
//!
//! What happens is told by [`tracing`](https://docs.rs/tracing), by the events of `flags.live()`, and by
//! [`Follower::status`].
//!
//! # Stores
//!
//! [`store::Store`] is a trait of seven functions, and each feature brings what implements it: `file`, `nats`,
//! `redis`, and `object` with `aws`, `gcp` and `azure`. [`open`](open()) takes an address and finds the right one.
//!
//! Where a connection is encrypted, it is by `rustls` with `aws-lc-rs`. A program in which something else brings
//! `ring` as well has to say which one it means, before anything connects, as `rustls` demands it:
//! `rustls::crypto::aws_lc_rs::default_provider().install_default()`.

// Whoever follows a store has a program to run, which nothing in here may end.
#![cfg_attr(
    not(test),
    deny(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)
)]

mod cache;
mod disk;
mod follow;
mod meant;
mod open;
mod report;
pub mod store;

pub use follow::{Builder, Cause, Follower, FollowerStatus, Found, ItemStatus, StartError, follow};
pub use open::{OpenError, open};
pub use report::Report;
