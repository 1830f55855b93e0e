//! Values that are none, or that do not fit.

use super::{Mutant, replace};
use crate::random::Random;
use crate::sites::Sites;

pub(super) fn swap_type(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let (span, wrong) = random.pick(&sites.values)?;
    Some(replace(text, span, wrong))
}

pub(super) fn leave_range(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["101", "-1", "100.001", "\"250%\"", "\"-3%\"", "1e3", "1_000"];
    Some(replace(text, random.pick(&sites.percentages)?, random.pick(&wrong)?))
}

pub(super) fn refine(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["12.3456", "\"0.0001%\"", "33.33333", "99.9999", "0.5", "\"12.50001%\"", "5e-7"];
    Some(replace(text, random.pick(&sites.percentages)?, random.pick(&wrong)?))
}

pub(super) fn break_sum(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let span = random.pick(&sites.weights)?;
    let weight: u32 = text[span.clone()].parse().ok().filter(|weight| (2..100).contains(weight))?;
    let wrong = if random.below(2) == 0 { weight + 1 } else { weight - 1 };
    Some(replace(text, span, &wrong.to_string()))
}

pub(super) fn break_date(text: &str, sites: &Sites, random: &mut Random) -> Option<Mutant> {
    let wrong = ["2030-13-01", "2030-02-30", "2030-00-10", "2030-1-1", "2030-06-31T08:00:00Z"];
    Some(replace(text, random.pick(&sites.dates)?, random.pick(&wrong)?))
}
