//! What the command prints: standard output, standard error and exit code together.

mod explain;
mod project;

pub(crate) use project::Project;
