//! The Rust face of a file: what generated code does when it runs.

mod all;
mod contexts;
mod decisions;
mod desks;
mod names;
mod overrides;
#[cfg(feature = "regex")]
mod reference;

#[flags::flags("./shop.toml")]
pub struct Flags;

/// A user of a plan that most flags want.
fn pro() -> Context<'static> {
    Context::new("user-42", "acme").plan(Plan::Pro)
}

fn production() -> Flags {
    Flags::new(Environment::Production)
}
