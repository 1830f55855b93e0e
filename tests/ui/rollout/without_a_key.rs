#[flags::flags("./without_a_key.toml")]
struct Flags;

fn main() {
    let _ = Flags::new().sidebar(&Context::new());
}
