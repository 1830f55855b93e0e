//! Every type of attribute and every kind of value.
#![deny(warnings, missing_docs)]
#![forbid(unsafe_code, unused_imports)]

/// The flags.
#[flags::flags("./every_type.toml")]
pub struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let context = Context::new(42, "acme").plan(Plan::ProPlus).roles(&[Roles::Admin, Roles::None]);
    let context = context.labels(&["x"]).country("DK").seats(3).activity(0.5).trial(true).app("4.2");
    let context = context.signed_up(std::time::SystemTime::UNIX_EPOCH).signed_up_unix(3).now_unix(4);
    assert!(!flags.every_attribute(&context));
    assert_eq!(flags.variants(&context).as_str().len(), 1);
    assert_eq!((flags.integer(&context), flags.named(&context)), (i64::MAX, 2));
    assert!(flags.float(&context) > 2.0);
    assert_eq!(flags.text(&context), "tab\t quote\" unicode \u{e9} null \0 brace {}");
    let table = flags.table(&context);
    assert_eq!((table.width, table.ratio > 0.9, &*table.title), (10, true, "x"));
    assert!(flags.in_a_stage(&context));
}
