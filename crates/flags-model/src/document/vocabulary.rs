//! The words of other systems, and what they are called here.

use super::place::Place;

/// What a foreign word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// This key of the same table.
    Key(&'static str),
    /// Something that is said in another way, explained in a sentence.
    Advice(&'static str),
}

use Meaning::{Advice, Key};

/// Translates a key that this place does not have; spelling (`isEnabled`, `is-enabled`) does not count.
pub(super) fn translate_key(place: Place, key: &str) -> Option<Meaning> {
    let word: String =
        key.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let found = dictionary(place).iter().find(|(words, _)| words.contains(&word.as_str()));
    found.map(|(_, meaning)| *meaning)
}

/// Translates an operator that does not exist.
pub(super) fn translate_operator(operator: &str) -> Option<Meaning> {
    let word: String = operator.chars().filter(|letter| *letter != '_' && *letter != '-').collect();
    let found = OPERATORS.iter().find(|(words, _)| words.contains(&word.to_ascii_lowercase().as_str()));
    found.map(|(_, meaning)| *meaning)
}

type Dictionary = &'static [(&'static [&'static str], Meaning)];

const fn dictionary(place: Place) -> Dictionary {
    match place {
        Place::File => FILE,
        Place::Attribute => ATTRIBUTE,
        Place::Segment => SEGMENT,
        Place::Stage => STAGE,
        Place::Flag => FLAG,
        Place::FlagEnvironment => FLAG_ENVIRONMENT,
        Place::Rule | Place::StageRule => RULE,
        Place::AllowEntry => ALLOW_ENTRY,
        Place::Expect => EXPECT,
        Place::Retired => RETIRED,
        Place::StageEnvironment => &[],
    }
}

const FILE: Dictionary = &[
    (
        &["flag", "feature", "features", "featureflags", "toggles", "toggle", "switches", "gates"],
        Key("flags"),
    ),
    (&["attributes", "attribute", "ctx", "contexts", "user", "traits", "properties"], Key("context")),
    (&["audience", "audiences", "cohort", "cohorts", "group", "groups"], Key("segments")),
    (&["env", "envs"], Key("environments")),
    (&["phases", "lifecycle"], Key("stages")),
    (&["removed", "archived", "deleted", "tombstones"], Key("retired")),
    (&["version", "schema", "schemaversion"], Advice("the file needs no version: leave it out")),
];

const ATTRIBUTE: Dictionary = &[
    (&["values", "enum", "options", "variants", "members", "oneof", "choices", "allowed"], Key("of")),
    (&["kind", "ty", "datatype"], Key("type")),
    (&["order", "ranked", "comparable"], Key("ordered")),
    (&["iskey", "id", "primary", "identity", "targetingkey"], Key("key")),
    (&["mandatory"], Key("required")),
    (&["optional"], Advice("every attribute is optional unless it says `required = true`: leave it out")),
    (
        &["default", "fallback"],
        Advice("an attribute has no default: it is absent if the context does not carry it"),
    ),
    (&["description", "doc", "comment"], Advice("write it as a `# comment` above the attribute")),
];

const SEGMENT: Dictionary = &[
    (&["condition", "conditions", "rule", "rules", "match", "if", "constraints", "filter"], Key("when")),
    (&["included", "users", "members", "allow", "allowlist"], Key("include")),
    (&["excluded", "deny", "denylist"], Key("exclude")),
    (&["percentage", "percent", "rollout", "rolloutpercentage", "size"], Key("sample")),
    (&["seed"], Key("salt")),
    (&["bucketby", "stickiness", "hashattribute"], Key("by")),
    (&["desc", "comment", "note"], Key("description")),
];

const STAGE: Dictionary = &[
    (&["when", "rollout"], Advice("a stage decides by its rules: write it in `[[stages.rules]]`")),
    (&["rule"], Key("rules")),
    (&["id"], Key("name")),
    (&["environment", "environments"], Key("env")),
];

const FLAG: Dictionary = &[
    (
        &[
            "rolloutpercentage",
            "percentage",
            "percent",
            "rolloutpercent",
            "gradual",
            "gradualrollout",
            "traffic",
            "exposure",
        ],
        Key("rollout"),
    ),
    (&["isenabled", "active", "isactive", "on", "state", "status", "enable"], Key("enabled")),
    (
        &["disabled", "isdisabled", "off", "archived", "killed"],
        Advice("a flag is switched off with `enabled = false`"),
    ),
    (
        &[
            "dependencies",
            "dependson",
            "dependency",
            "prerequisites",
            "prerequisite",
            "parents",
            "parent",
            "needs",
        ],
        Key("requires"),
    ),
    (
        &["allowlist", "whitelist", "include", "users", "allowedusers"],
        Advice("who always gets a flag is a condition: `allow = { user = [\"…\"] }`"),
    ),
    (
        &["denylist", "blocklist", "blacklist", "block", "exclude", "blockedusers"],
        Advice("who never gets a flag is a condition: `deny = { user = [\"…\"] }`"),
    ),
    (
        &["allowedplans", "plans", "plan", "country", "countries", "roles"],
        Advice("who gets a flag is a condition: `when = { plan = [\"pro\"] }`"),
    ),
    (&["condition", "conditions", "if", "constraints", "filter", "filters", "match"], Key("when")),
    (
        &["targeting", "audience", "audiences", "segment", "segments"],
        Advice("write whom it targets as a condition: `when = { segment = \"…\" }`, or as `rules`"),
    ),
    (&["rule", "strategies", "strategy", "targets"], Key("rules")),
    (&["variations", "variation", "variant", "arms", "treatments"], Key("variants")),
    (&["offvalue", "fallback", "defaultvalue", "defaultvariant", "offvariation"], Key("default")),
    (&["value", "onvalue", "weights", "split", "distribution", "allocation"], Key("serve")),
    (&["type", "valuetype"], Advice("the type follows from `default` or `variants`: leave it out")),
    (&["key", "name", "id"], Advice("the name of a flag is that of its table: `[flags.<name>]`")),
    (&["team", "maintainer", "owners", "author", "contact"], Key("owner")),
    (&["title", "desc", "summary", "doc", "comment", "note"], Key("description")),
    (&["labels", "label", "tag", "categories", "category"], Key("tags")),
    (&["url", "ticket", "issue", "jira", "docs"], Key("link")),
    (&["createdat", "since", "date"], Key("created")),
    (
        &["expiry", "expiresat", "expire", "expiration", "expirationdate", "removeby", "sunset", "until"],
        Key("expires"),
    ),
    (&["stickiness", "bucketby", "sticky", "hashattribute", "hashby"], Key("by")),
    (&["seed"], Key("salt")),
    (&["steps", "schedule", "ramp"], Key("ladder")),
    (&["environment", "envs", "onlyin"], Key("environments")),
    (&["aliases", "alias", "oldname", "previousname", "formerly", "renamed"], Key("renamed_from")),
    (&["clientside", "public", "exposed", "frontend"], Key("client")),
    (&["phase", "lifecycle", "releasestage"], Key("stage")),
    (&["tests", "test", "assert", "asserts", "expected", "examples"], Key("expect")),
    (&["lint", "warnings"], Key("lints")),
];

const FLAG_ENVIRONMENT: Dictionary = &[
    (&["percentage", "percent", "rolloutpercentage", "traffic"], Key("rollout")),
    (&["condition", "conditions", "if", "targeting"], Key("when")),
    (&["disabled", "off"], Advice("a flag is switched off with `enabled = false`")),
    (&["value", "variant", "weights", "split"], Key("serve")),
    (&["rule", "strategies"], Key("rules")),
    (&["isenabled", "active", "on"], Key("enabled")),
];

const RULE: Dictionary = &[
    (
        &["condition", "conditions", "if", "match", "constraints", "clauses", "segment", "segments"],
        Key("when"),
    ),
    (&["percentage", "percent", "rolloutpercentage", "traffic"], Key("rollout")),
    (&["value", "variant", "variation", "then", "weights", "split"], Key("serve")),
    (
        &["enabled", "disabled", "allow", "deny"],
        Advice("a rule lets in with `rollout = 100` and keeps out with `rollout = 0`"),
    ),
    (&["id", "description", "title"], Key("name")),
    (&["else", "otherwise", "fallthrough", "onfail"], Key("on_miss")),
    (&["stickiness", "bucketby", "hashattribute"], Key("by")),
];

const ALLOW_ENTRY: Dictionary = &[
    (&["condition", "conditions", "if", "match"], Key("when")),
    (&["value", "variant", "variation", "then"], Key("serve")),
    (
        &["rollout", "percentage"],
        Advice("an entry of `allow` is for all who match: a percentage goes into `rules`"),
    ),
];

const EXPECT: Dictionary = &[
    (&["expected", "value", "result", "equals", "decision", "then"], Key("is")),
    (&["ctx", "user", "with", "given", "input"], Key("context")),
    (&["env", "environments"], Key("environment")),
];

const RETIRED: Dictionary = &[
    (&["date", "at", "removed", "when", "retired"], Key("since")),
    (&["reason", "comment", "message", "why", "description"], Key("note")),
    (&["branch", "value", "was"], Key("keep")),
];

const OPERATORS: Dictionary = &[
    (&[">", "gt", "greaterthan", "greater", "morethan", "over"], Key("above")),
    (&[">=", "gte", "ge", "min", "minimum", "greaterthanorequal", "semvergte"], Key("at_least")),
    (&["<", "lt", "lessthan", "less", "under"], Key("below")),
    (&["<=", "lte", "le", "max", "maximum", "lessthanorequal"], Key("at_most")),
    (&["=", "==", "equals", "equal", "is", "equalto"], Key("eq")),
    (&["oneof", "isoneof", "anyof", "isin"], Key("in")),
    (&["!=", "ne", "neq", "notequals", "isnot", "notequal", "notin", "nin", "except"], Key("not")),
    (&["prefix", "beginswith", "startwith"], Key("starts_with")),
    (&["suffix", "endwith"], Key("ends_with")),
    (&["includes", "substring", "has", "like"], Key("contains")),
    (&["regex", "regexp", "pattern", "match", "~"], Key("matches")),
    (&["exists", "isset", "defined", "notnull"], Key("present")),
    (&["since", "from", "notbefore"], Key("after")),
    (&["until", "notafter"], Key("before")),
    (&["withinlastdays", "lastdays", "newerthandays"], Key("within_days")),
    (&["olderthan", "morethandaysago"], Key("older_than_days")),
    (&["caseinsensitive", "icase", "nocase"], Key("ignore_case")),
    (&["missing", "absent", "isnull"], Advice("an absent attribute is asked for with `present = false`")),
    (&["between", "range"], Advice("a range is two operators: `{ at_least = 1, at_most = 10 }`")),
    (&["and"], Advice("operators of one table must all hold: write them side by side")),
    (&["or"], Advice("alternatives are a list, `attr = [a, b]`, or `any = [{ attr = … }, { attr = … }]`")),
];

#[cfg(test)]
mod tests {
    use super::{Key, OPERATORS, Place, dictionary};
    use crate::document::test::OPERATOR_WORDS;

    #[test]
    fn translations_lead_to_keys_that_exist_and_shadow_none() {
        for place in Place::ALL {
            for (words, meaning) in dictionary(place) {
                assert!(words.iter().all(|word| !place.keys().contains(word)), "{place:?} {words:?}");
                if let Key(key) = meaning
                    && place != Place::StageRule
                {
                    assert!(place.keys().contains(key), "{place:?} {key}");
                }
            }
        }
        for (words, meaning) in OPERATORS {
            assert!(
                words.iter().all(|word| OPERATOR_WORDS.iter().all(|(known, _)| known != word)),
                "{words:?}"
            );
            if let Key(key) = meaning {
                assert!(
                    *key == "ignore_case" || OPERATOR_WORDS.iter().any(|(known, _)| known == key),
                    "{key}"
                );
            }
        }
    }
}
