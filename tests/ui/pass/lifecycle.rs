#![deny(warnings)]
//! Nothing is said of a flag that has not expired, of old names that nobody calls, of allowed lints.

#[flags::flags("./lifecycle.toml")]
pub(crate) struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-42");
    let _ = flags.new_sidebar(&context) || flags.done(&context);
}
