#[flags::flags("./../rust_use/shop.toml")]
struct Plan;

fn main() {}
