#![deny(deprecated)]

#[flags::flags("./no_flags.toml")]
struct Flags;

fn main() {
    let _ = Flags::new().new_sidebar(&Context::new());
}
