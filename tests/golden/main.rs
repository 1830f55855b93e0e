//! The golden decisions and buckets, in generated code; and for as many contexts more as one likes, that
//! the dynamic face decides the same.

#![allow(dead_code, reason = "the flags are asked by name, or all at once")]

mod buckets;
mod faces;

use std::time::SystemTime;

use flags::{Decision, Value};
use serde_json::Value as Json;

/// One test for each file: its contexts through the typed setters, its flags by name and all at once.
/// All golden files declare the same context, so one text serves them all.
macro_rules! golden {
    ($($name:ident: $toml:literal, $jsonl:literal;)+) => {
        $(#[test]
        fn $name() {
            #[flags::flags($toml)]
            pub struct Flags;

            let text = include_str!($jsonl);
            assert!(text.lines().count() >= 20, "the file lost its lines");
            let golden = text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON"));
            let golden: Vec<Json> = golden.collect();
            let mixed = faces::mix_lines(include_str!(concat!("../../", $toml)), &golden);
            for line in golden.iter().chain(&mixed) {
                let given = &line["context"];
                let roles: Option<Vec<Roles>> = list(given, "roles").map(|roles| parse_all(&roles));
                let tags = list(given, "tags");
                let time = |name| timestamp(given, name);
                let context = Context::anonymous()
                    .maybe_user(given["user"].as_str())
                    .maybe_company(given["company"].as_str())
                    .maybe_name(given["name"].as_str())
                    .maybe_country(given["country"].as_str())
                    .maybe_plan(given["plan"].as_str().map(|plan| plan.parse().expect("a plan")))
                    .maybe_device(given["device"].as_str().map(|device| device.parse().expect("a device")))
                    .maybe_roles(roles.as_deref())
                    .maybe_tags(tags.as_deref())
                    .maybe_app(given["app"].as_str())
                    .maybe_seats(given["seats"].as_i64())
                    .maybe_score(given["score"].as_f64())
                    .maybe_trial(given["trial"].as_bool())
                    .maybe_signed_up(time("signed_up"))
                    .maybe_now(time("now"));
                let environment = given["environment"].as_str().expect("each line names one");
                let flags = Flags::new(environment.parse().expect("an environment"));
                let owned = context.clone().into_owned();
                let all = flags.all(&owned);
                let count = line["decisions"].as_object().expect("each line decides").len();
                assert_eq!(all.len(), count, "a flag of {line} was not decided");
                for (id, decision) in (0..).zip(&all) {
                    check(decision, line);
                    // As the flag's method decides, by rules that are constants and without a reason.
                    let handle = flags::__private::Compiled::handle(&flags);
                    for context in [&context, &owned] {
                        assert_eq!(handle.is_on(id, context.contents.slots()), decision.on, "{}", decision.flag);
                    }
                    assert_eq!(flags.decide(&decision.flag, &context).as_ref(), Ok(decision));
                }
            }
        })+
    };
}

fn check(decision: &Decision<Value>, line: &Json) {
    let expected = &line["decisions"][&*decision.flag];
    let found = serde_json::to_value(decision).expect("decisions are JSON");
    assert_eq!(&found, expected, "{} of {}", decision.flag, line["context"]);
}

fn list<'j>(given: &'j Json, name: &str) -> Option<Vec<&'j str>> {
    let items = given[name].as_array()?;
    Some(items.iter().map(|item| item.as_str().expect("sets hold strings")).collect())
}

fn parse_all<T: std::str::FromStr<Err = flags::UnknownName>>(names: &[&str]) -> Vec<T> {
    names.iter().map(|name| name.parse().expect("a member")).collect()
}

fn timestamp(given: &Json, name: &str) -> Option<SystemTime> {
    let seconds = match &given[name] {
        Json::String(text) => flags_model::document::timestamp_from_str(text).expect("a timestamp"),
        seconds => seconds.as_i64()?,
    };
    let after = u64::try_from(seconds).expect("after 1970");
    Some(SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(after))
}

golden! {
    file_00: "crates/flags-model/tests/golden/decisions/00.toml", "../../crates/flags-model/tests/golden/decisions/00.jsonl";
    file_01: "crates/flags-model/tests/golden/decisions/01.toml", "../../crates/flags-model/tests/golden/decisions/01.jsonl";
    file_03: "crates/flags-model/tests/golden/decisions/03.toml", "../../crates/flags-model/tests/golden/decisions/03.jsonl";
    file_05: "crates/flags-model/tests/golden/decisions/05.toml", "../../crates/flags-model/tests/golden/decisions/05.jsonl";
    file_06: "crates/flags-model/tests/golden/decisions/06.toml", "../../crates/flags-model/tests/golden/decisions/06.jsonl";
    file_07: "crates/flags-model/tests/golden/decisions/07.toml", "../../crates/flags-model/tests/golden/decisions/07.jsonl";
    file_08: "crates/flags-model/tests/golden/decisions/08.toml", "../../crates/flags-model/tests/golden/decisions/08.jsonl";
    file_09: "crates/flags-model/tests/golden/decisions/09.toml", "../../crates/flags-model/tests/golden/decisions/09.jsonl";
    file_10: "crates/flags-model/tests/golden/decisions/10.toml", "../../crates/flags-model/tests/golden/decisions/10.jsonl";
    file_11: "crates/flags-model/tests/golden/decisions/11.toml", "../../crates/flags-model/tests/golden/decisions/11.jsonl";
    file_12: "crates/flags-model/tests/golden/decisions/12.toml", "../../crates/flags-model/tests/golden/decisions/12.jsonl";
    file_13: "crates/flags-model/tests/golden/decisions/13.toml", "../../crates/flags-model/tests/golden/decisions/13.jsonl";
}
