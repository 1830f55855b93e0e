#[flags::flags(file = "shop.toml")]
struct Flags;

fn main() {}
