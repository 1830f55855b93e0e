//! What the evaluator says to a finding: for every context of the domains.

use flags_model::model::{Flag, Model, Rule, Serve, Settings, ValueType};
use flags_model::source::{Span, Spanned};
use flags_model::{Code, Diagnostic, lower};
use flags_runtime::ruleset::PayloadId;
use flags_runtime::{Cause, Outcome, Ruleset, Scope, Slot, Slots, Truth, decide};

use crate::domain::{ATTRIBUTES, values_of};
use crate::generator::File;
use crate::place::{all, find_condition};

/// The lints that the evaluator is asked about.
pub const CODES: [&str; 11] = [
    "never-true",
    "always-true",
    "unreachable-rule",
    "rule-without-effect",
    "unreachable-variant",
    "unused-serve",
    "constant-flag",
    "requirement-never-met",
    "redundant-requirement",
    "fully-rolled-out",
    "experiment-variants",
];

/// Contexts that a finding is held against in each environment.
const MOST_CONTEXTS: usize = 120;

pub struct Oracle<'f> {
    file: &'f File,
    model: &'f Model,
    contexts: Vec<Vec<Slot<'static>>>,
    pub asked: usize,
    questions: usize,
}

/// What a context gets: on, and which value; names of values do not count.
type Got = (bool, PayloadId);

impl<'f> Oracle<'f> {
    pub fn new(file: &'f File, model: &'f Model) -> Self {
        Self { file, model, contexts: Vec::new(), asked: 0, questions: 0 }
    }

    /// Whether a finding is true, or why not.
    pub fn check(&mut self, diagnostic: &Diagnostic) -> Result<(), String> {
        let span = diagnostic.span;
        self.questions += 1;
        match diagnostic.code {
            Code::NeverTrue => self.check_condition(span, Truth::True, false),
            Code::AlwaysTrue => self.check_condition(span, Truth::True, true),
            Code::UnreachableRule => self.check_unreachable(span),
            Code::RuleWithoutEffect => self.check_same(&|settings| {
                let rules = settings.rules.iter_mut();
                rules.for_each(|rules| rules.retain(|rule| rule.span != span));
            }),
            Code::UnusedServe => self.check_unused_serve(span),
            Code::UnreachableVariant => self.check_variant(span),
            // What an environment gets is no comparison.
            Code::ConstantFlag | Code::ExperimentVariants => self.check_constant(span, false),
            Code::FullyRolledOut => self.check_constant(span, true),
            Code::RequirementNeverMet => self.check_never_on(span),
            Code::RedundantRequirement => self.check_redundant(span),
            Code::IdenticalFlags => self.check_identical(diagnostic),
            Code::UnusedSegment | Code::WiderThanParent => Ok(()),
            code => Err(format!("{code} has no check")),
        }
    }

    /// Visits what each context of each environment gets for some flag.
    fn ask(
        &mut self,
        model: &Model,
        flag: usize,
        mut visit: impl FnMut(usize, usize, Outcome) -> Result<(), String>,
    ) -> Result<(), String> {
        let rules: Ruleset = lower(model);
        if self.contexts.is_empty() {
            self.contexts = all_contexts(&self.file.attributes);
        }
        for environment in 0..model.environment_count() {
            // Each question starts elsewhere, so that all contexts come up.
            let stride = self.contexts.len() / MOST_CONTEXTS + 1;
            let offset = self.questions * 13 % stride;
            for (number, slots) in self.contexts.iter().enumerate().skip(offset).step_by(stride) {
                let scope = Scope {
                    rules: &rules,
                    environment: u16::try_from(environment).expect("BUG: few environments"),
                    slots: Slots::borrowed(slots),
                    overrides: None,
                    clock: || None,
                };
                self.asked += 1;
                let outcome = decide(&scope, u32::try_from(flag).expect("BUG: few flags"));
                visit(environment, number, outcome)
                    .map_err(|reason| format!("{reason} in {environment} for {slots:?}: {outcome:?}"))?;
            }
        }
        Ok(())
    }

    fn check_condition(&mut self, span: Span, wanted: Truth, always: bool) -> Result<(), String> {
        let (condition, is_bound, environments) =
            find_condition(self.model, span, always).ok_or("no condition has this span")?;
        let mut model = self.model.clone();
        // Without keys of its own a flag with only a `when` tells the truth of the condition.
        let settings = Settings { when: Some(condition), ..Settings::default() };
        model.flags.push(Flag { settings, environments, ..blank(&self.model.flags[0]) });
        let last = model.flags.len() - 1;
        self.ask(&model, last, |_, _, outcome| {
            let truth = match outcome.cause {
                Cause::Environment => return Ok(()),
                Cause::Static(true) => Truth::True,
                Cause::Condition(_) => Truth::False,
                Cause::Unknown(_) => Truth::Unknown,
                cause => return Err(format!("{cause:?} is no truth")),
            };
            let agrees = match (always, is_bound) {
                (true, true) => truth != Truth::False,
                (true, false) => truth == wanted,
                (false, _) => truth != wanted,
            };
            if agrees { Ok(()) } else { Err(format!("it is {truth:?}")) }
        })
    }

    fn check_unreachable(&mut self, span: Span) -> Result<(), String> {
        let mut model = self.model.clone();
        let mut probes: Vec<usize> = Vec::new();
        for (number, flag) in self.model.flags.iter().enumerate() {
            if all(flag).any(|settings| settings.rules.iter().flatten().any(|rule| rule.span == span)) {
                probes.push(number);
            }
        }
        for stage in &self.model.stages {
            let own = stage.environments.iter().map(|(_, rules)| rules);
            for rules in own.chain([&stage.rules]).filter(|rules| rules.iter().any(|rule| rule.span == span))
            {
                let settings = Settings { rules: Some(rules.clone()), ..Settings::default() };
                probes.push(model.flags.len());
                model.flags.push(Flag { settings, ..blank(&self.model.flags[0]) });
            }
        }
        assert!(!probes.is_empty(), "no rule has this span");
        for probe in probes {
            let flag = model.flags[probe].clone();
            self.ask(&model, probe, |environment, _, outcome| {
                let Cause::Rule(index) = outcome.cause else { return Ok(()) };
                let settings = flag.settings_in(environment);
                let rule: &Rule = &settings.rules[usize::try_from(index).expect("BUG: few rules")];
                if rule.span == span { Err("it decides".to_owned()) } else { Ok(()) }
            })?;
        }
        Ok(())
    }

    /// Whether all flags decide the same after a change.
    fn check_same(&mut self, change: &dyn Fn(&mut Settings)) -> Result<(), String> {
        let mut changed = self.model.clone();
        for flag in &mut changed.flags {
            change(&mut flag.settings);
            flag.overrides.iter_mut().for_each(|(_, settings)| change(settings));
        }
        self.compare(&changed)
    }

    fn compare(&mut self, changed: &Model) -> Result<(), String> {
        let model = self.model;
        for flag in 0..model.flags.len() {
            let mut before: Vec<Got> = Vec::new();
            self.ask(model, flag, |_, _, outcome| {
                before.push(got(&model.flags[flag], outcome));
                Ok(())
            })?;
            let mut before = before.into_iter();
            self.ask(changed, flag, |_, _, outcome| {
                let before = before.next().expect("BUG: as many contexts");
                let after = got(&model.flags[flag], outcome);
                if before == after { Ok(()) } else { Err(format!("f{flag} was {before:?}")) }
            })?;
        }
        Ok(())
    }

    /// Serving anything else changes nothing.
    fn check_unused_serve(&mut self, span: Span) -> Result<(), String> {
        for other in 0..2 {
            self.check_same(&|settings| {
                let allow = settings.allow.iter_mut().flatten().filter_map(|allow| allow.serve.as_mut());
                let serves = settings.serve.iter_mut().chain(allow);
                for serve in serves.filter(|serve| serve.span == span) {
                    *serve = Spanned::new(Serve::One(other), span);
                }
            })?;
        }
        Ok(())
    }

    fn check_variant(&mut self, span: Span) -> Result<(), String> {
        let model = self.model;
        let name = self.file.text[span.start..span.end].trim_matches('"');
        // The names stand behind the flag's own, in its table.
        let flag = (0..model.flags.len()).rfind(|at| model.flags[*at].span.start < span.start);
        let flag = flag.ok_or("no flag has this variant")?;
        let variant = model.flags[flag].variants.iter().position(|variant| variant == name);
        let variant = PayloadId::try_from(variant.ok_or("no variant has this name")?).expect("BUG: few");
        self.ask(model, flag, |_, _, outcome| {
            if outcome.payload == variant { Err("somebody gets it".to_owned()) } else { Ok(()) }
        })
    }

    fn check_constant(&mut self, span: Span, on: bool) -> Result<(), String> {
        let model = self.model;
        let flag = self.flag_at(span)?;
        let mut first: Option<PayloadId> = None;
        self.ask(model, flag, |_, _, outcome| {
            if outcome.cause == Cause::Environment && !on {
                return Ok(());
            }
            let (is_on, value) = got(&model.flags[flag], outcome);
            let same = *first.get_or_insert(value) == value;
            if same && (is_on || !on) { Ok(()) } else { Err("it differs".to_owned()) }
        })
    }

    fn check_never_on(&mut self, span: Span) -> Result<(), String> {
        let holds = |flag: &Flag| flag.requires.iter().any(|requirement| requirement.span == span);
        let flag = self.model.flags.iter().position(holds).ok_or("no requirement has this span")?;
        let mut revived = self.model.clone();
        for other in &mut revived.flags {
            other.settings.enabled = None;
            other.overrides.iter_mut().for_each(|(_, settings)| settings.enabled = None);
        }
        let mut check = |model: &Model| {
            self.ask(
                model,
                flag,
                |_, _, outcome| if outcome.on { Err("it is on".to_owned()) } else { Ok(()) },
            )
        };
        let original = check(&revived);
        original.and_then(|()| check(&revived))
    }

    fn check_redundant(&mut self, span: Span) -> Result<(), String> {
        let mut changed = self.model.clone();
        for flag in &mut changed.flags {
            flag.requires.retain(|requirement| requirement.span != span);
        }
        self.compare(&changed)
    }

    fn check_identical(&mut self, diagnostic: &Diagnostic) -> Result<(), String> {
        let model = self.model;
        let first = self.flag_at(diagnostic.related.first().ok_or("no other flag")?.span)?;
        let second = self.flag_at(diagnostic.span)?;
        let mut decided: Vec<Got> = Vec::new();
        self.ask(model, first, |_, _, outcome| {
            decided.push(got(&model.flags[first], outcome));
            Ok(())
        })?;
        let mut decided = decided.into_iter();
        self.ask(model, second, |_, _, outcome| {
            let same = decided.next() == Some(got(&model.flags[second], outcome));
            if same { Ok(()) } else { Err("they differ".to_owned()) }
        })
    }

    fn flag_at(&self, span: Span) -> Result<usize, String> {
        let found = self.model.flags.iter().position(|flag| flag.span == span);
        found.ok_or_else(|| "no flag has this span".to_owned())
    }
}

/// On, and the value: of equal values the first.
fn got(flag: &Flag, outcome: Outcome) -> Got {
    let value = flag.payloads.get(usize::from(outcome.payload));
    let same = flag.payloads.iter().position(|other| Some(other) == value);
    let number = same.and_then(|same| PayloadId::try_from(same).ok());
    (outcome.on, number.unwrap_or(outcome.payload))
}

/// Every combination of the values of the attributes and the key; the others are absent.
fn all_contexts(attributes: &[usize]) -> Vec<Vec<Slot<'static>>> {
    let mut contexts = vec![vec![Slot::ABSENT; ATTRIBUTES.len()]];
    for attribute in attributes.iter().copied().chain([0]) {
        let values = values_of(attribute);
        let mut more = Vec::with_capacity(contexts.len() * values.len());
        for context in &contexts {
            for value in &values {
                let mut context = context.clone();
                context[attribute] = *value;
                more.push(context);
            }
        }
        contexts = more;
    }
    contexts
}

/// A flag that says nothing.
fn blank(any: &Flag) -> Flag {
    Flag {
        name: "probe".to_owned(),
        value: ValueType::Bool,
        variants: Vec::new(),
        payloads: Vec::new(),
        off: 0,
        environments: None,
        requires: Vec::new(),
        settings: Settings::default(),
        overrides: Vec::new(),
        ..any.clone()
    }
}
