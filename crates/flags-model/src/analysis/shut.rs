//! Flags that keep everybody out.

use flags_runtime::Truth;

use super::{Dials, Study};
use crate::model::{FlagId, Model};

/// Whether it is certain that nobody gets past both `deny` and `when` of a flag in this environment, because
/// whomever `when` lets through meets `deny`. Only `allow` can turn such a flag on.
///
/// Percentages, kill switches and literals count as what may be turned, so `when = false` alone is no reason.
pub fn is_shut(model: &Model, id: FlagId, environment: u16) -> bool {
    let Some(flag) = model.flags.get(id as usize) else { return false };
    let environment = usize::from(environment);
    let settings = flag.settings_in(environment);
    let (Some(deny), Some(when)) = (settings.deny, settings.when) else { return false };
    Study::of_flag(model, flag).never_in(environment, Dials::Turning, |world| {
        world.condition(deny) == Truth::False && world.condition(when) == Truth::True
    })
}
