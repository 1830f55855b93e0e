//! One file for each command: its arguments, and what it does.

mod advance;
mod check;
mod codes;
mod completions;
mod diff;
mod eval;
mod explain;
mod graph;
mod init;
mod kill;
mod list;
mod revive;
mod rollback;
mod schema;
mod set;
mod show;
mod simulate;
mod stale;

pub(crate) use advance::Advance;
pub(crate) use check::Check;
pub(crate) use codes::Codes;
pub(crate) use completions::Completions;
pub(crate) use diff::Diff;
pub(crate) use eval::Eval;
pub(crate) use explain::Explain;
pub(crate) use graph::Graph;
pub(crate) use init::Init;
pub(crate) use kill::Kill;
pub(crate) use list::List;
pub(crate) use revive::Revive;
pub(crate) use rollback::Rollback;
pub(crate) use schema::Schema;
pub(crate) use set::Set;
pub(crate) use show::Show;
pub(crate) use simulate::Simulate;
pub(crate) use stale::StaleCommand;
