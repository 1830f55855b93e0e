//! Contexts: each type of attribute, what is left out, what is owned.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::*;

#[test]
fn each_type_of_attribute_arrives() {
    let flags = production();
    assert!(flags.labelled(&pro().labels(&["alpha"]).device(Device::WebApp)));
    assert!(!flags.labelled(&pro().labels(&[]).device(Device::WebApp)));
    assert!(flags.staff_only(&pro().roles(&[Roles::Member, Roles::Staff])));
    assert!(!flags.staff_only(&pro().roles(&[Roles::Admin])));
    assert!(flags.active(&pro().activity(1.0)));
    assert!(!flags.active(&pro().activity(0.99)));
    let recently = SystemTime::now() - Duration::from_secs(3 * 86_400);
    assert!(flags.recent(&pro().signed_up(recently).app("4.10")));
    assert!(!flags.recent(&pro().signed_up(recently).app("4.1.9")));
    assert!(!flags.recent(&pro().signed_up_unix(0).app("4.10")));
}

#[test]
fn now_is_what_the_context_says() {
    let flags = production();
    // 2026-12-24 and 2026-11-24
    assert!(flags.season(&pro().now_unix(1_798_070_400)));
    assert!(!flags.season(&pro().now_unix(1_795_478_400)));
    assert!(flags.season(&pro().now(UNIX_EPOCH + Duration::from_secs(1_798_070_400))));
    assert!(flags.season(&pro().maybe_now(None).maybe_now_unix(Some(1_798_070_400))));
}

#[test]
fn what_is_no_value_is_absent() {
    let flags = production();
    let reason = |context: &Context<'_>| flags.explain().active(context).reason.to_string();
    assert_eq!(reason(&pro().activity(f64::NAN)), "missing(activity)");
    let empty = Context::new("", "acme").plan(Plan::Pro);
    assert_eq!(flags.explain().new_sidebar(&empty).reason.to_string(), "missing(user)");
    let recent = pro().signed_up(SystemTime::now()).app("four");
    assert_eq!(flags.explain().recent(&recent).reason.to_string(), "missing(app)");
}

#[test]
fn none_takes_back() {
    let flags = production();
    assert!(flags.new_sidebar(&pro().maybe_plan(Some(Plan::Enterprise))));
    assert!(!flags.new_sidebar(&pro().maybe_plan(None)));
    assert!(!flags.new_sidebar(&pro().maybe_user(None)));
}

#[test]
fn anonymous_contexts_have_no_key() {
    let context = Context::anonymous("acme").plan(Plan::Pro);
    assert_eq!(production().explain().new_sidebar(&context).reason.to_string(), "missing(user)");
    assert!(production().core_redesign(&context));
}

#[test]
fn owned_contexts_outlive_what_they_were_made_of() {
    fn make() -> Context<'static> {
        let user = String::from("user-42");
        let labels = [String::from("beta")];
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        let context = Context::new(&user, "acme").plan(Plan::Pro).labels(&labels).app("4.2");
        context.device(Device::WebApp).into_owned()
    }
    let context = make();
    assert!(production().new_sidebar(&context));
    assert!(production().labelled(&context));
    let other = std::thread::spawn(move || production().labelled(&context));
    assert!(other.join().expect("deciding does not panic"));
}

#[test]
fn owned_contexts_can_be_changed_cloned_and_owned_again() {
    let owned = {
        let labels = [String::from("beta")];
        let labels: Vec<&str> = labels.iter().map(String::as_str).collect();
        Context::new(&String::from("user-42"), "acme").labels(&labels).app("4.2").into_owned()
    };
    let other = owned.clone().user("user-7").labels(&["gamma"]).device(Device::WebApp).into_owned();
    let (flags, owned) = (production(), owned.device(Device::WebApp));
    assert!(flags.labelled(&owned) && !flags.labelled(&other));
    assert!(flags.explain().labelled(&owned).trace.to_string().contains("[beta]"));
    let device = "workspace: \"acme\", device: web-app";
    assert_eq!(
        format!("{owned:?}"),
        format!("Context {{ user: \"user-42\", {device}, labels: [\"beta\"], app: \"4.2\" }}")
    );
    drop(owned);
    assert_eq!(
        format!("{other:?}"),
        format!("Context {{ user: \"user-7\", {device}, labels: [\"gamma\"], app: \"4.2\" }}")
    );
}

#[test]
fn debug_shows_what_is_there_by_name() {
    let context = pro().roles(&[Roles::Admin, Roles::Staff]).seats(3).signed_up_unix(86_400);
    assert_eq!(
        format!("{context:?}"),
        "Context { user: \"user-42\", workspace: \"acme\", plan: pro, roles: [\"admin\", \"staff\"], seats: 3, \
         signed_up: 1970-01-02 }"
    );
}
