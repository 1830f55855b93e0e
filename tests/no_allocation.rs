//! Deciding does not allocate. A binary of its own, because the allocator of a program is one.

use allocation_counter::measure;

#[flags::flags("./face/shop.toml")]
pub struct Flags;

fn decide_all(flags: &Flags, context: &Context<'_>) -> usize {
    let bools = [
        flags.core_redesign(context),
        flags.new_sidebar(context),
        flags.instant_export(context),
        flags.query_inspector(context),
        flags.quick_switcher(context),
        flags.blue_receipts(context),
        flags.large_pages(context),
        flags.labelled(context),
        flags.recent(context),
        flags.active(context),
        flags.staff_only(context),
        flags.season(context),
    ];
    bools.iter().filter(|on| **on).count()
        + flags.checkout_button(context).as_str().len()
        + usize::from(flags.history_days(context) > 30)
        + usize::from(flags.threshold(context) > 0.8)
        + flags.headline(context).len()
        + flags.upload_limits(context).title.len()
        + usize::from(flags.page_size(context) > 40)
}

#[test]
fn the_counter_counts() {
    assert_eq!(measure(|| drop(std::hint::black_box(Box::new(1)))).count_total, 1);
}

#[test]
fn contexts_and_decisions_do_not_allocate() {
    let flags = Flags::new(Environment::Production);
    let overridden = flags.with(|o| o.headline("Hello".into()).new_sidebar(true));
    // What a handle shares with its clones is made once.
    let clone = flags.clone();
    let mut found = 0;
    let allocations = measure(|| {
        let context = Context::new("user-42", "acme").plan(Plan::Pro).labels(&["beta", "new"]).app("4.2.0");
        let context = context.roles(&[Roles::Staff]).country("DK").activity(1.5).seats(12).trial(true);
        found += decide_all(&flags, &context.signed_up_unix(1_798_070_400));
        found += decide_all(&clone, &Context::anonymous("acme"));
        found += decide_all(&overridden, &Context::new("user-7", "acme"));
    });
    assert!(found > 0);
    assert_eq!(allocations.count_total, 0);
}
