//! A struct that is nobody else's.
#![deny(warnings)]

#[flags::flags("./shadowed_names.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-1");
    let _ = (flags.default(&context), flags.result(&context), flags.vec(&context), flags.text(&context));
}
