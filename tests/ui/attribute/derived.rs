#[flags::flags("./../rust_use/shop.toml")]
#[derive(Clone, Debug)]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let _ = flags.sidebar(&Context::new("user-1", "acme"));
}
