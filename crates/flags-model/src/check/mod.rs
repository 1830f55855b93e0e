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
#[cfg(feature = "reload")]
use crate::model::Item;
use crate::model::{Graph, Model};

/// Checks how flags, segments and stages depend on each other.
pub(crate) fn check_dependencies(model: &Model, diagnostics: &mut Vec<Diagnostic>) {
    let graph = Graph::of(model);
    // What goes in a circle has no depth to check.
    if let Some(order) = cycle::order(&graph, diagnostics) {
        nesting::check_nesting(model, &graph, &order, diagnostics);
    }
}

/// The things of a file, those asked about before those that ask; `None` if they go in a circle.
#[cfg(feature = "reload")]
pub(crate) fn order(graph: &Graph<'_>) -> Option<Vec<Item>> {
    cycle::order(graph, &mut Vec::new())
}

/// The things that take too much to decide, and ask about nothing that does.
#[cfg(feature = "reload")]
pub(crate) fn find_costly(model: &Model, graph: &Graph<'_>, order: &[Item]) -> Vec<Item> {
    nesting::list_costly(model, graph, order).into_iter().map(|(item, _)| item).collect()
}
