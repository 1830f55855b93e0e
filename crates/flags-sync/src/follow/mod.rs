//! Following a store: two tasks read it, one hears from it when to read, one tells the program, one reports.

mod backoff;
mod base;
mod board;
mod builder;
mod cause;
mod contact;
mod contain;
mod follower;
mod hand;
mod keeper;
mod listener;
mod reader;
mod reporter;
mod taking;
mod telling;
mod tracker;

pub use board::{FollowerStatus, Found, ItemStatus};
pub use builder::{Builder, follow};
pub use cause::{Cause, StartError};
pub use follower::Follower;
