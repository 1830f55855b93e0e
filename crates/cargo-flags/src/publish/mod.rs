//! What the commands that publish have in common: [`live`] reads what a store has, [`base`] keeps what is for all, [`seal`]
//! makes what it is to have, [`kill`] changes its kill list, [`lag`] says which instances are behind.

pub(crate) mod ask;
pub(crate) mod base;
mod change;
mod impact;
pub(crate) mod key;
pub(crate) mod kill;
pub(crate) mod kills;
pub(crate) mod lag;
pub(crate) mod live;
mod names;
mod outcome;
pub(crate) mod push;
pub(crate) mod revisions;
pub(crate) mod seal;
pub(crate) mod watch;
