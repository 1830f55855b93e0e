#[flags::flags("./unstated_beside_rules.toml")]
struct Flags;

fn main() {
    let flags = Flags::new();
    let _ = flags.sidebar(&Context::new("user-1"));
}
