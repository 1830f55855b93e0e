#[flags::flags("./bool_default.toml")]
struct Flags;

fn main() {}
