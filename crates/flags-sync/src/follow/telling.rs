//! What the log says of an item.

use flags::live::Status;

use super::base::Base;
use super::board::Found;
use super::contain::contain_blocking;
use crate::store::{Fault, Item};

/// What is killed. Whoever changes the rules just now is waited for, where that holds up nobody.
pub(super) async fn killed(base: &Base) -> Result<Vec<&'static str>, Fault> {
    let live = base.live.clone();
    contain_blocking("asking what is killed", move || live.killed()).await
}

/// Says what it means that something is not there any more.
pub(super) async fn tell_loss(base: &Base, item: &Item, found: &Found) {
    let store = &base.address;
    match (item, found) {
        (Item::Kills, _) if killed(base).await.is_ok_and(|killed| killed.is_empty()) => {}
        (Item::Kills, Found::Empty) => tracing::warn!(%store, "the kill list is {found}"),
        (Item::Kills, _) => tracing::warn!(
            %store,
            "there is no kill list any more: what it killed stays killed; to revive, write a line such as \
             `# nothing is killed`"
        ),
        (Item::Base, _) if base.live.status() != Status::Embedded => tracing::info!(
            %store,
            "the rules are for other instances, and there is no base, which is for all: what runs stays"
        ),
        (Item::Base, _) => tracing::warn!(
            %store,
            "the rules are for other instances, and there is no base, which is for all: what was compiled in \
             decides"
        ),
        (_, _) => tracing::warn!(%store, "there are no rules: those that run stay"),
    }
}

pub(super) fn name(item: &Item) -> &'static str {
    match item {
        Item::Rules => "the rules",
        Item::Base => "the base",
        Item::Kills => "the kill list",
        Item::Report(_) => "a report",
    }
}

/// What hangs if a callback does.
pub(super) fn taking(item: &Item) -> &'static str {
    match item {
        Item::Kills => "taking the kill list, with the callbacks of `subscribe`,",
        _ => "taking the rules, with the callbacks of `subscribe`,",
    }
}
