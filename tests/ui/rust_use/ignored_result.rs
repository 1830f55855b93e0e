#![deny(unused_must_use)]

#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let context = Context::new("user-1", "acme");
    flags.sidebar(&context);
    let _ = flags.button(&context);
}
