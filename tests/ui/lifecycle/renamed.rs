#![deny(deprecated)]

#[flags::flags("./renamed.toml")]
pub struct Flags;

fn main() {
    let flags = Flags::new();
    let context = Context::new("user-42");
    let _ = flags.sidebar(&context);
}
