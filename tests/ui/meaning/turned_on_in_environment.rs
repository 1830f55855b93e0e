#[flags::flags("./turned_on_in_environment.toml")]
struct Flags;

fn main() {
    let _ = Flags::new(Environment::Staging).sidebar(&Context::new("user-1"));
}
