#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let _ = flags.sidebar(&Context::new("user-1"));
}
