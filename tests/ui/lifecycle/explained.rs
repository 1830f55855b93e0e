#![deny(deprecated)]

#[flags::flags("./expired.toml")]
pub struct Flags;

fn main() {
    let flags = Flags::new().with(|o| o.new_sidebar(true));
    let _ = flags.explain().new_sidebar(&Context::new("user-42"));
}
