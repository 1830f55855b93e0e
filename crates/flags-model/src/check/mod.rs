//! Checks of a whole file, each in a file of its own.

mod cycle;
mod names;
mod nesting;
mod size;

pub use names::check_names;
#[cfg(feature = "reload")]
pub(crate) use names::list_fitting;
pub(crate) use size::{VARIANTS, check_sizes, describe_too_many_values};

use crate::diagnostic::Diagnostic;
use crate::model::{Graph, Model};

/// Checks how flags, segments and stages depend on each other.
pub(crate) fn check_dependencies(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let graph = Graph::of(model);
    // What goes in a circle has no depth to check.
    if let Some(order) = cycle::order(&graph, diagnostics) {
        nesting::check_nesting(model, &graph, &order, diagnostics);
    }
}
