//! Names, enums, metadata.

use std::collections::HashSet;

use flags::FlagKind;

use super::*;

#[test]
fn enums_are_read_and_written() {
    assert_eq!("deep-red".parse(), Ok(CheckoutButton::DeepRed));
    assert_eq!("production".parse(), Ok(Environment::Production));
    assert_eq!(Device::WebApp.as_str(), "web-app");
    assert_eq!(format!("{:>8}", Plan::Pro), "     pro");
    assert!(Plan::Free < Plan::Pro && Plan::Pro < Plan::Enterprise);
    assert_eq!(Plan::ALL.iter().collect::<HashSet<_>>().len(), 3);
    assert_eq!(const { Plan::Pro.as_str() }, "pro");
}

#[test]
fn unknown_names_say_what_is_legal() {
    let unknown = "prodution".parse::<Environment>().expect_err("it is none");
    assert_eq!(
        unknown.to_string(),
        "unknown environment `prodution`: expected one of development, production; did you mean `production`?"
    );
    let unknown = "gold".parse::<Plan>().expect_err("it is none");
    assert_eq!(
        (unknown.what, &*unknown.given, unknown.legal),
        ("plan", "gold", &["free", "pro", "enterprise"][..])
    );
}

#[test]
fn what_the_build_suggests_is_suggested() {
    let unknown = "por".parse::<Plan>().expect_err("it is none");
    assert!(unknown.to_string().ends_with("; did you mean `pro`?"), "{unknown}");
}

#[test]
fn a_handle_may_be_a_static() {
    static FLAGS: Flags = Flags::new(Environment::Production);
    assert!(FLAGS.core_redesign(&pro()));
    assert!(!FLAGS.query_inspector(&pro()));
}

#[test]
fn debug_names_the_struct() {
    let flags = production().with(|o| o.core_redesign(false));
    assert_eq!(
        format!("{flags:?}"),
        r#"Flags { environment: "production", overrides: ["core_redesign"], .. }"#
    );
    assert!(!format!("{:?}", Flags::METADATA).contains("__"));
}

#[test]
fn metadata_says_what_the_file_says() {
    assert_eq!(Flags::NAMES.len(), Flags::METADATA.len());
    assert!(Flags::METADATA.iter().map(|flag| flag.name).eq(Flags::NAMES.iter().copied()));
    let flag = |name| Flags::METADATA.iter().find(|flag| flag.name == name).expect("it is declared");
    let sidebar = flag("new_sidebar");
    assert_eq!(sidebar.description, Some("The collapsible sidebar"));
    assert_eq!((sidebar.owner, sidebar.client), (Some("navigation"), true));
    assert_eq!(sidebar.tags, ["navigation", "redesign"]);
    assert_eq!((sidebar.created, sidebar.expires), (Some("2026-09-14"), Some("2027-06-30")));
    let line = include_str!("shop.toml").lines().nth(sidebar.line as usize - 1);
    assert_eq!(line, Some("[flags.new_sidebar]"));
    assert_eq!(flag("quick_switcher").old_name, Some("command_palette"));
    assert_eq!(flag("checkout_button").variants, ["control", "blue", "deep-red"]);
    assert_eq!(
        (flag("checkout_button").kind, flag("instant_export").kind),
        (FlagKind::Experiment, FlagKind::Ops)
    );
}
