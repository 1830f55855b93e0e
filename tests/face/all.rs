//! All flags at once, and by name.

use flags::Value;

use super::*;

#[test]
fn one_flag_and_all_agree() {
    let flags = production().with(|o| o.history_days(5));
    let all = flags.all(&pro());
    assert_eq!(all.len(), Flags::NAMES.len());
    assert!(all.iter().map(|decision| &*decision.flag).eq(Flags::NAMES.iter().copied()));
    assert_eq!(all.get("new_sidebar").map(|decision| &decision.value), Some(&Value::Bool(true)));
    assert_eq!(all.get("history_days").map(|decision| &decision.value), Some(&Value::Integer(5)));
    assert!(all.get("none").is_none());
    for decision in &all {
        assert_eq!(flags.decide(&decision.flag, &pro()).as_ref(), Ok(decision));
    }
}

#[test]
fn clients_see_what_they_may() {
    let all = production().all(&pro()).for_client();
    let names: Vec<_> = all.iter().map(|decision| &*decision.flag).collect();
    assert_eq!(names, ["new_sidebar", "checkout_button"]);
}

#[test]
fn by_name() {
    let flags = production();
    let context = pro();
    let decision = flags.decide("new_sidebar", &context).expect("the flag exists");
    assert_eq!(decision.to_string(), "new_sidebar: on, because bucket 19.258 < rollout 25 %");
    assert_eq!(&*flags.decide("command_palette", &context).expect("renamed").flag, "quick_switcher");
    let unknown = flags.decide("new_sidbar", &context).expect_err("the flag does not exist");
    assert_eq!(unknown.to_string(), "unknown flag `new_sidbar`; did you mean `new_sidebar`?");
    let unknown = flags.decide("zzz", &context).expect_err("the flag does not exist");
    assert_eq!(unknown.to_string(), "unknown flag `zzz`");
}

#[cfg(feature = "serde")]
#[test]
fn all_serialises() {
    let json = serde_json::to_value(production().all(&pro()).for_client()).expect("it is JSON");
    assert_eq!(
        json["new_sidebar"],
        serde_json::json!({
            "value": true, "on": true, "reason": "rollout", "variant": null, "bucket": 19_258
        })
    );
    assert_eq!(json.as_object().map(serde_json::Map::len), Some(2));
}
