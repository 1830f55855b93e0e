//! How likely an outcome is: the evaluator asked about everybody at once.
//!
//! A bucket is as good as random, and the same salt and the same attribute give the same bucket
//! wherever they meet, in an old file and in a new one too. So instead of counting people, the one
//! evaluator runs once for each way in which the buckets that it asks for can fall on either side of
//! what they are compared with. Each way has an exact share; together they are everybody.

mod share;
mod world;

pub use share::Share;
pub use world::{World, estimate, weigh};
