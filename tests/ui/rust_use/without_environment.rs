#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let _ = Flags::new();
}
