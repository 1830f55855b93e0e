//! Whole files. What laws change is kept as data; conditions are text already.

use super::flag::{Flag, Rule, flag, percent, rule};
use super::{BUCKETED, Choices, Wishes, condition};

/// A valid file.
#[derive(Clone, Debug)]
pub struct File {
    /// Whether it declares `staging` and `production`.
    pub environments: bool,
    /// `segment_0`, `segment_1`, …
    pub segments: Vec<Segment>,
    /// `stage-0`, `stage-1`, …; none for those that exist without any.
    pub stages: Vec<Stage>,
    /// Each may ask about those before it.
    pub flags: Vec<Flag>,
}

/// `[segments.*]`
#[derive(Clone, Debug, Default)]
pub struct Segment {
    pub when: Option<String>,
    pub include: Option<String>,
    pub exclude: Option<String>,
    /// In thousandths of a percent, as all percentages here.
    pub sample: Option<u32>,
    pub by: Option<&'static str>,
}

/// `[[stages]]`
#[derive(Clone, Debug)]
pub struct Stage {
    pub rules: Vec<Rule>,
    /// Those of `production`.
    pub own: Option<Vec<Rule>>,
}

/// A random valid file. Only the first flag is asked about by segments and stages, and it asks about
/// nothing, so that nothing goes in a circle.
pub fn file(choices: &mut Choices, wishes: Wishes) -> File {
    let environments = choices.one_in(2);
    let mut segments = Vec::new();
    for at in 0..choices.below(4) {
        segments.push(segment(choices, wishes, at));
    }
    let known = segments.len();
    let stage_rules = |choices: &mut Choices| {
        choices.up_to(2, |choices| Rule { by: None, serve: None, ..rule(choices, wishes, None, 1, known) })
    };
    let stages = choices.up_to(3, |choices| Stage {
        rules: stage_rules(choices),
        own: if environments { choices.maybe(3, stage_rules) } else { None },
    });
    let mut flags = vec![flag(choices, wishes, Vec::new(), &File::empty(environments))];
    for _ in 0..choices.below(6) {
        let base =
            File { environments, segments: segments.clone(), stages: stages.clone(), flags: flags.clone() };
        let requires = choices.up_to(2, |choices| choices.below(flags.len()));
        flags.push(flag(choices, wishes, requires, &base));
    }
    File { environments, segments, stages, flags }
}

impl File {
    pub const fn empty(environments: bool) -> Self {
        Self { environments, segments: Vec::new(), stages: Vec::new(), flags: Vec::new() }
    }

    /// Every percentage of the flag of this number: its rollout and those of its rules.
    pub fn rollouts(&mut self, flag: usize) -> Vec<&mut u32> {
        let flag = &mut self.flags[flag];
        let settings = std::iter::once(&mut flag.settings).chain(&mut flag.own);
        settings
            .flat_map(|settings| {
                let rules = settings.rules.iter_mut().filter_map(|rule| rule.rollout.as_mut());
                rules.chain(settings.rollout.as_mut()).collect::<Vec<_>>()
            })
            .collect()
    }
}

fn segment(choices: &mut Choices, wishes: Wishes, earlier: usize) -> Segment {
    let condition = |choices: &mut Choices| condition(choices, wishes, 1, earlier);
    let mut segment = Segment {
        when: choices.maybe(2, condition),
        include: choices.maybe(3, condition),
        exclude: choices.maybe(3, condition),
        sample: choices.maybe(2, percent),
        by: choices.maybe(3, |choices| choices.pick(BUCKETED)),
    };
    if segment.sample.is_none() {
        segment.by = None;
    }
    if segment.when.is_none() && segment.include.is_none() && segment.sample.is_none() {
        segment.when = Some(condition(choices));
    }
    segment
}
