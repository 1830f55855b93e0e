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

/// Newer rules decide without allocating, too; and a text that is refused leaves nothing behind.
#[cfg(feature = "live")]
#[test]
fn what_is_refused_is_forgotten() {
    const TEXT: &str = include_str!("face/shop.toml");
    let flags = Flags::new(Environment::Production);
    let live = flags.live();
    live.reload(&TEXT.replace("rollout = 60", "rollout = 61")).expect("it is valid");
    let context = Context::new("user-42", "acme").plan(Plan::Pro);
    let snapshot = flags.snapshot();
    // The first look at rules that can change makes what this thread needs for it.
    let mut found = decide_all(&flags, &context);
    let deciding = measure(|| found += decide_all(&flags, &context) + decide_all(&snapshot, &context));
    assert!(found > 0);
    assert_eq!(deciding.count_total, 0);

    let huge = "# nothing\n".repeat(10 << 20);
    let bad = [
        "[flags".to_owned(),
        TEXT.replace("rollout = 60", "rollout = 600"),
        TEXT.replace("[flags.season]", "[flags.winter]"),
        TEXT.get(..TEXT.len() / 2).unwrap_or_default().to_owned(),
        format!("{TEXT}\nx = {}1{}", "[".repeat(60), "]".repeat(60)),
        format!("{TEXT}{TEXT}"),
        huge,
    ];
    for text in &bad {
        live.reload(text).expect_err("it is bad");
    }
    let refusing = measure(|| {
        for text in bad.iter().cycle().take(70) {
            live.reload(text).expect_err("it is bad");
        }
    });
    let most = refusing.bytes_max / 1024;
    println!(
        "70 bad texts, ten of 100 MiB: at most {most} KiB at once, {} bytes kept",
        refusing.bytes_current
    );
    assert_eq!(refusing.bytes_current, 0);
    assert!(refusing.bytes_max < 8 << 20, "{most} KiB for texts that are refused");
}
