//! A text that is taken, and what becomes of each flag.

use flags::live::{Outcome, Reason, Rejection, ReloadOptions, Status, Taken};

use super::{CheckoutButton, Flags, decisions, edited, pro, production};

#[test]
fn its_own_text_changes_nothing() {
    let flags = production();
    let before = decisions(&flags);
    let reload = flags.live().reload(super::TEXT).expect("it is the compiled file");
    assert_eq!((reload.taken, reload.generation, reload.revision), (Taken::New, 1, None));
    assert!(reload.flags.iter().all(|flag| flag.outcome == Outcome::Unchanged), "{reload}");
    assert_eq!(reload.flags.len(), Flags::NAMES.len());
    assert_eq!(decisions(&flags), before);
}

#[test]
fn all_clones_move_together_and_others_do_not() {
    let flags = production();
    let early = flags.clone();
    let live = flags.live();
    let (late, other) = (early.clone(), production());
    let overridden = late.with(|o| o.checkout_button(CheckoutButton::DeepRed));
    let wider = edited("rollout = 25", "rollout = 100");
    let missed = (0..1_000).map(|n| format!("u{n}")).find(|user| !flags.new_sidebar(&pro(user)));
    let context = pro(missed.as_deref().expect("there is one"));
    live.reload(&wider).expect("it is valid");
    assert!(flags.new_sidebar(&context) && early.new_sidebar(&context) && late.new_sidebar(&context));
    assert!(overridden.new_sidebar(&context));
    assert_eq!(overridden.checkout_button(&context), CheckoutButton::DeepRed);
    assert!(!other.new_sidebar(&context));
    assert_eq!((late.live().generation(), other.live().generation()), (1, 0));
    assert_eq!((late.live().status(), other.live().status()), (Status::Live, Status::Embedded));
}

#[test]
fn every_kind_of_value_moves() {
    let flags = production();
    let text = edited("serve = \"Write together\"", "serve = \"Skriv sammen\"")
        .replace("serve = 365 }", "serve = 400 }")
        .replace("max_mb = 500", "max_mb = 900")
        .replace("serve = 0.75", "serve = 0.5")
        .replace("large = 100", "large = 120")
        .replace(
            "variants = [\"control\", \"blue\", \"deep-red\"]",
            "variants = [\"control\", \"blue\", \"deep-red\"]\nserve = \"deep-red\"",
        )
        .replace("client = true\nrollout = 50", "client = true\nrollout = 100");
    flags.live().reload(&text).expect("it is valid");
    let context = pro("user-1").country("DK").trial(true).seats(20);
    assert_eq!(flags.headline(&context), "Skriv sammen");
    assert_eq!(flags.history_days(&context), 400);
    assert_eq!(flags.upload_limits(&context).max_mb, 900);
    assert!((flags.threshold(&context) - 0.5).abs() < 1e-9);
    assert_eq!(flags.page_size(&context), 120);
    assert_eq!(flags.checkout_button(&context), CheckoutButton::DeepRed);
    assert_eq!(flags.explain().checkout_button(&context).value, CheckoutButton::DeepRed);
    assert_eq!(flags.explain().headline(&context).value, "Skriv sammen");
    assert_eq!(
        flags.all(&context).get("page_size").expect("it is declared").variant.as_deref(),
        Some("large")
    );
}

#[test]
fn a_newer_file_moves_what_the_program_can_follow() {
    let flags = production();
    let text = edited("rollout = 60", "rollout = 100")
        .replace("country = \"string\"", "country = \"string\"\nregion = \"string\"")
        .replace("when = { segment = \"staff\" }", "when = { region = \"eu\" }")
        + "\n[flags.newcomer]\nenabled = true\n";
    let reload = flags.live().reload(&text).expect("a newer file is normal");
    let outcome = |name: &str| reload.flag_named(name).map(|flag| flag.outcome.clone());
    assert!(matches!(outcome("quick_switcher"), Some(Outcome::Changed(_))));
    assert_eq!(outcome("newcomer"), Some(Outcome::Ignored));
    let Some(Outcome::Kept(kept)) = outcome("staff_only") else { panic!("{reload}") };
    assert_eq!(kept.reason, Reason::Attribute("region".into()));
    assert_eq!(reload.kept().count(), 1);
    assert!(flags.staff_only(&pro("u").roles(&[super::Roles::Staff])));
    assert!(flags.quick_switcher(&pro("u")));
}

#[test]
fn what_is_refused_says_why_and_changes_nothing() {
    let flags = production();
    let before = decisions(&flags);
    let refuse = |text: &str| flags.live().reload(text).expect_err("it must be refused");
    let error = refuse(&edited("rollout = 25", "rollout = 250"));
    assert!(matches!(error.rejection(), Rejection::Invalid(_)));
    let shown = error.to_string();
    assert!(shown.contains("flags.toml: refused: one error") && shown.contains("rollout = 250"), "{shown}");
    let error = refuse(&edited("[flags.season]", "[flags.seasons]"));
    assert_eq!(error.rejection(), &Rejection::Missing(vec!["season".into()]));
    refuse("");
    refuse("not toml");
    assert!(matches!(
        flags
            .live()
            .reload_with(super::TEXT, &ReloadOptions { require_seal: true, ..ReloadOptions::default() })
            .expect_err("it has no seal")
            .rejection(),
        Rejection::Unsealed
    ));
    assert_eq!(decisions(&flags), before);
    assert_eq!((flags.live().generation(), flags.live().status()), (0, Status::Embedded));
}

#[test]
fn a_refusal_without_a_mistake_says_why() {
    let message = Rejection::Invalid(Vec::new()).to_string();
    assert_eq!(message, "too many flags would have to keep their rules for the others to move");
    let message = Rejection::Unsealed.to_string();
    assert_eq!(message, "the text has no seal, and must have one: seal it with `cargo flags seal`");
}

/// What a program is told can be named without the crates behind this one.
#[test]
fn every_type_of_a_report_has_a_name() {
    use flags::live::{Class, Code, Diagnostic, Percent, Span};
    let flags = production();
    let changed: fn(&Outcome) -> Option<Class> =
        |it| if let Outcome::Changed(class) = it { *class } else { None };
    let reload = flags.live().reload(&edited("rollout = 60", "rollout = 70")).expect("it is valid");
    assert_eq!(reload.flags.iter().find_map(|flag| changed(&flag.outcome)), Some(Class::Safe));
    let error = flags.live().reload(&edited("rollout = 60", "rollout = 160")).expect_err("it is wrong");
    let Rejection::Invalid(diagnostics) = error.rejection() else { panic!("{error}") };
    let [Diagnostic { code: Code::BadPercentage, span: Span { start, .. }, .. }] = &diagnostics[..] else {
        panic!("{error}")
    };
    assert_eq!(super::TEXT.find("rollout = 60").map(|at| at + "rollout = ".len()), Some(*start));
    assert_ne!(Taken::HeldBack { apply: Percent(10_000) }, Taken::New);
}
