//! Methods and their explanations.

use flags::Reason;

use super::*;

#[test]
fn the_sentence_of_the_readme() {
    let decision = production().explain().new_sidebar(&pro());
    assert_eq!(decision.to_string(), "new_sidebar: on, because bucket 19.258 < rollout 25 %");
    assert!(decision.value && decision.on);
    assert_eq!((decision.reason, decision.bucket), (Reason::Rollout, Some(19_258)));
    let steps: Vec<_> = decision.trace.steps.iter().map(|step| step.what.as_str()).collect();
    assert!(steps.contains(&"plan is pro or enterprise"), "{steps:?}");
}

#[test]
fn methods_agree_with_their_explanations() {
    let flags = production();
    let explain = flags.explain();
    for number in 0..200 {
        let user = format!("user-{number}");
        let context = Context::new(&user, "acme").plan(Plan::ALL[number % 3]).seats(7).trial(number % 2 == 0);
        assert_eq!(flags.new_sidebar(&context), explain.new_sidebar(&context).value);
        assert_eq!(flags.checkout_button(&context), explain.checkout_button(&context).value);
        assert_eq!(flags.history_days(&context), explain.history_days(&context).value);
        assert_eq!(flags.threshold(&context).to_bits(), explain.threshold(&context).value.to_bits());
        assert_eq!(flags.headline(&context), explain.headline(&context).value);
        assert_eq!(flags.upload_limits(&context), explain.upload_limits(&context).value);
        assert_eq!(flags.page_size(&context), explain.page_size(&context).value);
    }
}

#[test]
fn every_kind_of_value() {
    let flags = production();
    assert_eq!(flags.history_days(&pro()), 365);
    assert_eq!(flags.history_days(&pro().plan(Plan::Enterprise)), 3_650);
    assert_eq!(flags.history_days(&pro().plan(Plan::Free)), 30);
    assert_eq!(flags.threshold(&pro().trial(true)).to_bits(), 0.75_f64.to_bits());
    assert_eq!(flags.headline(&pro().country("NO")), "Write together");
    assert_eq!(flags.headline(&pro().country("SE")), "Welcome");
    let large = UploadLimits { max_mb: 500, ratio: 0.5, title: flags::Text::from_static("Large") };
    assert_eq!(flags.upload_limits(&pro()), large);
    assert_eq!(flags.page_size(&pro().seats(11)), 100);
    assert_eq!(flags.page_size(&pro().seats(10)), 40);
}

#[test]
fn variants_are_shared_out() {
    let flags = production();
    let mut counts = [0_u32; 3];
    for number in 0..3_000 {
        let user = format!("user-{number}");
        let decision = flags.explain().checkout_button(&Context::new(&user, "acme"));
        assert_eq!(decision.variant.as_deref(), Some(decision.value.as_str()));
        let index = CheckoutButton::ALL.iter().position(|button| *button == decision.value);
        counts[index.expect("every variant is in ALL")] += 1;
    }
    // Half are off, which is the first variant; a third of the others have it too.
    assert!((1_900..2_100).contains(&counts[0]), "{counts:?}");
    assert!((440..560).contains(&counts[1]) && (440..560).contains(&counts[2]), "{counts:?}");
}

#[test]
fn environments_differ() {
    let development = Flags::new(Environment::Development);
    assert!(development.query_inspector(&pro()));
    assert!(!production().query_inspector(&pro()));
    assert_eq!(production().explain().query_inspector(&pro()).reason, Reason::Environment);
}

#[test]
fn the_kill_switch_and_requirements() {
    assert_eq!(production().explain().instant_export(&pro()).reason, Reason::Disabled);
    let flags = production().with(|o| o.core_redesign(false));
    assert!(!flags.new_sidebar(&pro()));
    assert_eq!(flags.explain().new_sidebar(&pro()).reason.to_string(), "requires(core_redesign)");
}

#[test]
#[allow(deprecated, reason = "the old method is what is tested")]
fn the_old_method_of_a_renamed_flag_stays() {
    for number in 0..100 {
        let user = format!("user-{number}");
        let context = Context::new(&user, "acme");
        assert_eq!(production().command_palette(&context), production().quick_switcher(&context));
    }
    assert!(!production().with(|o| o.command_palette(false)).quick_switcher(&pro()));
    assert_eq!(&*production().explain().command_palette(&pro()).flag, "quick_switcher");
}
