#[flags::flags("./../rust_use/shop.toml")]
struct Flags {
    name: String,
}

fn main() {}
