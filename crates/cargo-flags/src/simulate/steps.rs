//! What is tried: the file with one thing changed, step by step.

use flags_model::model::{FlagId, Model, Percent, Target};
use flags_model::source::Spanned;
use flags_runtime::words::Percentage;

/// One step.
pub(crate) struct Step {
    /// What it is called: `25 %`, `stage beta`.
    pub(crate) name: String,
    /// The percentage or the stage, for programs.
    pub(crate) value: serde_json::Value,
    /// Whether it is what the file says now.
    pub(crate) is_now: bool,
    /// The file as it would be.
    pub(crate) model: Model,
}

/// The file with each of these percentages in the place of one of its own.
pub(crate) fn of_rollout(
    model: &Model,
    (flag, environment, target): (FlagId, usize, Target),
    now: Percent,
    ladder: &[Percent],
) -> Vec<Step> {
    let mut percents: Vec<_> = ladder.to_vec();
    // Where the flag is now is always worth a look.
    percents.push(now);
    percents.sort_unstable_by_key(|percent| percent.0);
    percents.dedup_by_key(|percent| percent.0);
    let step = |percent: Percent| {
        Some(Step {
            name: Percentage(percent.0).to_string(),
            value: (f64::from(percent.0) / 1000.0).into(),
            is_now: percent.0 == now.0,
            model: model.with_rollout(flag, environment, target, percent)?,
        })
    };
    percents.into_iter().filter_map(step).collect()
}

/// The file with the flag in each of the stages.
pub(crate) fn of_stages(model: &Model, flag: FlagId, environment: usize, now: usize) -> Vec<Step> {
    let step = |(stage, named): (usize, &flags_model::model::Stage)| {
        let mut changed = model.clone();
        let row = &mut changed.flags[flag as usize];
        let own = row.overrides.iter_mut().find(|(id, own)| *id == environment && own.stage.is_some());
        let settings = own.map_or(&mut row.settings, |(_, own)| own);
        settings.stage =
            Some(Spanned::new(stage, settings.stage.map(|stage| stage.span).unwrap_or_default()));
        Step {
            name: format!("stage {}", named.name),
            value: named.name.clone().into(),
            is_now: stage == now,
            model: changed,
        }
    };
    model.stages.iter().enumerate().map(step).collect()
}
