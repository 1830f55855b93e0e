#[flags::flags("./shop.toml")]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let context = Context::new("user-1", "acme");
    let _ = flags.sidebra(&context);
}
