//! One flag in the numbers of the program.

use super::source::Source;
use super::translate::Translator;
use super::variants::Numbers;
use crate::model::{Flag, Percent, Requirement, Rule, Serve};
use crate::reload::{Kept, Reason};

impl Translator<'_, '_> {
    /// The source's flag of number `at` as the program's flag of number `id`.
    pub fn flag(&mut self, at: usize, id: usize, running: &Flag) -> Result<Flag, Kept> {
        if let Some(kept) = self.source.foreign.flags.get(&at) {
            return Err(kept.clone());
        }
        let source = self.source;
        let flag = &source.model.flags[at];
        let known = &self.merging.compiled.flags[id];
        let numbers = Numbers::of(flag, known).ok_or_else(|| source.keep(Reason::Type, flag.span))?;
        let requires = flag.requires.iter().map(|required| {
            let variant = required.variant.map(|it| source.variant(required.flag, it, required.span));
            Ok(Requirement {
                flag: source.flag(required.flag, required.span)?,
                variant: variant.transpose()?,
                span: source.place(required.span),
            })
        });
        let requires = requires.collect::<Result<Vec<_>, Kept>>()?;
        let listed = flag.environments.as_ref().map(|listed| {
            let known =
                listed.iter().map(|it| source.environment(*it, flag.span)).filter_map(Result::transpose);
            known.collect::<Result<Vec<_>, Kept>>()
        });
        let mut settings = self.settings(&flag.settings, &numbers)?;
        if settings.serve.is_none() && is_default_served(source, flag) {
            settings.serve = numbers.default_serve(source)?;
        }
        let mut overrides = Vec::new();
        for (environment, settings) in &flag.overrides {
            if let Some(environment) = source.environment(*environment, flag.span)? {
                overrides.push((environment, self.settings(settings, &numbers)?));
            }
        }
        let by = flag.by.map(|by| self.attribute(by, flag.span)).transpose();
        let by = if is_bucketed(source, flag) { by? } else { by.unwrap_or(None) };
        Ok(Flag {
            name: known.name.clone(),
            span: source.place(flag.span),
            about: flag.about.clone(),
            value: known.value.clone(),
            variants: known.variants.clone(),
            payloads: numbers.payloads(running),
            off: numbers.payload(source, flag.off, flag.span)?,
            salt: flag.salt.clone(),
            by,
            environments: listed.transpose()?,
            requires,
            settings,
            overrides,
            client: flag.client,
            expires: flag.expires,
            ladder: flag.ladder.clone(),
            renamed_from: known.renamed_from.clone(),
            lints: flag.lints.clone(),
        })
    }
}

/// Whether some environment serves what the flag serves unless it says more.
fn is_default_served(source: &Source<'_>, flag: &Flag) -> bool {
    source.shared_environments().any(|environment| flag.settings_in(environment).serve.is_none())
}

/// Whether anything of the flag looks at its `by`.
fn is_bucketed(source: &Source<'_>, flag: &Flag) -> bool {
    let is_partial = |percent: Percent| percent.0 > 0 && percent.0 < 100_000;
    let is_split = |serve: &Serve| !matches!(serve, Serve::One(_));
    let asks = |rule: &Rule| {
        rule.rollout.is_some_and(|rollout| is_partial(rollout.value))
            || rule.serve.as_ref().is_some_and(|serve| is_split(&serve.value))
    };
    source.shared_environments().any(|environment| {
        let plan = flag.plan(source.model, environment);
        let stage = plan.stage.iter().flat_map(|(_, rules)| *rules);
        is_partial(plan.rollout)
            || is_split(&plan.serve)
            || plan.rules.iter().chain(stage).any(asks)
            || plan.allow.iter().filter_map(|it| it.serve.as_ref()).any(|serve| is_split(&serve.value))
    })
}
