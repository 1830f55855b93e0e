//! Flags of every kind of value.

use super::file::File;
use super::{BUCKETED, Choices, Wishes, condition};

/// `[flags.*]`; its name is `flag_` and its number.
#[derive(Clone, Debug)]
pub struct Flag {
    pub kind: Kind,
    pub settings: Settings,
    /// Those of `production`.
    pub own: Option<Settings>,
    /// Whether it lists `production` alone.
    pub only_production: bool,
    /// Numbers of flags, each once, and of a variant of some.
    pub requires: Vec<(usize, Option<usize>)>,
    pub by: Option<&'static str>,
    pub salt: Option<String>,
}

/// What a flag serves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    Bool,
    Variants(usize),
    Integer,
    Float,
    Text,
    Table,
    Named,
}

/// What `production` may replace.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    pub enabled: Option<bool>,
    pub deny: Option<String>,
    /// Conditions, and what they serve.
    pub allow: Vec<(String, Option<String>)>,
    pub when: Option<String>,
    pub rules: Vec<Rule>,
    pub stage: Option<String>,
    pub rollout: Option<u32>,
    pub serve: Option<String>,
}

/// `[[flags.*.rules]]`
#[derive(Clone, Debug, Default)]
pub struct Rule {
    pub when: Option<String>,
    pub rollout: Option<u32>,
    pub serve: Option<String>,
    pub next: bool,
    pub by: Option<&'static str>,
}

pub fn flag(choices: &mut Choices, wishes: Wishes, mut requires: Vec<usize>, base: &File) -> Flag {
    let kinds = [
        Kind::Bool,
        Kind::Bool,
        Kind::Bool,
        Kind::Variants(2),
        Kind::Variants(3),
        Kind::Integer,
        Kind::Float,
        Kind::Text,
        Kind::Table,
        Kind::Named,
    ];
    let kind = kinds[choices.below(kinds.len())];
    requires.sort_unstable();
    requires.dedup();
    let with_variant = |choices: &mut Choices, number: usize| match base.flags[number].kind {
        Kind::Variants(count) if wishes.flag_conditions => choices.maybe(3, |choices| choices.below(count)),
        _ => None,
    };
    let requires = requires.into_iter().map(|number| (number, with_variant(choices, number))).collect();
    let settings = settings(choices, wishes, kind, base);
    let own = if base.environments {
        choices.maybe(3, |choices| self::settings(choices, wishes, kind, base))
    } else {
        None
    };
    Flag {
        kind,
        settings,
        own,
        only_production: base.environments && choices.one_in(6),
        requires,
        by: choices.maybe(4, |choices| choices.pick(BUCKETED)),
        salt: choices.maybe(8, |choices| choices.pick(&["salted", "another", "flag_0"]).to_owned()),
    }
}

fn settings(choices: &mut Choices, wishes: Wishes, kind: Kind, base: &File) -> Settings {
    let (flags, segments) = (base.flags.len(), base.segments.len());
    let condition = |choices: &mut Choices| condition(choices, wishes, flags, segments);
    let stage = if base.flags.is_empty() { None } else { choices.maybe(4, |choices| stage(choices, base)) };
    let must_serve = !wishes.splits && matches!(kind, Kind::Variants(_) | Kind::Named);
    Settings {
        enabled: choices.maybe(12, |_| false),
        deny: choices.maybe(4, condition),
        allow: choices.up_to(2, |choices| {
            (condition(choices), choices.maybe(2, |choices| serve(choices, wishes, kind)).flatten())
        }),
        when: choices.maybe(2, condition),
        rules: choices.up_to(3, |choices| rule(choices, wishes, Some(kind), flags, segments)),
        rollout: if stage.is_none() || choices.one_in(2) { Some(percent(choices)) } else { None },
        stage,
        serve: if must_serve || choices.one_in(2) { serve(choices, wishes, kind) } else { None },
    }
}

fn stage(choices: &mut Choices, base: &File) -> String {
    if base.stages.is_empty() {
        choices.pick(&["general-availability", "beta"]).to_owned()
    } else {
        format!("stage-{}", choices.below(base.stages.len()))
    }
}

/// A rule of a flag of this kind, or of a stage.
pub fn rule(
    choices: &mut Choices,
    wishes: Wishes,
    kind: Option<Kind>,
    flags: usize,
    segments: usize,
) -> Rule {
    Rule {
        when: choices.maybe(2, |choices| condition(choices, wishes, flags, segments)),
        rollout: choices.maybe(2, percent),
        serve: kind.and_then(|kind| choices.maybe(2, |choices| serve(choices, wishes, kind)).flatten()),
        next: choices.one_in(2),
        by: choices.maybe(6, |choices| choices.pick(BUCKETED)),
    }
}

pub fn percent(choices: &mut Choices) -> u32 {
    let percents = [100_000, 0, 50_000, 10_000, 90_000, 33_333, 1, 99_999, 500, 12_500];
    percents[choices.below(percents.len())]
}

/// Something that a flag of this kind may serve; a bool has nothing to say.
fn serve(choices: &mut Choices, wishes: Wishes, kind: Kind) -> Option<String> {
    let (first, count) = match kind {
        Kind::Bool => return None,
        Kind::Integer => return Some(choices.pick(&["10", "20", "-9223372036854775808"]).to_owned()),
        Kind::Float => return Some(choices.pick(&["1.5", "2.5", "-0.0"]).to_owned()),
        Kind::Text => return Some(choices.pick(&["\"hi\"", "\"\"", "\"Å\\n\""]).to_owned()),
        Kind::Table => {
            return Some(choices.pick(&["{ limit = 9 }", "{ title = \"big\", ratio = 2.0 }"]).to_owned());
        }
        Kind::Variants(count) => (choices.below(count), count),
        Kind::Named => (choices.below(3), 3),
    };
    if !wishes.splits || choices.one_in(2) {
        return Some(format!("\"v-{first}\""));
    }
    let weight = choices.below(100_001);
    let (weight, rest) = (decimal(weight), decimal(100_000 - weight));
    Some(format!("{{ v-{first} = \"{weight}%\", v-{} = \"{rest}%\" }}", (first + 1) % count))
}

/// Thousandths as a percentage.
pub fn decimal(thousandths: usize) -> String {
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}
