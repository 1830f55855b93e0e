//! Kill switches: they work for every flag and every kind of rule, whatever the rules say.

use std::collections::{HashMap, HashSet};

use flags::Reason;
use flags::live::Taken;
use flags_model::model::{Graph, Item, Percent};
use flags_model::reload::seal;

use super::{CheckoutButton, edited, pro, production};

#[allow(dead_code, reason = "its flags are asked for by name")]
mod storefront {
    #[flags::flags("examples/storefront/flags.toml")]
    pub struct Flags;
}

#[test]
fn every_flag_of_a_large_file_can_be_killed() {
    use storefront::{Context, Environment, Flags, Plan, Roles};
    let asked_about = asked_about();
    for environment in ["development", "staging", "production"] {
        let environment: Environment = environment.parse().expect("it is declared");
        let flags = Flags::new(environment);
        let users: Vec<String> = (0..60).map(|number| format!("u-{number:04}")).collect();
        let context = |user: &'static str| Context::new(user);
        let users: Vec<&'static str> = users.into_iter().map(|user| &*user.leak()).collect();
        let people: Vec<Context<'static>> = users
            .iter()
            .enumerate()
            .map(|(at, user)| {
                let person =
                    context(user).country("DK").orders(30).rating(4.5).company("acme").trial(at % 2 == 0);
                match at % 3 {
                    0 => person.plan(Plan::Free),
                    1 => person.plan(Plan::Enterprise).roles(&[Roles::Staff]).app("9.0.0"),
                    _ => person.plan(Plan::Pro).roles(&[Roles::Owner]).labels(&["reviewer"]),
                }
            })
            .collect();
        let before: Vec<_> = people.iter().map(|person| flags.all(person)).collect();
        for (number, name) in Flags::NAMES.iter().enumerate() {
            let report = flags.live().set_kills(name);
            assert_eq!(report.killed, [*name]);
            for (person, before) in people.iter().zip(&before) {
                let now = flags.all(person);
                let killed = now.get(name).expect("it is declared");
                assert!(!killed.on && killed.reason == Reason::Disabled, "{killed}");
                for (old, new) in before.iter().zip(&now).filter(|(old, _)| *old.flag != **name) {
                    // Who asks about the killed one may follow; nobody else moves.
                    let asks = asked_about[&*new.flag].contains(*name);
                    assert!(old.value == new.value || asks, "{name} moved {}: {old} → {new}", new.flag);
                    if matches!(&new.reason, Reason::Requires(required) if required == name) {
                        assert!(!new.on);
                    }
                }
            }
            assert_eq!(flags.live().generation(), 2 * number as u64 + 1);
            flags.live().set_kills("");
            let after: Vec<_> = people.iter().map(|person| flags.all(person)).collect();
            assert_eq!(after, before, "reviving {name}");
        }
    }
}

/// For each flag by name, the flags that it asks about, directly or through others, segments or stages.
fn asked_about() -> HashMap<String, HashSet<String>> {
    let text = include_str!("../../examples/storefront/flags.toml");
    let model = flags_model::load(text).model.expect("the file is valid");
    let graph = Graph::of(&model);
    let asked = |id: usize| {
        let mut open = vec![Item::Flag(id)];
        let mut seen = Vec::new();
        while let Some(item) = open.pop() {
            for edge in graph.edges(item).iter().filter(|edge| !seen.contains(&edge.to)).collect::<Vec<_>>() {
                seen.push(edge.to);
                open.push(edge.to);
            }
        }
        let name = |item| if let Item::Flag(id) = item { Some(model.flags[id].name.clone()) } else { None };
        seen.into_iter().filter_map(name).collect()
    };
    model.flags.iter().enumerate().map(|(id, flag)| (flag.name.clone(), asked(id))).collect()
}

#[test]
fn a_kill_survives_new_rules_and_works_while_rules_are_refused() {
    let flags = production();
    let live = flags.live();
    live.set_kills("core_redesign # it flickers\n");
    assert!(!flags.core_redesign(&pro("u")));
    assert!(!flags.new_sidebar(&pro("user-42")), "who requires it follows");
    live.reload(&edited("rollout = 25", "rollout = 100")).expect("it is valid");
    assert!(!flags.core_redesign(&pro("u")) && !flags.new_sidebar(&pro("u")));
    live.reload("[flags").expect_err("it is no TOML");
    live.set_kills("core_redesign\nseason\n");
    assert_eq!(live.killed(), ["core_redesign", "season"]);
    live.set_kills("");
    assert!(flags.core_redesign(&pro("u")) && flags.new_sidebar(&pro("u")));
}

#[test]
fn old_and_future_names_kill_too() {
    let flags = production();
    let live = flags.live();
    let report = live.set_kills("command_palette\nunheard_of\n");
    assert_eq!(report.killed, ["quick_switcher"]);
    assert_eq!(report.unknown, ["unheard_of"]);
    // A newer file renames a flag: kill lists that use the new name still work here.
    let renamed = edited("[flags.season]", "[flags.unheard_of]\nrenamed_from = \"season\"");
    let reload = live.reload(&renamed).expect("it is valid");
    assert_eq!(live.killed(), ["quick_switcher", "season"]);
    assert_eq!(reload.killed, ["season"]);
    assert!(reload.to_string().contains("\n  season: killed; the kill list has a name of it"), "{reload}");
    assert_eq!(live.set_kills("unheard_of").revived, ["quick_switcher"]);
}

#[test]
fn a_name_that_a_text_gave_kills_whatever_texts_come() {
    let flags = production();
    let live = flags.live();
    live.set_kills("unheard_of");
    let renamed = edited("[flags.season]", "[flags.unheard_of]\nrenamed_from = \"season\"");
    live.reload(&renamed).expect("it is valid");
    // The next file has the old name only: nobody who reads the list would say that the kill is over.
    let reload = live.reload(super::TEXT).expect("it is valid");
    assert_eq!((live.killed(), reload.killed), (vec!["season"], Vec::new()));
    assert!(!flags.season(&pro("u")));
    assert_eq!(live.set_kills("unheard_of").unknown, Vec::<String>::new());
    assert_eq!(live.set_kills("").revived, ["season"]);
}

#[test]
fn a_kill_by_a_future_name_waits_for_no_share() {
    let flags = production();
    let live = flags.live();
    live.set_kills("unheard_of");
    let renamed = edited("[flags.season]", "[flags.unheard_of]\nrenamed_from = \"season\"");
    let reload = live.reload(&seal(&renamed, 4, Some(Percent(0)))).expect("it is valid");
    assert!(matches!(reload.taken, Taken::HeldBack { .. }));
    assert_eq!((reload.killed, live.revision()), (vec!["season"], None));
    assert!(!flags.season(&pro("u")));
}

#[test]
fn a_damaged_list_only_adds() {
    let flags = production();
    let live = flags.live();
    live.set_kills("season\n");
    let report = live.set_kills(b"core_redesign\n\xff\xfe\nnot a name\n");
    assert_eq!(report.killed, ["core_redesign", "season"]);
    assert_eq!(report.faults.len(), 2);
    assert!(report.to_string().contains("line 2 is not UTF-8"), "{report}");
    assert_eq!(live.set_kills("core_redesign").killed, ["core_redesign"]);
}

#[test]
fn an_override_in_code_is_above_a_kill_and_one_from_outside_is_not() {
    let flags = production().with(|o| o.season(true));
    flags.live().set_kills("season");
    assert!(flags.season(&pro("u")));
    let outside = "season=on,checkout_button=deep-red,history_days=7,page_size=large";
    let flags = flags::override_from(&production(), outside).expect("it is well written");
    let (context, live) = (pro("u"), flags.live());
    assert!(flags.season(&context) && flags.large_pages(&context));
    live.set_kills("season\ncheckout_button\nhistory_days\npage_size\n");
    let (button, days) = (flags.checkout_button(&context), flags.history_days(&context));
    assert_eq!((flags.season(&context), button, days), (false, CheckoutButton::Control, 30));
    assert!(!flags.large_pages(&context), "who requires the named value sees the kill");
    let explained = flags.explain();
    assert_eq!(explained.history_days(&context).value, 30);
    assert_eq!(explained.season(&context).reason.to_string(), "disabled");
    live.set_kills("# nothing is killed\n");
    assert_eq!((flags.season(&context), flags.history_days(&context)), (true, 7));
}
