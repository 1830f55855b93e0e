#![deny(dead_code)]

#[flags::flags("./never_called.toml")]
pub(crate) struct Flags;

fn main() {
    let _ = Flags::new().new_sidebar(&Context::new("user-42"));
}
