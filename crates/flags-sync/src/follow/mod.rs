//! Following a store: one task reads it, one hears from it when to read, one reports.

mod backoff;
mod base;
mod board;
mod builder;
mod cause;
mod contain;
mod follower;
mod listener;
mod reader;
mod reporter;
mod tracker;

pub use board::{FollowerStatus, Found, ItemStatus};
pub use builder::{Builder, follow};
pub use cause::{Cause, StartError};
pub use follower::Follower;
