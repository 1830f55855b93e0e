//! The rules of a file without one thing that stands in the way.

use std::borrow::Cow;

use flags_runtime::ruleset::{Clause, FlagId, Plan, Requirement, Ruleset, Run, Step};

/// What to take out of the rules to get past an obstacle.
#[derive(Clone, Copy)]
pub(super) enum Without {
    Disabled,
    Environment,
    Requirement(Requirement),
    Clause(Run),
    /// The percentage of a rule or stage that misses.
    Miss(Step),
    Rollout,
}

pub(super) fn plan_of(rules: &Ruleset, environment: u16, id: FlagId) -> Option<Plan> {
    rules.plan(rules.flags.get(id as usize)?, environment).copied()
}

/// Replaces what a flag does in an environment.
pub(super) fn set_plan(rules: &mut Ruleset, environment: u16, id: FlagId, plan: Plan) {
    match rules.plans_mut(id) {
        [same] => *same = plan,
        each => {
            if let Some(row) = each.get_mut(usize::from(environment)) {
                *row = plan;
            }
        }
    }
}

/// The rules without one obstacle of a flag. New rows go to the ends of their tables, since others may
/// share the old ones.
pub(super) fn remove(rules: &mut Ruleset, environment: u16, id: FlagId, without: Without) {
    let Some(mut row) = plan_of(rules, environment, id) else { return };
    match without {
        Without::Disabled => row.enabled = true,
        Without::Environment => rules.flags.to_mut()[id as usize].environments = u64::MAX,
        Without::Requirement(gone) => {
            let run = rules.flags[id as usize].requirements;
            let left: Vec<_> =
                run.of(&rules.requirements).iter().copied().filter(|row| *row != gone).collect();
            rules.flags.to_mut()[id as usize].requirements = append(&mut rules.requirements, left);
        }
        Without::Clause(when) => {
            let clauses = row.clauses.of(&rules.clauses).to_vec();
            let is_it = |clause: &Clause| clause.when == when && clause.step != Step::Allow;
            let at = clauses.iter().position(is_it);
            let left = clauses.into_iter().enumerate().filter(|(index, _)| Some(*index) != at);
            row.clauses = append(&mut rules.clauses, left.map(|(_, clause)| clause).collect());
        }
        Without::Miss(step) => {
            let clauses = row.clauses.of(&rules.clauses).iter();
            let widened = clauses.map(|clause| {
                if clause.step == step { Clause { rollout: 100_000, ..*clause } } else { *clause }
            });
            let widened = widened.collect();
            row.clauses = append(&mut rules.clauses, widened);
        }
        Without::Rollout => row.rollout = 100_000,
    }
    set_plan(rules, environment, id, row);
}

/// Adds rows to a table, and says where they are.
pub(super) fn append<T: Clone>(table: &mut Cow<'static, [T]>, rows: Vec<T>) -> Run {
    let run =
        |at: usize, count: usize| Run(u32::try_from(at).unwrap_or(0), u32::try_from(count).unwrap_or(0));
    let run = run(table.len(), rows.len());
    table.to_mut().extend(rows);
    run
}
