#[flags::flags("./fraction.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let _ = flags.sidebar(&Context::new("user-1"));
}
