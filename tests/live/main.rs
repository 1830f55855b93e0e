//! Rules that change while the program runs.

mod affected;
mod bad;
mod kills;
mod panics;
mod reload;
mod revisions;
mod snapshots;
mod subscribe;

#[flags::flags("tests/face/shop.toml")]
pub struct Flags;

/// The text that the program was compiled with.
const TEXT: &str = include_str!("../face/shop.toml");

fn production() -> Flags {
    Flags::new(Environment::Production)
}

fn pro(user: &str) -> Context<'_> {
    Context::new(user, "acme").plan(Plan::Pro)
}

/// The text with one thing changed.
fn edited(old: &str, new: &str) -> String {
    assert!(TEXT.contains(old), "{old}");
    TEXT.replace(old, new)
}

/// What every flag decides for some people, as text.
fn decisions(flags: &Flags) -> String {
    let all = (0..20).map(|number| flags.all(&pro(&format!("user-{number}")).seats(12).country("DK")));
    format!("{:#?}", all.collect::<Vec<_>>())
}
