//! A flag's rules as plain sentences: for doc comments and for people at a terminal.

use flags_runtime::ruleset::{
    AttributeId, Clause, Flag, FlagId, Kind, PayloadId, Plan, Plans, Ruleset, Run, Serve, Step, Thousandths,
};
use flags_runtime::words::{self, Percentage};
use flags_runtime::{Cause, Outcome, value_of};

use crate::model::Model;

/// What a flag does, a sentence for each step in the order in which they are asked. Environments are
/// only named where they differ. Made from the rules that decide, so that it cannot say anything else.
pub fn describe(model: &Model, rules: &Ruleset, flag: FlagId) -> Vec<String> {
    let Some(row) = rules.flags.get(flag as usize) else { return Vec::new() };
    let mut sentences = Vec::new();
    let listed: Vec<_> = (0..model.environments.len()).filter(|index| is_listed(row, *index)).collect();
    if listed.len() < model.environments.len() {
        sentences.push(format!("Only in {}.", list(listed.iter().map(|index| &*model.environments[*index]))));
    }
    if !row.requirements.is_empty() {
        let requirements = row.requirements.of(&rules.requirements).iter();
        let requirements = requirements.map(|requirement| words::requirement_words(rules, *requirement));
        sentences.push(format!("Requires {}.", list(requirements)));
    }
    let page = Page { rules, id: flag, flag: row };
    match &row.plans {
        Plans::Same(plan) => sentences.extend(page.plan(plan, idle_stage(model, flag, 0))),
        Plans::Each(plans) => {
            let plans = plans.of(&rules.plans);
            let plans = listed.iter().filter_map(|index| {
                Some((*index, page.plan(plans.get(*index)?, idle_stage(model, flag, *index))))
            });
            sentences.extend(by_environment(model, plans));
        }
    }
    if row.kind != Kind::Bool {
        sentences.push(format!("Off is {}.", page.value(row.off)));
    }
    sentences
}

/// The stage that the flag is in, if that has no rules here: then it lets nobody in.
fn idle_stage(model: &Model, flag: FlagId, environment: usize) -> Option<&str> {
    let (stage, rules) = model.flags.get(flag as usize)?.plan(model, environment).stage?;
    let stage = model.stages.get(stage).filter(|_| rules.is_empty())?;
    Some(&stage.name)
}

/// Environments with the same sentences share them.
fn by_environment(model: &Model, plans: impl Iterator<Item = (usize, Vec<String>)>) -> Vec<String> {
    let mut groups: Vec<(Vec<usize>, Vec<String>)> = Vec::new();
    for (environment, sentences) in plans {
        match groups.iter_mut().find(|(_, others)| *others == sentences) {
            Some((environments, _)) => environments.push(environment),
            None => groups.push((vec![environment], sentences)),
        }
    }
    if let [(_, sentences)] = &mut groups[..] {
        return std::mem::take(sentences);
    }
    let names = |environments: Vec<usize>| {
        list(environments.into_iter().map(|environment| model.environments[environment].clone()))
    };
    groups
        .into_iter()
        .map(|(environments, sentences)| format!("In {}: {}", names(environments), sentences.join(" ")))
        .collect()
}

/// One flag under description.
struct Page<'r> {
    rules: &'r Ruleset,
    id: FlagId,
    flag: &'r Flag,
}

impl Page<'_> {
    fn plan(&self, plan: &Plan, idle_stage: Option<&str>) -> Vec<String> {
        if !plan.enabled {
            return vec!["Off for everyone: it is disabled.".into()];
        }
        let clauses = plan.clauses.of(&self.rules.clauses);
        let has_rules = clauses.iter().any(|clause| matches!(clause.step, Step::Rule(_) | Step::Stage(_)));
        let mut sentences: Vec<_> = clauses.iter().filter_map(|clause| self.clause(clause)).collect();
        sentences.extend(idle_stage.map(|stage| format!("Stage {stage} has no rules.")));
        let share = share(self.rules, plan.rollout, plan.by);
        let serving = if plan.rollout == 0 { String::new() } else { self.serving(plan.serve, plan.by) };
        sentences.push(if has_rules {
            format!("Otherwise {share}{serving}.")
        } else {
            format!("{}{serving}.", capitalised(&share))
        });
        sentences
    }

    /// One step; `None` if it never stops anybody.
    fn clause(&self, clause: &Clause) -> Option<String> {
        let condition = words::all_words(self.rules, clause.when);
        let always = condition.is_empty() || condition == "always";
        let serving = self.serving(clause.serve, clause.by);
        Some(match clause.step {
            Step::Deny => format!("Off if {condition}."),
            Step::Allow => format!("On if {condition}{serving}."),
            Step::When if always => return None,
            Step::When => format!("Only if {condition}."),
            Step::Rule(_) | Step::Stage(_) => {
                let name = match clause.step {
                    Step::Stage(stage) => self.stage(stage),
                    Step::Rule(index) => format!("Rule {index}"),
                    Step::Deny | Step::Allow | Step::When => String::new(),
                };
                let condition = if always { String::new() } else { format!("if {condition}, ") };
                let share = share(self.rules, clause.rollout, clause.by);
                let serving = if clause.rollout == 0 { String::new() } else { serving };
                let is_partial = clause.rollout > 0 && clause.rollout < 100_000;
                let rest = match (is_partial, clause.next_on_miss) {
                    (true, true) => "; the others go on",
                    (true, false) => "; off for the others",
                    (false, _) => "",
                };
                format!("{name}: {condition}{share}{serving}{rest}.")
            }
        })
    }

    fn stage(&self, stage: u16) -> String {
        let name = self.rules.stages.get(usize::from(stage)).map_or("?", |name| self.rules.str(*name));
        format!("Stage {name}")
    }

    /// `, as blue`: what is served, where the flag serves more than `true`.
    fn serving(&self, serve: Serve, by: Option<AttributeId>) -> String {
        let names = |payloads: std::ops::Range<u16>| list(payloads.map(|payload| self.value(payload)));
        match serve {
            _ if self.flag.kind == Kind::Bool => String::new(),
            Serve::One(payload) => format!(", as {}", self.value(payload)),
            Serve::Equal(count) => {
                format!(", in equal shares{} as {}", by_words(self.rules, by), names(0..count))
            }
            Serve::Split(shares) => format!(", as {}{}", self.shares(shares), by_words(self.rules, by)),
        }
    }

    fn shares(&self, shares: Run) -> String {
        let mut from = 0;
        let shares = shares.of(&self.rules.shares).iter().map(|share| {
            let weight = Percentage(share.below - from);
            from = share.below;
            format!("{} ({weight})", self.value(share.payload))
        });
        list(shares)
    }

    /// A variant's name, or the value as the file would write it.
    fn value(&self, payload: PayloadId) -> String {
        if let Some(name) = words::variant_name(self.rules, self.id, payload) {
            return name.to_owned();
        }
        let outcome = Outcome { on: false, payload, cause: Cause::Override, draw: None };
        match value_of(self.rules, self.id, &outcome) {
            flags_runtime::Value::Text(text) => format!("{:?}", &*text),
            value => value.to_string(),
        }
    }
}

fn is_listed(flag: &Flag, environment: usize) -> bool {
    u32::try_from(environment).is_ok_and(|bit| flag.environments.checked_shr(bit).unwrap_or(0) & 1 == 1)
}

fn share(rules: &Ruleset, rollout: Thousandths, by: Option<AttributeId>) -> String {
    match rollout {
        0 => "off".into(),
        1..100_000 => format!("on for {}{}", Percentage(rollout), by_words(rules, by)),
        _ => "on".into(),
    }
}

fn by_words(rules: &Ruleset, by: Option<AttributeId>) -> String {
    by.map_or_else(String::new, |by| format!(" by {}", rules.attribute_name(by)))
}

/// `a`, `a and b`, `a, b and c`.
fn list<T: ToString>(items: impl Iterator<Item = T>) -> String {
    let mut items: Vec<String> = items.map(|item| item.to_string()).collect();
    match items.pop() {
        None => "nothing".into(),
        Some(last) if items.is_empty() => last,
        Some(last) => format!("{} and {last}", items.join(", ")),
    }
}

fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe_only(text: &str) -> Vec<String> {
        let loaded = crate::load(text);
        let model = loaded.model.unwrap_or_else(|| panic!("{:?}", loaded.diagnostics));
        let last = u32::try_from(model.flags.len() - 1).expect("few flags");
        describe(&model, &crate::lower(&model), last)
    }

    const CONTEXT: &str = "[context]\nuser = { type = \"string\", key = true }\n\
                           plan = { type = \"enum\", of = [\"free\", \"pro\", \"team\"], ordered = true }\n";

    #[test]
    fn says_each_step_in_order() {
        let text = format!(
            "{CONTEXT}\n[flags.a]\nenabled = true\n[flags.b]\nrequires = [\"a\"]\n\
             deny = {{ user = \"u1\" }}\nwhen = {{ plan = {{ at_least = \"pro\" }} }}\nrollout = 25\n"
        );
        assert_eq!(
            describe_only(&text),
            ["Requires a.", "Off if user is u1.", "Only if plan is pro or team.", "On for 25 % by user."]
        );
    }

    #[test]
    fn names_environments_only_where_they_differ() {
        let text = format!(
            "environments = [\"development\", \"staging\", \"production\"]\n{CONTEXT}\n[flags.b]\nrollout = 100\n\
             env.production.rollout = 5\n"
        );
        assert_eq!(
            describe_only(&text),
            ["In development and staging: On.", "In production: On for 5 % by user."]
        );
    }

    #[test]
    fn says_that_a_stage_has_no_rules() {
        assert_eq!(describe_only("[flags.a]\nstage = \"beta\"\n"), ["Stage beta has no rules.", "Off."]);
        let text = "environments = [\"staging\", \"live\"]\n[[stages]]\nname = \"beta\"\n\
                    env.staging.rules = [{}]\n[flags.a]\nstage = \"beta\"\n";
        assert_eq!(
            describe_only(text),
            ["In staging: Stage beta: on. Otherwise off.", "In live: Stage beta has no rules. Off."]
        );
    }

    #[test]
    fn says_what_is_served() {
        let text = format!(
            "{CONTEXT}\n[flags.b]\nvariants = [\"plain\", \"blue\"]\nserve = {{ plain = 40, blue = 60 }}\nrollout = 0\n\
             rules = [{{ when = {{ plan = \"pro\" }}, rollout = 10, serve = \"blue\", on_miss = \"next\" }}]\n"
        );
        assert_eq!(
            describe_only(&text),
            [
                "Rule 0: if plan is pro, on for 10 % by user, as blue; the others go on.",
                "Otherwise off.",
                "Off is plain."
            ]
        );
    }
}
