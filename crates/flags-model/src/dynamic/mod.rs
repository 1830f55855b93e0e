//! The dynamic face: rules loaded at run time, flags decided by name. Same evaluator as the generated
//! code, for tools that know an app's flags only from its file.

mod engine;
#[cfg(feature = "json")]
mod json;
mod slot;

pub use engine::{DynamicContext, Engine};
#[cfg(feature = "json")]
pub use json::ContextError;
pub(crate) use slot::{Given, slot_of};
