#[flags::flags("./unknown_environment.toml")]
struct Flags;

fn main() {
    let flags = Flags::new(Environment::Production);
    let _ = flags.sidebar(&Context::new("user-1"));
}
