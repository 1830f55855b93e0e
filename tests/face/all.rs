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
    assert_eq!(all.get("command_palette"), all.get("quick_switcher"));
    assert!(all.get("quick_switcher").is_some() && all.get("none").is_none());
    for decision in &all {
        assert_eq!(flags.decide(&decision.flag, &pro()).as_ref(), Ok(decision));
    }
}

#[test]
fn clients_see_what_they_may() {
    let all = production().all(&pro()).for_client();
    let names: Vec<_> = all.iter().map(|decision| &*decision.flag).collect();
    assert_eq!(names, ["new_sidebar", "checkout_button"]);
    assert!(all.get("command_palette").is_none(), "an old name opens no door");
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

#[test]
fn what_requests_send_is_answered_briefly_and_soon() {
    let flags = production();
    let unknown = flags.decide(&"å".repeat(100_000), &pro()).expect_err("the flag does not exist");
    assert_eq!(unknown.to_string(), format!("unknown flag `{}…`", "å".repeat(64)));
    let unknown = "å".repeat(65).parse::<Plan>().expect_err("it is none");
    assert_eq!(
        unknown.to_string(),
        format!("unknown plan `{}…`: expected one of free, pro, enterprise", "å".repeat(64))
    );
}

#[cfg(feature = "serde")]
#[test]
fn clients_hear_no_reasons() {
    // `new_sidebar` requires a flag that is not for clients.
    let flags = production().with(|o| o.core_redesign(false));
    let all = flags.all(&pro());
    assert_eq!(
        all.get("new_sidebar").map(|it| it.reason.to_string()),
        Some("requires(core_redesign)".into())
    );
    let json = serde_json::to_value(all.for_client()).expect("it is JSON");
    assert_eq!(
        json,
        serde_json::json!({
            "new_sidebar": { "value": false, "variant": null },
            "checkout_button": { "value": "blue", "variant": "blue" },
        })
    );
}

#[cfg(feature = "serde")]
#[test]
fn typed_decisions_serialise_as_named_ones() {
    let (flags, context) = (production(), pro());
    let explain = flags.explain();
    let typed = [
        serde_json::to_value(explain.new_sidebar(&context)),
        serde_json::to_value(explain.checkout_button(&context)),
        serde_json::to_value(explain.upload_limits(&context)),
        serde_json::to_value(explain.page_size(&context)),
    ];
    for (typed, name) in
        typed.into_iter().zip(["new_sidebar", "checkout_button", "upload_limits", "page_size"])
    {
        let named = serde_json::to_value(flags.decide(name, &context).expect("it exists"));
        assert_eq!(typed.expect("it is JSON"), named.expect("it is JSON"), "{name}");
    }
    let limits = serde_json::to_value(flags.upload_limits(&context)).expect("it is JSON");
    assert_eq!(limits, serde_json::json!({ "max_mb": 500, "ratio": 0.5, "title": "Large" }));
    assert_eq!(
        serde_json::to_value([Environment::Production]).expect("it is JSON"),
        serde_json::json!(["production"])
    );
    assert_eq!(serde_json::to_value(Device::WebApp).expect("it is JSON"), "web-app");
}

#[cfg(feature = "serde")]
#[test]
fn all_serialises() {
    let json = serde_json::to_value(production().all(&pro())).expect("it is JSON");
    assert_eq!(
        json["new_sidebar"],
        serde_json::json!({
            "value": true, "on": true, "reason": "rollout", "variant": null, "bucket": 19_258
        })
    );
    assert_eq!(json.as_object().map(serde_json::Map::len), Some(Flags::NAMES.len()));
}
