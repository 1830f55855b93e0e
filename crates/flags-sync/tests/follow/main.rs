//! Following a store, with everything that may go wrong on the way.

mod apart;
mod caches;
mod contact;
mod files;
mod kills;
mod orders;
mod panics;
mod pauses;
mod reports;
mod scripted;
mod shares;
mod shop;
#[cfg(feature = "signing")]
mod signed;
