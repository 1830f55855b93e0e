//! What the command prints: standard output, standard error and exit code together.

mod advance;
mod atomic;
mod check;
mod code;
mod codes;
mod diff;
mod eval;
mod explain;
mod graph;
mod init;
mod kill;
mod list;
mod live_kill;
mod project;
mod publish;
mod pull;
mod push;
mod revive;
mod rollback;
mod sarif;
mod schema;
mod seal;
mod set;
mod simulate;
mod stale;
mod status;
mod watch;

pub(crate) use project::Project;
