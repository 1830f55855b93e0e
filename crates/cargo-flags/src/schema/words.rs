//! What each key means, for the help that editors show.

use flags_model::document::OperatorKind as O;
use flags_model::document::Place;

/// The sentence for a key of a kind of table.
pub(super) fn about(place: Place, key: &str) -> Option<&'static str> {
    let special = match (place, key) {
        (Place::File, "environments") => "The places where the program runs. It says which one it is in.",
        (Place::File, "ladder") => "The steps by which rollouts widen, unless a flag has its own.",
        (Place::FlagEnvironment, "enabled") => "`false` turns the flag off in this environment.",
        (Place::Segment, "when") => "Who belongs to it, if they fall into the `sample` too.",
        (Place::Segment, "sample") => "The share of those who meet `when`: a percentage.",
        (Place::Segment, "by") => "The attribute whose buckets decide about the sample, if not the key.",
        (Place::Segment, "salt") => "Which share it is: a new salt draws anew. The name unless stated.",
        (Place::Stage, "name") => "The stage's name, as `stage` of a flag writes it.",
        (Place::Stage | Place::StageEnvironment, "rules") => {
            "Who gets the flags of this stage: they come after each flag's own rules."
        }
        (Place::Stage, "env") => "Rules that replace the stage's in an environment.",
        (Place::Rule | Place::StageRule, "when") => "Whom the rule is about: everyone, if left out.",
        (Place::Rule | Place::StageRule, "rollout") => "The share of them who get the flag. 100 if left out.",
        (Place::Rule, "name") => "What explanations call the rule.",
        (Place::Rule, "by") => "The attribute that is bucketed, if not the flag's.",
        (Place::AllowEntry, "when") => "Who is let in.",
        (Place::Rule | Place::AllowEntry, "serve") => "What they get, if not the flag's `serve`.",
        _ => "",
    };
    if !special.is_empty() {
        return Some(special);
    }
    WORDS.iter().find(|(word, _)| *word == key).map(|(_, about)| *about)
}

const WORDS: &[(&str, &str)] = &[
    ("context", "What is known about whoever asks: attributes and their values."),
    ("segments", "Named groups of contexts."),
    ("stages", "The way of a release, in order."),
    ("flags", "The flags, each a table."),
    ("retired", "Names of flags that are gone and may never be declared again."),
    ("lints", "Levels of warnings: allow, warn or deny."),
    ("type", "What the attribute holds."),
    ("of", "Every value that it can have."),
    ("ordered", "Whether the values are in order, least first, so that `at_least` and the like work."),
    ("key", "Whether it identifies who asks. Percentages go by it."),
    ("required", "Whether a context cannot be made without it."),
    ("description", "What it is for. Shown in documentation."),
    ("include", "Who belongs to it whatever `when` and `sample` say."),
    ("exclude", "Who never belongs to it."),
    ("owner", "The team that answers for it."),
    ("tags", "Words to find it by."),
    ("link", "Where more is written about it."),
    ("created", "The day on which it was made."),
    ("kind", "release (default), experiment, ops or permission. The last two are meant to stay."),
    ("enabled", "`false` is the kill switch: off for everyone, whatever else is said."),
    ("environments", "The environments in which it may be on. All, if left out."),
    ("requires", "Flags that must be on for the same context, or be a variant."),
    ("deny", "Who never gets it, also if that is not known."),
    ("allow", "Who gets it past `when`, rules and rollout."),
    ("when", "What everyone else must meet."),
    ("rules", "Shares of groups, in order: the first whose condition holds decides."),
    ("stage", "Its stage of release, whose rules come after its own."),
    (
        "rollout",
        "The share of those about whom no rule decided: a percentage. 100 if left out, 0 with a stage.",
    ),
    ("by", "The attribute that is bucketed, if not the key."),
    ("salt", "What separates its buckets from those of other flags. The name unless stated."),
    ("ladder", "The steps by which its rollout widens."),
    ("variants", "What it can be: names, or names with values."),
    ("default", "What it is when off."),
    ("serve", "What it is when on: one, or a split with weights that sum to 100."),
    ("renamed_from", "Its old name, whose salt it keeps: nobody changes bucket."),
    ("expires", "The day after which each use warns."),
    ("client", "Whether browsers and apps may see it."),
    ("env", "What replaces the settings above in an environment."),
    ("expect", "Decisions that must come out so. Checked while compiling."),
    ("context", "The attributes of a context."),
    ("environment", "The environment in which it must hold. All, if left out."),
    ("is", "What must be decided."),
    ("on_miss", "Whether who misses the rollout is off (`stop`, the default) or goes on to the next rule."),
    ("since", "The day on which it went."),
    ("keep", "Which branch of the code stays."),
    ("note", "Why it went."),
];

/// The sentence for an operator.
pub(super) fn about_operator(operator: O) -> &'static str {
    match operator {
        O::Eq => "It is this.",
        O::In => "It is one of these.",
        O::Above => "It is more than this.",
        O::AtLeast => "It is this or more.",
        O::Below => "It is less than this.",
        O::AtMost => "It is this or less.",
        O::After => "At this moment or later.",
        O::Before => "Earlier than this moment.",
        O::WithinDays => "At most so many days ago.",
        O::OlderThanDays => "More than so many days ago.",
        O::StartsWith => "It starts with this, or with one of these.",
        O::EndsWith => "It ends with this, or with one of these.",
        O::Contains => "It contains this, or one of these.",
        O::Matches => "It matches this regular expression, or one of these.",
        O::AnyOf => "It holds this, or one of these.",
        O::AllOf => "It holds all of these.",
        O::NoneOf => "It holds none of these.",
        O::Present => "Whether the context carries it at all.",
        O::Not => "Not this, not one of these, or not what these operators say.",
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, about};

    #[test]
    fn every_key_of_the_format_is_explained() {
        for place in Place::ALL {
            for key in place.keys() {
                assert!(about(place, key).is_some_and(|text| text.ends_with('.')), "{place:?} {key}");
            }
        }
    }
}
