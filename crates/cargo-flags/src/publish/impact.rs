//! What a change of the kill list does, flag by flag.

use flags_model::model::Model;
use flags_model::reload::Kills;

use super::kill::Change;
use super::live::killed;
use super::names::{is_listed, is_named};
use crate::arguments::EnvironmentArgument;
use crate::edit::{Line, Scope, first_of, judge, list};
use crate::look;

/// What becomes of one flag.
#[derive(Debug, Default)]
pub(crate) struct Effect {
    pub(crate) flag: String,
    /// In a sentence.
    pub(crate) sentence: String,
    /// Who gains or loses it.
    pub(crate) groups: Vec<Line>,
    /// The flags that require it.
    pub(crate) followers: Vec<String>,
    pub(crate) warnings: Vec<String>,
}

/// What becomes of each flag, as far as rules are known.
pub(super) fn effects(
    change: &Change<'_>,
    flags: &[String],
    model: Option<&Model>,
    before: &Kills,
    after: &Kills,
) -> Vec<Effect> {
    let pair = model.map(|model| (model, killed(model, &before.names), killed(model, &after.names)));
    let effect_of = |name: &String| effect(change, flags, pair.as_ref(), name, (before, after));
    flags.iter().map(effect_of).collect()
}

fn effect(
    change: &Change<'_>,
    flags: &[String],
    pair: Option<&(&Model, Model, Model)>,
    name: &str,
    (before, after): (&Kills, &Kills),
) -> Effect {
    let mut effect = Effect { flag: name.to_owned(), ..Effect::default() };
    let found = pair.and_then(|(model, ..)| model.flags.iter().find(|flag| is_named(flag, name)));
    if let (Some((model, old, new)), Some(flag)) = (pair, found) {
        let whole = EnvironmentArgument { environment: None };
        if let Ok(scope) = Scope::of(model, &flag.name, &whole) {
            effect.followers = scope.followers().iter().map(ToString::to_string).collect();
        }
        let judgement = judge(old, new, &flag.name);
        effect.groups = judgement.groups;
        for (other, lines) in &judgement.others {
            if !effect.followers.contains(other) && !flags.contains(other) {
                effect.warnings.push(format!("`{other}` changes too: {}", first_of(lines)));
            }
        }
    }
    let is_on = |list: &Kills| {
        let list = &list.names;
        list.contains(name) || found.is_some_and(|flag| is_listed(flag, list))
    };
    let is_off_by_rules = found.is_some_and(|flag| flag.settings.enabled == Some(false));
    let followers: Vec<&str> = effect.followers.iter().map(String::as_str).collect();
    effect.sentence = match (change.is_kill(), is_on(before) == is_on(after)) {
        (true, true) => format!("nothing to do: `{name}` is on the kill list already"),
        (true, false) if found.is_none() => format!("{name} is killed; who had it is not known here"),
        (true, false) if is_off_by_rules => {
            format!("{name} is killed; its rules said `enabled = false` already")
        }
        (true, false) => format!("{name} is off for everyone{}", describe_followers(&followers)),
        (false, true) => format!("nothing to do: `{name}` is not on the kill list"),
        (false, false) if !after.is_whole() => {
            format!("{name} is off the kill list, which is damaged: programs revive it once it is not")
        }
        (false, false) if pair.is_some() && found.is_none() => {
            format!("{name} is off the kill list; no flag of that name is known here")
        }
        (false, false) if is_off_by_rules => {
            format!("{name} is off the kill list, but its rules say `enabled = false`")
        }
        (false, false) => format!("{name} is off the kill list: its rules decide again"),
    };
    effect
}

fn describe_followers(followers: &[&str]) -> String {
    match followers {
        [] => String::new(),
        [one] => format!(", and so is `{one}`, which requires it"),
        more => format!(", and so are {} that require it: {}", look::count(more.len(), "flag"), list(more)),
    }
}
