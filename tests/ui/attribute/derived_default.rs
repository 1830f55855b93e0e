#[flags::flags("./../rust_use/shop.toml")]
#[derive(Default)]
struct Flags;

fn main() {
    let _ = Flags::new(Environment::Production);
}
