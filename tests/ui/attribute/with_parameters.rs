#[flags::flags("./../rust_use/shop.toml")]
struct Flags<T>;

fn main() {}
