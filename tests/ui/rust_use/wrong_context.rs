#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let _ = flags.sidebar("user-1");
}
