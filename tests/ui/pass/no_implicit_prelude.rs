//! Generated code names all it uses in full.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// The flags.
#[::flags::flags("./shadowed_names.toml")]
pub struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-1").option(Option::None).string(&[String::Clone]);
    let _ = (flags.default(&context), flags.result(&context), flags.vec(&context), flags.text(&context));
}
