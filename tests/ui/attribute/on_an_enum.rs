#[flags::flags("../rust_use/shop.toml")]
enum Flags {}

fn main() {}
