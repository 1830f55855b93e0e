//! Overrides, and what a handle is.

use flags::{Reason, Text};

use super::*;

#[test]
fn overrides_do_not_leak() {
    let flags = production();
    let tested = flags.with(|o| o.new_sidebar(false).instant_export(true));
    assert!(!tested.new_sidebar(&pro()) && tested.instant_export(&pro()));
    assert!(flags.new_sidebar(&pro()) && !flags.instant_export(&pro()));
    assert!(!tested.clone().new_sidebar(&pro()) && !tested.snapshot().new_sidebar(&pro()));
    let threads: Vec<_> = (0..8)
        .map(|number| {
            std::thread::spawn(move || {
                let flags = production().with(|o| o.history_days(number));
                (0..1_000).all(|_| flags.history_days(&pro()) == number)
            })
        })
        .collect();
    assert!(threads.into_iter().all(|thread| thread.join().expect("deciding does not panic")));
}

#[test]
fn overrides_are_layered() {
    let flags = production().with(|o| o.new_sidebar(false).history_days(1));
    let flags = flags.with(|o| o.history_days(2));
    assert!(!flags.new_sidebar(&pro()));
    assert_eq!(flags.history_days(&pro()), 2);
    let shown = format!("{flags:?}");
    assert!(shown.contains("new_sidebar") && shown.contains("history_days") && shown.contains("production"));
}

#[test]
fn each_kind_can_be_overridden() {
    let limits = UploadLimits { max_mb: 1, ratio: 2.5, title: Text::from("tiny") };
    let flags = production().with(|o| {
        o.checkout_button(CheckoutButton::DeepRed)
            .threshold(0.125)
            .headline(Text::from("Hello"))
            .upload_limits(limits.clone())
            .page_size(7)
    });
    let explain = flags.explain();
    assert_eq!(flags.checkout_button(&pro()), CheckoutButton::DeepRed);
    assert_eq!(explain.checkout_button(&pro()).variant.as_deref(), Some("deep-red"));
    assert_eq!(flags.threshold(&pro()).to_bits(), 0.125_f64.to_bits());
    assert_eq!(flags.headline(&pro()), "Hello");
    assert_eq!(flags.upload_limits(&pro()), limits);
    assert_eq!(explain.upload_limits(&pro()).value, limits);
    assert_eq!((flags.page_size(&pro()), explain.page_size(&pro()).variant), (7, None));
    assert_eq!(explain.page_size(&pro()).reason, Reason::Override);
    // What is not overridden is decided as before.
    assert_eq!(flags.history_days(&pro()), 365);
}

#[test]
fn overridden_is_on_if_it_differs_from_off() {
    let on = |flags: &Flags| {
        let explain = flags.explain();
        [
            explain.checkout_button(&pro()).on,
            explain.history_days(&pro()).on,
            explain.upload_limits(&pro()).on,
            explain.page_size(&pro()).on,
        ]
    };
    let standard = UploadLimits { max_mb: 25, ratio: 0.5, title: "Standard".into() };
    let off = production().with(|o| {
        o.checkout_button(CheckoutButton::Control).history_days(30).upload_limits(standard).page_size(40)
    });
    assert_eq!(on(&off), [false; 4]);
    let large = UploadLimits { max_mb: 26, ratio: 0.5, title: "Standard".into() };
    let flags = production().with(|o| {
        o.checkout_button(CheckoutButton::Blue).history_days(31).upload_limits(large).page_size(100)
    });
    assert_eq!(on(&flags), [true; 4]);
}

#[test]
fn requirements_see_overrides() {
    let flags = production().with(|o| o.checkout_button(CheckoutButton::Blue).page_size(100));
    assert!(flags.blue_receipts(&pro()) && flags.large_pages(&pro()));
    assert_eq!(flags.explain().page_size(&pro()).variant.as_deref(), Some("large"));
    let flags = production().with(|o| o.checkout_button(CheckoutButton::Control).page_size(20));
    assert!(!flags.blue_receipts(&pro()) && !flags.large_pages(&pro()));
}

#[test]
fn a_handle_is_small_and_goes_anywhere() {
    fn goes_anywhere<T: Clone + Send + Sync + std::fmt::Debug + 'static>() {}
    goes_anywhere::<Flags>();
    goes_anywhere::<Context<'static>>();
    assert!(size_of::<Flags>() <= 2 * size_of::<usize>());
}

#[test]
fn a_text_overrides() {
    let text = "new_sidebar=off, checkout_button = deep-red,page_size=large,history_days=-7,threshold=0.25,\
                headline=Hej alle,command_palette,";
    let flags = flags::override_from(&production(), text).expect("it is well written");
    let context = pro();
    assert!(!flags.new_sidebar(&context) && flags.quick_switcher(&context));
    assert_eq!(flags.checkout_button(&context), CheckoutButton::DeepRed);
    assert_eq!((flags.page_size(&context), flags.history_days(&context)), (100, -7));
    assert!(flags.large_pages(&context), "who requires the named value sees it");
    assert_eq!(flags.headline(&context), "Hej alle");
    assert!((flags.threshold(&context) - 0.25).abs() < 1e-9);
}

#[test]
fn a_text_does_not_revive_what_is_killed() {
    let context = pro();
    let flags = flags::override_from(&production(), "instant_export=on").expect("it exists");
    assert!(!flags.instant_export(&context));
    assert_eq!(flags.explain().instant_export(&context).reason, Reason::Disabled);
    assert!(production().with(|o| o.instant_export(true)).instant_export(&context), "code does");
}

#[test]
fn all_mistakes_of_a_text_are_told_at_once() {
    let text = "new_sidbar=on,checkout_button=blu,new_sidebar=maybe,history_days=many,threshold=NaN,\
                upload_limits=big,page_size=huge";
    let error = flags::override_from(&production(), text).expect_err("nothing in it is right");
    assert_eq!(
        error.to_string(),
        "overrides: unknown flag `new_sidbar`; did you mean `new_sidebar`?\n\
         overrides: `checkout_button=blu`: expected one of control, blue, deep-red; did you mean `blue`?\n\
         overrides: `new_sidebar=maybe`: expected `on` or `off`\n\
         overrides: `history_days=many`: expected a whole number\n\
         overrides: `threshold=NaN`: expected a number\n\
         overrides: `upload_limits=big`: expected nothing: a table cannot be written here, override it in code \
         with `with`\n\
         overrides: `page_size=huge`: expected one of small, medium, large"
    );
}
