//! Who would get a flag: the same people, decided at each step.

mod picture;
mod population;
mod steps;
mod tally;

pub(crate) use picture::{bars, dots};
pub(crate) use population::Population;
pub(crate) use steps::{Step, of_rollout, of_stages};
pub(crate) use tally::{DOTS, Tally};
