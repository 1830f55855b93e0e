#[flags::flags("./../rust_use/shop.toml")]
#[derive(Clone, Copy, PartialEq)]
struct Flags;

fn main() {
    let _ = Flags::new(Environment::Production);
}
